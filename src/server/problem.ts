import { reportError, TonearmError } from '../errors.ts';
import { asLibraryError } from '../library/store/library-error.ts';
import type { Problem } from './schema.ts';

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** Problems of HTTP only; all others are errors of the library. */
const WIRE_KINDS = {
  unauthorized: { status: 401, title: 'Not without the token' },
  forbidden: { status: 403, title: 'Not from here' },
  'method-not-allowed': { status: 405, title: 'No such action' },
  busy: { status: 409, title: 'Something else is at work' },
  'upload-timed-out': { status: 408, title: 'The upload took too long' },
  'rate-limited': { status: 429, title: 'Too many requests' },
} as const satisfies Record<string, Kind>;

const TITLES: Record<TonearmError['code'], string> = {
  'unsupported-format': 'No audio format that is known here',
  'broken-audio': 'The audio is damaged',
  'too-short': 'Too short to tell',
  silent: 'Nothing to hear',
  'too-large': 'Too large',
  'too-long': 'Too long',
  'bad-request': 'The request makes no sense',
  'bad-model': 'The model cannot be used',
  'not-found': 'Not found',
  'timed-out': 'Listening took too long',
  busy: 'Busy',
  'source-failed': 'The source gave no answer',
  cancelled: 'Called off',
  internal: 'Something went wrong here',
};

/** Codes of the framework's statuses. Any other of the 400s is a plain bad request. */
const FRAMEWORK_CODES: Record<number, TonearmError['code'] | keyof typeof WIRE_KINDS> = {
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'upload-timed-out',
  413: 'too-large',
  415: 'unsupported-format',
  429: 'rate-limited',
};

/** Seconds after which a client that found the server busy may try again. */
export const RETRY_AFTER_SECONDS = 10;

/** Error of HTTP alone. */
export class WireError extends Error {
  readonly code: keyof typeof WIRE_KINDS;

  constructor(code: keyof typeof WIRE_KINDS, message: string) {
    super(message);
    this.code = code;
  }
}

/** Problem of anything thrown while `requestId` was served. */
export function problemOf(error: unknown, requestId: string): Problem {
  const { code, detail, status, title } = facts(error);
  return {
    type: `urn:tonearm:problem:${code}`,
    title,
    status,
    detail,
    code,
    instance: `urn:uuid:${requestId}`,
  };
}

function facts(error: unknown): Kind & { code: string; detail: string } {
  if (error instanceof WireError)
    return { ...WIRE_KINDS[error.code], code: error.code, detail: error.message };
  if (error instanceof TonearmError) return known(error);
  const status = frameworkStatus(error);
  if (status === undefined) return known(revealing(error));
  const code = FRAMEWORK_CODES[status] ?? 'bad-request';
  const title =
    code in WIRE_KINDS ? WIRE_KINDS[code as keyof typeof WIRE_KINDS].title : TITLES[code as 'busy'];
  return { status, title, code, detail: (error as Error).message };
}

/** Status and code of an error. 499 is a code of logs: a client that can still read an answer is told to retry. */
function known(error: TonearmError): Kind & { code: string; detail: string } {
  const status = error.code === 'cancelled' ? 503 : error.status;
  return { status, title: TITLES[error.code], code: error.code, detail: error.message };
}

function revealing(error: unknown): TonearmError {
  const { code, message } = reportError(asLibraryError(error));
  return new TonearmError(code, message);
}

/** Status of the framework's own errors, whose messages for the 400s name the client's mistake and nothing of ours. */
function frameworkStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}
