/** What can go wrong with the file of a library, for people. */
import { Busy, TonearmError } from '../errors.ts';

const BUSY =
  'Expected the library to be free, got it in use by another program for long: try again in a moment.';
const DAMAGED =
  'Expected a library that can be read, got a damaged file: move it away, and a scan makes a new one.';

/** By the beginnings of SQLite's names of errors. */
const TROUBLES: Readonly<Record<string, () => TonearmError>> = {
  SQLITE_BUSY: () => new Busy(BUSY),
  SQLITE_LOCKED: () => new Busy(BUSY),
  SQLITE_FULL: trouble('Expected room for the library, got a full disk.'),
  SQLITE_IOERR: trouble('Expected the disk of the library to work, got an error of reading or writing.'),
  SQLITE_READONLY: trouble('Expected a library that may be written, got one that this user may only read.'),
  SQLITE_CANTOPEN: trouble('Expected the file of the library, got none that can be opened.'),
  SQLITE_CORRUPT: trouble(DAMAGED),
  SQLITE_NOTADB: trouble(DAMAGED),
};

/** The error as it may be shown; any other error as it is. */
export function asLibraryTrouble(error: unknown): unknown {
  if (error instanceof TonearmError || !(error instanceof Error) || !('code' in error)) return error;
  const { code } = error;
  const known = Object.keys(TROUBLES).find((name) => typeof code === 'string' && code.startsWith(name));
  return known === undefined ? error : TROUBLES[known]();
}

function trouble(message: string): () => TonearmError {
  return () => new TonearmError('internal', message);
}
