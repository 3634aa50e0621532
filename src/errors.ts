/** Errors are codes, which survive processes, HTTP and the browser; one table says what each means to a caller. */
import { machineFault } from './machine-faults.ts';

/** Error codes, with the `status` of HTTP and the `exitCode` of a command that ends with one. */
const CODES = {
  /** The bytes are no audio format that is known here. */
  'unsupported-format': { status: 415, exitCode: 1 },
  /** The format is known, the contents are damaged beyond decoding. */
  'broken-audio': { status: 422, exitCode: 1 },
  /** The song has too little sound to name a genre. */
  'too-short': { status: 422, exitCode: 1 },
  silent: { status: 422, exitCode: 1 },
  /** The input has more bytes than are accepted. */
  'too-large': { status: 413, exitCode: 1 },
  /** The sound is longer than is accepted. */
  'too-long': { status: 413, exitCode: 1 },
  /** The caller asked for something that makes no sense. */
  'bad-request': { status: 400, exitCode: 2 },
  /** The model file cannot be used by this build. */
  'bad-model': { status: 422, exitCode: 1 },
  'not-found': { status: 404, exitCode: 2 },
  'timed-out': { status: 504, exitCode: 1 },
  /** Every worker is at work and the queue is full: come back later. */
  busy: { status: 503, exitCode: 1 },
  /** Another server, from which a song was to come, gave no usable answer; `cause` is for the operator alone. */
  'source-failed': { status: 502, exitCode: 1 },
  cancelled: { status: 499, exitCode: 1 },
  internal: { status: 500, exitCode: 1 },
} as const;

export type ErrorCode = keyof typeof CODES;

/** An error whose message may be shown to the user as it is. Anything else thrown is `internal`. */
export class TonearmError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'TonearmError';
    this.code = code;
  }

  get status(): number {
    return CODES[this.code].status;
  }

  get exitCode(): number {
    return CODES[this.code].exitCode;
  }
}

/** True for an error with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is TonearmError {
  return error instanceof TonearmError && codes.includes(error.code);
}

/** Serialisable form of an error, for processes and HTTP. */
export interface ErrorReport {
  code: ErrorCode;
  readonly message: string;
}

/** The public face of anything thrown: internals never leave. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof TonearmError) return { code: error.code, message: error.message };
  const fault = machineFault(error);
  if (fault !== undefined) return { code: 'busy', message: fault };
  return { code: 'internal', message: 'Something went wrong here. It is not your file: please report it.' };
}

/** The inverse of `reportError`, on the other side of the border. */
export function reviveError(report: ErrorReport): TonearmError {
  return new TonearmError(report.code in CODES ? report.code : 'internal', report.message);
}
