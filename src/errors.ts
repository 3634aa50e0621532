/** One tree of errors, one table to HTTP status and exit code. Messages read "Expected ..., got ...". */

/** What an error means to whoever called: `status` for HTTP, `exitCode` for a command that ends with it. */
const CODES = {
  'unsupported-format': { status: 415, exitCode: 1 },
  'broken-audio': { status: 422, exitCode: 1 },
  'too-short': { status: 422, exitCode: 1 },
  silent: { status: 422, exitCode: 1 },
  'too-large': { status: 413, exitCode: 1 },
  'too-long': { status: 413, exitCode: 1 },
  'bad-request': { status: 400, exitCode: 2 },
  'bad-model': { status: 422, exitCode: 1 },
  'not-found': { status: 404, exitCode: 2 },
  'timed-out': { status: 504, exitCode: 1 },
  busy: { status: 503, exitCode: 1 },
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
    this.name = new.target.name;
    this.code = code;
  }

  get status(): number {
    return CODES[this.code].status;
  }

  get exitCode(): number {
    return CODES[this.code].exitCode;
  }
}

/** The bytes are no audio format that is known here. */
export class UnsupportedFormat extends TonearmError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('unsupported-format', message, options);
  }
}

/** The format is known, the contents are damaged beyond hearing. */
export class BrokenAudio extends TonearmError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('broken-audio', message, options);
  }
}

/** Too little sound to name a genre. */
export class TooShort extends TonearmError {
  constructor(message: string) {
    super('too-short', message);
  }
}

/** There is nothing to hear. */
export class Silent extends TonearmError {
  constructor(message: string) {
    super('silent', message);
  }
}

/** More bytes than are accepted. */
export class TooLarge extends TonearmError {
  constructor(message: string) {
    super('too-large', message);
  }
}

/** More seconds than are accepted. */
export class TooLong extends TonearmError {
  constructor(message: string) {
    super('too-long', message);
  }
}

/** The caller asked for something that makes no sense. */
export class BadRequest extends TonearmError {
  constructor(message: string) {
    super('bad-request', message);
  }
}

/** The model file cannot be used by this build. */
export class BadModel extends TonearmError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('bad-model', message, options);
  }
}

export class NotFound extends TonearmError {
  constructor(message: string) {
    super('not-found', message);
  }
}

export class TimedOut extends TonearmError {
  constructor(message: string) {
    super('timed-out', message);
  }
}

/** Every worker is at work and the queue is full: come back later. */
export class Busy extends TonearmError {
  constructor(message: string) {
    super('busy', message);
  }
}

/** Another server, from which a song was to come, gave no usable answer; `cause` is for the operator alone. */
export class SourceFailed extends TonearmError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('source-failed', message, options);
  }
}

/** What crosses a process or network border instead of an Error. */
export interface ErrorReport {
  code: ErrorCode;
  readonly message: string;
}

/** The public face of anything thrown: internals never leave. */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof TonearmError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'Something went wrong here. It is not your file: please report it.' };
}

/** The inverse of `reportError`, on the other side of the border. */
export function reviveError(report: ErrorReport): TonearmError {
  return new TonearmError(report.code in CODES ? report.code : 'internal', report.message);
}
