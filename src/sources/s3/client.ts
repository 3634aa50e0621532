/** S3 client with the few requests that reading takes, signed by `aws4fetch`, by `safe-fetch.ts`. */
import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { TonearmError } from '../../errors.ts';
import { machineFault } from '../../machine-faults.ts';
import { requestOnce } from '../checked-request.ts';
import { type Egress, openEgress } from '../egress.ts';
import { withTimeout } from '../timeout.ts';
import type { S3Address } from './address.ts';
import { etagOf, type ListingPage, parseListing } from './listing.ts';
import type { ObjectIdentity } from './object-identity.ts';
import { refusal } from './refusal.ts';
import type { S3Settings } from './settings.ts';

export interface S3ClientOptions {
  /** Seconds without a byte, and for a whole request. */
  readonly idleSeconds?: number;
  readonly wholeSeconds?: number;
  /** Longest first wait before a retry, in milliseconds; each next may be twice as long. */
  readonly pauseMs?: number;
  /** Resolver of host names. Default: the system's. */
  readonly resolve?: Egress['resolve'];
}

interface Ask {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const DEFAULTS = { idleSeconds: 20, wholeSeconds: 120, pauseMs: 400 };
const MAX_TRIES = 4;
const MAX_PAUSE_MS = 10_000;
const MAX_SOCKETS = 32;
const MAX_LISTING_BYTES = 8e6;
/** Statuses that are retried. */
const REPEATED = new Set([429, 500, 502, 503, 504]);

export class S3Client {
  readonly #settings: S3Settings;
  readonly #options: typeof DEFAULTS;
  readonly #egress: Egress;
  readonly #agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };
  /** Signing keys, which signatures of one day share. */
  readonly #keys = new Map<string, ArrayBuffer>();

  constructor(settings: S3Settings, options: S3ClientOptions = {}) {
    this.#settings = settings;
    const { resolve, ...limits } = options;
    this.#options = { ...DEFAULTS, ...limits };
    // What the operator named by hand may lie in the inner network; nothing else may.
    const egress = openEgress(settings.endpoint ? [settings.endpoint.origin] : []);
    this.#egress = resolve ? { ...egress, resolve } : egress;
  }

  /** Lists a page of the objects with a key prefix. @throws source-failed and others, see `refusal` */
  list(bucket: string, prefix: string, token?: string, signal?: AbortSignal): Promise<ListingPage> {
    const query = {
      'list-type': '2',
      'encoding-type': 'url',
      prefix,
      ...(token === undefined ? {} : { 'continuation-token': token }),
    };
    return this.#repeat({ bucket, key: '' }, { query, signal }, async (response) =>
      parseListing((await bodyOf(response, MAX_LISTING_BYTES)).toString('utf8')),
    );
  }

  /** @throws not-found, and as `list` */
  identityOf(address: S3Address, signal?: AbortSignal): Promise<ObjectIdentity> {
    return this.#repeat(address, { method: 'HEAD', signal }, async ({ headers }) => ({
      size: Number(headers['content-length'] ?? -1),
      etag: etagOf(headers.etag ?? ''),
      modifiedMs: Date.parse(headers['last-modified'] ?? '') || 0,
    }));
  }

  /**
   * Reads bytes [start, end) of an object in a known state.
   * @throws bad-request if it has changed, and as `list`
   */
  read(
    address: S3Address,
    { etag, size }: ObjectIdentity,
    start: number,
    end: number,
    signal?: AbortSignal,
  ): Promise<Buffer> {
    return this.#repeat(address, { headers: rangeHeaders(etag, start, end), signal }, async (response) => {
      checkRange(response, start, end, size);
      const bytes = await bodyOf(response, end - start);
      if (bytes.length === end - start) return bytes;
      throw new TonearmError('source-failed', `Expected ${end - start} bytes, got ${bytes.length}.`);
    });
  }

  async #repeat<T>(
    address: S3Address,
    ask: Ask,
    take: (response: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(address, ask, take);
      } catch (error) {
        ask.signal?.throwIfAborted();
        if (tries === MAX_TRIES || !isPassing(error)) throw plainly(error);
        const longest = Math.min(MAX_PAUSE_MS, this.#options.pauseMs * 2 ** (tries - 1));
        await pause(Math.random() * longest, undefined, { signal: ask.signal });
      }
    }
  }

  async #once<T>(address: S3Address, ask: Ask, take: (response: IncomingMessage) => Promise<T>): Promise<T> {
    const { signal, stop } = withTimeout(this.#options.wholeSeconds, ask.signal);
    let response: IncomingMessage | undefined;
    try {
      response = await this.#ask(address, ask, signal);
      return await take(response);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof TonearmError || machineFault(error) !== undefined) throw error;
      throw new Passing('no whole answer', { cause: error });
    } finally {
      stop();
      // What was read to its end gives its connection back.
      if (!response?.readableEnded) response?.destroy();
    }
  }

  /** @throws as the status says */
  async #ask(
    address: S3Address,
    { method, headers, query }: Ask,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const url = this.#urlOf(address, query);
    const response = await requestOnce(url, this.#egress, {
      method,
      headers: await this.#signed(url, method ?? 'GET', headers),
      idleSeconds: this.#options.idleSeconds,
      signal,
      agent: this.#agents[url.protocol as 'http:'],
    });
    const { statusCode = 0 } = response;
    if (statusCode === 200 || statusCode === 206) {
      if (method === 'HEAD') response.resume();
      return response;
    }
    response.destroy();
    if (REPEATED.has(statusCode)) throw new Passing(`status ${statusCode}`);
    throw refusal(statusCode, response.headers, address, this.#settings.credentials !== undefined);
  }

  #urlOf({ bucket, key }: S3Address, query: Ask['query'] = {}): URL {
    const { endpoint, region } = this.#settings;
    const path = key.split('/').map(encoded).join('/');
    const isHost = !endpoint && !bucket.includes('.');
    const origin = endpoint?.origin ?? `https://${isHost ? `${bucket}.` : ''}s3.${region}.amazonaws.com`;
    const url = new URL(`${origin}/${isHost ? '' : `${bucket}${key === '' ? '' : '/'}`}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async #signed(url: URL, method: string, headers: Ask['headers'] = {}): Promise<Record<string, string>> {
    const { credentials, region } = this.#settings;
    if (!credentials) return { ...headers };
    const signer = new AwsV4Signer({
      ...credentials,
      ...{ method, url: url.href, headers: { ...headers }, service: 's3', region, cache: this.#keys },
    });
    return Object.fromEntries((await signer.sign()).headers);
  }
}

/** Transient error. */
class Passing extends Error {}

function isPassing(error: unknown): boolean {
  return error instanceof Passing || (error instanceof TonearmError && error.code === 'timed-out');
}

function plainly(error: unknown): unknown {
  if (!(error instanceof Passing)) return error;
  const message = 'The S3 server cannot be reached or does not answer as it should. Try again in a moment.';
  return new TonearmError('source-failed', message, { cause: error });
}

function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function rangeHeaders(etag: string, start: number, end: number): Record<string, string> {
  return { range: `bytes=${start}-${end - 1}`, ...(etag === '' ? {} : { 'if-match': etag }) };
}

/** @throws source-failed where the server gave something else than what was asked for */
function checkRange(
  { statusCode, headers }: IncomingMessage,
  start: number,
  end: number,
  size: number,
): void {
  const isWhole = statusCode === 200 && start === 0 && end === size;
  if (isWhole || headers['content-range'] === `bytes ${start}-${end - 1}/${size}`) return;
  throw new TonearmError(
    'source-failed',
    'Expected a part of the object, got another: the S3 server does not give ranges.',
  );
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new TonearmError('source-failed', `Expected ${maxBytes} bytes at most, got more.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
