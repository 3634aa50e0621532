import { hasCode, TonearmError } from '../../errors.ts';
import { asLibraryError } from '../store/library-error.ts';
import type { SkipReason } from './contract.ts';

/** Error of a file that is left as it is, with the reason. */
export class Refusal extends Error {
  readonly reason: SkipReason;

  constructor(reason: SkipReason, message: string) {
    super(message);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

const SYSTEM_REASONS: Readonly<Record<string, SkipReason>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  // Of a file that is opened without following links.
  ELOOP: 'link',
};

const SYSTEM_MESSAGES: Partial<Record<SkipReason, string>> = {
  missing: 'Expected a file, got nothing of that name any more.',
  'read-only': 'Expected a file and a folder that may be written, got no permission.',
  'no-space': 'Expected room for a copy of the file, got a full disk.',
  link: 'Expected a file, got a link to one.',
};

/** Refusal of an error in reading or writing a file, in words for people. */
export function refusalOf(thrown: unknown): Pick<Refusal, 'reason' | 'message'> {
  const error = asLibraryError(thrown);
  if (error instanceof Refusal) return error;
  if (hasCode(error, 'unsupported-format')) return { reason: 'format', message: error.message };
  if (hasCode(error, 'broken-audio')) return { reason: 'damaged', message: error.message };
  if (error instanceof TonearmError) return { reason: 'failed', message: error.message };
  const { code = '' } = error as NodeJS.ErrnoException;
  const reason = SYSTEM_REASONS[code];
  if (reason) return { reason, message: SYSTEM_MESSAGES[reason]! };
  // What is no answer of the system is a mistake of ours, which nobody may hide.
  if (code === '') throw error;
  return { reason: 'failed', message: `Expected a file that can be read and written, got ${code}.` };
}
