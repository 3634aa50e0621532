/**
 * HTTP client of the one server that a user named. Only addresses below that one are requested: redirects are
 * reported and not followed, and nothing in an answer is used as an address.
 */
import { TonearmError } from '../errors.ts';
import { withTimeout } from '../sources/timeout.ts';

export interface ServerRequest {
  /** Path below the address of the server. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of a POST: a form, or a value as JSON. */
  readonly body?: URLSearchParams | object;
}

const MAX_BYTES = 64e6;
const SECONDS = 60;
/** Error codes of an unreachable server, on any system. */
const UNREACHABLE_CODES = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'UND_ERR_SOCKET',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
];

export class ServerConnection {
  /** Address without a slash at the end. */
  readonly address: string;
  readonly #seconds: number;

  /** @throws bad-request for what is no address of a server. */
  constructor(address: string, seconds = SECONDS) {
    this.address = addressOf(address);
    this.#seconds = seconds;
  }

  /** JSON answer, of unknown shape; undefined if it is empty. @throws source-failed, timed-out, too-large */
  async ask(question: ServerRequest): Promise<unknown> {
    const { signal, stop } = withTimeout(this.#seconds, undefined);
    try {
      const response = await fetch(this.#urlOf(question), {
        ...requestOf(question),
        signal,
        redirect: 'manual',
      });
      const text = await this.#textOf(response);
      this.#refuse(response);
      return text === '' ? undefined : JSON.parse(text);
    } catch (error) {
      throw this.#plainly(error, signal);
    } finally {
      stop();
    }
  }

  /** An error that names the server. */
  failure(words: string, cause?: unknown): TonearmError {
    return new TonearmError('source-failed', `${this.address} ${words}`, { cause });
  }

  #urlOf({ path, query = {} }: ServerRequest): URL {
    const url = new URL(`${this.address}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async #textOf(response: Response): Promise<string> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES)
        throw new TonearmError(
          'too-large',
          `${this.address} answered with more than ${MAX_BYTES / 1e6} MB at once.`,
        );
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #refuse({ status, headers }: Response): void {
    const type = headers.get('content-type') ?? '';
    if (status >= 300 && status < 400)
      throw this.failure(
        `sends one on to ${headers.get('location') ?? 'another address'}. Name that address instead, if it is yours.`,
      );
    if (status === 401 || status === 403)
      throw this.failure('refuses who asks. Check the user name, and the password or key.');
    if (status === 404)
      throw this.failure(
        'has nothing at that address. Is it that of the server itself, and of this kind of server?',
      );
    if (status === 429 || status === 503) throw this.failure('is busy. Try again in a minute.');
    if (status >= 400) throw this.failure(`answered with an error (status ${status}).`);
    if (type.includes('html'))
      throw this.failure(
        'answered with a page in place of data. Is it the address of the server itself, without what follows it in the browser?',
      );
  }

  #plainly(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted)
      return new TonearmError('timed-out', `${this.address} did not answer within ${this.#seconds} seconds.`);
    if (error instanceof TonearmError) return error;
    if (error instanceof SyntaxError) return this.failure('answered with something that is no data.', error);
    const { code = '' } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    if (UNREACHABLE_CODES.includes(code))
      return this.failure('cannot be reached. Is the server running, and is this its address?', error);
    return this.failure('gave no answer, or a part of one.', error);
  }
}

function requestOf({ headers, body }: ServerRequest): RequestInit {
  if (body === undefined) return { headers };
  if (body instanceof URLSearchParams) return { method: 'POST', headers, body };
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url && ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.hash === '';
  if (isAddress && url.username === '' && url.password === '') return url.href.replace(/\/+$/, '');
  throw new TonearmError(
    'bad-request',
    'Expected the address of a server, as in http://nas:4533, without a user name, password or question mark.',
  );
}
