/** Faults that a machine may have for a while, in words for people. No file of theirs is to blame. */

const FULL = 'The disk is full. Make room on it, then try again.';
const TOO_MANY_FILES = 'Too many files are open on this machine. Try again in a moment.';

/** Messages by the system's error codes. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: FULL,
  EDQUOT: 'The room that this user has on the disk is used up. Make some, then try again.',
  EIO: 'The disk could not be read or written. Check it, then try again.',
  EMFILE: TOO_MANY_FILES,
  ENFILE: TOO_MANY_FILES,
};

/** Message for a system error that is the machine's fault; undefined for any other. */
export function machineFault(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(FAULTS, code) ? FAULTS[code] : undefined;
}
