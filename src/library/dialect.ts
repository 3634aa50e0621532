/** What the two databases that a library may be kept in say differently; everything else is said once, to both. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

type Library = Kysely<Tables>;

export interface LibraryDialect {
  /** Keeps a list of its songs that tables are answered from, so that nobody holds them all. */
  readonly listsSongs: boolean;
  /** Gives what changed since somebody looked its revisions, in such an order that no reader misses one. */
  numberChanges(library: Library): Promise<void>;
  /** Until the end of the transaction files may name a song that is not there, and nobody else carries songs over. */
  beginCarryOver(work: Transaction<Tables>): Promise<void>;
  /**
   * While the work goes on, nobody else who uses the library has this file to write to. The work asks before it writes
   * whether that still is so: it throws where the connection was lost.
   * @throws busy where another has it for too long
   */
  withFile<Result>(
    library: Library,
    path: string,
    work: (checkHeld: () => Promise<void>) => Promise<Result>,
  ): Promise<Result>;
  /** Another text after every change, by whichever process. */
  state(library: Library): Promise<string>;
  /** Numbers of new rows go on behind those of rows that were copied. */
  continueNumbers(work: Transaction<Tables>): Promise<void>;
  /** What is wrong with the database itself; empty where it is whole. */
  faults(library: Library): Promise<string[]>;
  /** What the database lacks that makes answers quick, in words that say what to do; empty where it has all. */
  lacks(library: Library): Promise<string[]>;
}

/** Short words between the processes that use a library; what is sent while a connection is lost is lost. */
export interface LibraryWire {
  /** At most `MAX_MESSAGE` bytes. */
  send(message: string): void;
  /** Told of what other processes send, in the order of each. */
  listen(hear: (message: string) => void): void;
}

/** How often something was within a while. */
export interface SharedCount {
  readonly key: string;
  readonly current: number;
  /** Milliseconds until it begins again. */
  readonly ttl: number;
}

export interface Addition {
  readonly key: string;
  readonly added: number;
  readonly windowMs: number;
}

/** Counts for all processes that use a library. They need not survive its database. */
export interface LibraryCounters {
  /** Adds to counts, those whose time is over beginning anew. */
  add(library: Library, given: readonly Addition[]): Promise<readonly SharedCount[]>;
}

/** PostgreSQL takes 8,000. */
export const MAX_MESSAGE = 7900;

/** What a library's adapter has, beside what the query builder asks of it. */
export interface LibraryAdapter {
  readonly dialect: LibraryDialect;
  /** A file has none. */
  readonly wire?: LibraryWire;
  /** So for these. */
  readonly counters?: LibraryCounters;
}

export function wireOf(library: Library): LibraryWire | undefined {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).wire;
}

export function countersOf(library: Library): LibraryCounters | undefined {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).counters;
}

/** Of a library, or of a transaction in one. */
export function dialectOf(library: Library): LibraryDialect {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).dialect;
}
