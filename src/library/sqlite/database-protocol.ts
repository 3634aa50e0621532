/** Messages between a library and the thread that holds its file open. */

/** Statement of one session: its transaction keeps every other session waiting. */
export interface StatementRequest {
  readonly id: number;
  readonly session: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Request for the next page of rows of the statement `id`; `drop` discards the rest. */
export interface PageRequest {
  readonly id: number;
  readonly page: 'next' | 'drop';
}

export type DatabaseRequest = StatementRequest | PageRequest;

export interface DatabaseAnswer {
  /** Id of the request; 0: the file is open. */
  readonly id: number;
  readonly columns?: readonly string[];
  /** Values of a page of rows, row by row, in the order of the columns: one list is sent in half the time of many. */
  readonly values?: readonly unknown[];
  /** Whether there are more rows. */
  readonly more?: boolean;
  readonly changes?: number;
  readonly insertId?: number;
  readonly error?: DatabaseFault;
}

/** Thrown error; the code is SQLite's or one of ours. */
export interface DatabaseFault {
  readonly code?: string;
  readonly message: string;
}

export interface DatabaseOptions {
  readonly path: string;
  /** Longest wait for other programs. */
  readonly waitMs: number;
  /** Migrations from an empty file to the current tables. */
  readonly migrations: readonly string[];
  /** Columns that `songs` gets if it lacks them. */
  readonly songColumns: readonly { readonly name: string; readonly type: string }[];
}
