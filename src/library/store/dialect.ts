/** Differences between the two databases that a library may be kept in; everything else is the same code for both. */
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

type Library = Kysely<Tables>;

export interface LibraryDialect {
  /** Whether it keeps a list of songs that tables are answered from, so that no process holds them all. */
  readonly listsSongs: boolean;
  /** Gives new changes their revisions, in an order in which no reader misses one. */
  numberChanges(library: Library): Promise<void>;
  /**
   * Allows files to name songs that do not exist until the end of the transaction, and keeps other processes
   * from carrying songs over.
   */
  beginCarryOver(work: Transaction<Tables>): Promise<void>;
  /**
   * Holds an exclusive lock on a music file among all users of the library while the work goes on. Before it
   * writes, the work checks that it still holds the lock: the check throws if the connection was lost.
   * @throws busy where another has it for too long
   */
  withFile<Result>(
    library: Library,
    path: string,
    work: (checkHeld: () => Promise<void>) => Promise<Result>,
  ): Promise<Result>;
  /** State of the library: another text after every change, by any process. */
  state(library: Library): Promise<string>;
  /** Moves id sequences beyond those of copied rows. */
  continueNumbers(work: Transaction<Tables>): Promise<void>;
  /** Integrity errors of the database; empty if it is sound. */
  faults(library: Library): Promise<string[]>;
  /** Missing extensions that would make queries fast, with the remedy; empty if there are none. */
  lacks(library: Library): Promise<string[]>;
}

/** Messages between the processes of a library; those sent during a lost connection are lost. */
export interface LibraryWire {
  /** Sends a message of at most `MAX_MESSAGE` bytes. */
  send(message: string): void;
  /** Subscribes to messages of other processes, in the order of each. */
  listen(listener: (message: string) => void): void;
}

/** Counter of events within a time window. */
export interface SharedCount {
  readonly key: string;
  readonly current: number;
  /** Milliseconds until the window starts anew. */
  readonly ttl: number;
}

export interface Addition {
  readonly key: string;
  readonly added: number;
  readonly windowMs: number;
}

/** Counters shared by all processes of a library. They need not survive its database. */
export interface LibraryCounters {
  /** Adds to counters; those whose window is over start anew. */
  add(library: Library, given: readonly Addition[]): Promise<readonly SharedCount[]>;
}

/** Largest message: PostgreSQL takes 8,000 bytes. */
export const MAX_MESSAGE = 7900;

/** Parts of a library's adapter beyond the query builder's interface. */
export interface LibraryAdapter {
  readonly dialect: LibraryDialect;
  /** Messaging between processes; a file has none. */
  readonly wire?: LibraryWire;
  /** Shared counters, if the database has them. */
  readonly counters?: LibraryCounters;
}

export function wireOf(library: Library): LibraryWire | undefined {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).wire;
}

export function countersOf(library: Library): LibraryCounters | undefined {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).counters;
}

/** Dialect of a library, or of a transaction in one. */
export function dialectOf(library: Library): LibraryDialect {
  return (library.getExecutor().adapter as unknown as LibraryAdapter).dialect;
}
