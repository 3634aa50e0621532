/** Errors are codes, which survive processes, HTTP and the browser; one table defines what each means to a caller. */
import { machineFault } from './machine-faults.ts';

/** Error codes, with the `status` of HTTP and the `exitCode` of a command that ends with one. */
const CODES = {
  /** The bytes are no supported audio format. */
  'unsupported-format': { status: 415, exitCode: 1 },
  /** The format is supported, the contents are damaged beyond decoding. */
  'broken-audio': { status: 422, exitCode: 1 },
  /** The song has too little sound to name a genre. */
  'too-short': { status: 422, exitCode: 1 },
  silent: { status: 422, exitCode: 1 },
  /** The input has more bytes than are accepted. */
  'too-large': { status: 413, exitCode: 1 },
  /** The sound is longer than is accepted. */
  'too-long': { status: 413, exitCode: 1 },
  /** The request makes no sense. */
  'bad-request': { status: 400, exitCode: 2 },
  /** The model file cannot be used by this build. */
  'bad-model': { status: 422, exitCode: 1 },
  'not-found': { status: 404, exitCode: 2 },
  'timed-out': { status: 504, exitCode: 1 },
  /** All workers are busy and the queue is full: try again later. */
  busy: { status: 503, exitCode: 1 },
  /** Another server, a source of songs, gave no usable answer; `cause` is for the operator alone. */
  'source-failed': { status: 502, exitCode: 1 },
  cancelled: { status: 499, exitCode: 1 },
  internal: { status: 500, exitCode: 1 },
} as const;

export type ErrorCode = keyof typeof CODES;

/** Error whose message may be shown to the user as it is. Anything else thrown is `internal`. */
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

/** Whether an error has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is TonearmError {
  return error instanceof TonearmError && codes.includes(error.code);
}

/** Serialisable form of an error, for processes and HTTP. */
export interface ErrorReport {
  code: ErrorCode;
  readonly message: string;
}

/** Report of any thrown value, without internals. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof TonearmError) return { code: error.code, message: error.message };
  const fault = machineFault(error);
  if (fault !== undefined) return { code: 'busy', message: fault };
  return { code: 'internal', message: 'Something went wrong here. It is not your file: please report it.' };
}

/** Error of a report: the inverse of `reportError`. */
export function reviveError(report: ErrorReport): TonearmError {
  return new TonearmError(report.code in CODES ? report.code : 'internal', report.message);
}
