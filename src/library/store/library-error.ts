/** Errors of a library's file or database, in words for people. */
import { type ErrorCode, TonearmError } from '../../errors.ts';

const BUSY = 'The library is in use by another program. Try again in a moment.';
const DAMAGED =
  'The library is damaged. "tonearm library check" tells how far; then put back a backup of it, or move the file away and scan again.';

/** Errors by prefixes of SQLite's error names, and of those in `postgres/errors.ts`. */
const ERRORS: Readonly<Record<string, () => TonearmError>> = {
  SQLITE_BUSY: asError('busy', BUSY),
  SQLITE_LOCKED: asError('busy', BUSY),
  SQLITE_FULL: asError(
    'busy',
    'The disk of the library is full. Make room on it and try again: what was kept is safe.',
  ),
  SQLITE_IOERR: asError(
    'busy',
    'The disk of the library could not be read or written. Look after the disk and try again: what was kept is safe.',
  ),
  SQLITE_READONLY: asError(
    'internal',
    'The library may not be written. Give this user the right to, and try again.',
  ),
  SQLITE_CANTOPEN: asError(
    'internal',
    'The file of the library cannot be opened. Is its disk there, and may this user read it?',
  ),
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB: damaged,
  POSTGRES_UNREACHABLE: asError(
    'busy',
    'The database of the library cannot be reached. Is it running, and is its address right? Try again in a moment: what was kept is safe.',
  ),
  POSTGRES_BUSY: asError('busy', BUSY),
  POSTGRES_FULL: asError(
    'busy',
    'The disk of the database is full. Make room on it and try again: what was kept is safe.',
  ),
  POSTGRES_READONLY: asError(
    'internal',
    'The database of the library may not be written. Give its user the right to, and try again.',
  ),
  POSTGRES_REFUSED: asError(
    'bad-request',
    'The database of the library refuses this user. Check name, password and database in its address.',
  ),
};

/** Translates an error into one that may be shown; any other is returned as it is. */
export function asLibraryError(error: unknown): unknown {
  if (error instanceof TonearmError || !(error instanceof Error) || !('code' in error)) return error;
  const { code } = error;
  const known = Object.keys(ERRORS).find((name) => typeof code === 'string' && code.startsWith(name));
  return known === undefined ? error : ERRORS[known]();
}

/** Whether SQLite found its file damaged. */
export function isDamage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

export function damaged(): TonearmError {
  return new TonearmError('internal', DAMAGED);
}

function asError(code: ErrorCode, message: string): () => TonearmError {
  return () => new TonearmError(code, message);
}
