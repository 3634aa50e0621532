/**
 * Fetching from untrusted servers, and the only place that does. Every redirect is checked before it is
 * followed, connections are pinned to the checked addresses, nothing of ours is sent along, and answers are
 * bounded in bytes and time.
 */
import { open } from 'node:fs/promises';
import { type Agent, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { hasCode, TonearmError } from '../errors.ts';
import { machineFault } from '../machine-faults.ts';
import { type Address, checkedAddresses, type Egress, parseAddress } from './egress.ts';
import { withTimeout } from './timeout.ts';

export interface FetchLimits {
  readonly maxBytes: number;
  /** Time limit of a whole request in seconds, redirects included. */
  readonly wholeSeconds: number;
  /** Seconds without a byte. */
  readonly idleSeconds: number;
}

export interface FetchOptions extends FetchLimits {
  /** Statuses besides 429 that mean too many requests. */
  readonly busyStatuses?: readonly number[];
  readonly signal?: AbortSignal;
  /** Called after every piece; `fractionDone` only if the server reported the size. */
  readonly onProgress?: (progress: { bytesDone: number; fractionDone?: number }) => void;
}

export interface Fetched {
  /** Final address after redirects. */
  readonly url: URL;
  /** Media type reported by the server; lower case, without parameters. */
  readonly contentType: string;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Tonearm' };

/**
 * Fetches an address into a new file at `path`.
 * @throws bad-request (an address that we do not go to), not-found, busy (rate limit), too-large, timed-out,
 * source-failed, or the signal's reason.
 */
export async function fetchToFile(
  address: string,
  path: string,
  egress: Egress,
  options: FetchOptions,
): Promise<Fetched> {
  const handle = await open(path, 'wx', 0o600);
  try {
    return await receive(address, egress, options, (chunk) => handle.appendFile(chunk));
  } finally {
    await handle.close();
  }
}

/** Fetches an address into memory. @throws as `fetchToFile` does. */
export async function fetchBytes(
  address: string,
  egress: Egress,
  options: FetchOptions,
): Promise<Fetched & { bytes: Buffer }> {
  const chunks: Uint8Array[] = [];
  const fetched = await receive(address, egress, options, async (chunk) => void chunks.push(chunk));
  return { ...fetched, bytes: Buffer.concat(chunks) };
}

/** Fetches and parses JSON, of unknown shape. @throws as `fetchToFile` does. */
export async function fetchJson(address: string, egress: Egress, options: FetchOptions): Promise<unknown> {
  const { bytes, url } = await fetchBytes(address, egress, options);
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new TonearmError('source-failed', `Expected JSON from ${url.hostname}, got something else.`, {
      cause,
    });
  }
}

async function receive(
  address: string,
  egress: Egress,
  options: FetchOptions,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<Fetched> {
  const { signal, stop } = withTimeout(options.wholeSeconds, options.signal);
  try {
    const { response, url } = await follow(address, egress, options.idleSeconds, signal);
    try {
      refuseStatus(response, url, options.busyStatuses);
      await takeBody(response, options, signal, take);
    } finally {
      response.destroy();
    }
    return { url, contentType: contentTypeOf(response) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof TonearmError || isOurs(error)) throw error;
    const message = hasUnreachableCode(error)
      ? 'The server cannot be reached from here. Check the address and the network, then try again.'
      : 'Expected an answer from the other server, got none or a part of it.';
    throw new TonearmError('source-failed', message, { cause: error });
  } finally {
    stop();
  }
}

async function follow(
  address: string,
  egress: Egress,
  idleSeconds: number,
  signal: AbortSignal,
): Promise<{ response: IncomingMessage; url: URL }> {
  let url = parseAddress(address, egress);
  for (let redirects = 0; ; redirects++) {
    signal.throwIfAborted();
    const response = await requestOnce(url, egress, { idleSeconds, signal });
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return { response, url };
    response.destroy();
    if (redirects === MAX_REDIRECTS) {
      throw new TonearmError('source-failed', `Expected at most ${MAX_REDIRECTS} redirects, got more.`);
    }
    url = parseAddress(location, egress, url);
  }
}

export interface CheckedRequestOptions {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds without a byte. */
  readonly idleSeconds: number;
  readonly signal: AbortSignal;
  /** Agent that keeps connections, each to a checked address. Default: a connection for each request. */
  readonly agent?: Agent;
}

/**
 * Sends one request to a checked address and returns the answer with any status; redirects are not followed.
 * @throws bad-request
 */
export async function requestOnce(
  url: URL,
  egress: Egress,
  options: CheckedRequestOptions,
): Promise<IncomingMessage> {
  const addresses = await rejectOnAbort(checkedAddresses(url, egress), options.signal);
  return ask(url, addresses, options);
}

function ask(
  url: URL,
  addresses: readonly Address[],
  { method, headers, idleSeconds, signal, agent }: CheckedRequestOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      agent: agent ?? false,
      method,
      headers: { ...HEADERS, ...headers },
      lookup: pinnedTo(addresses),
      signal,
      timeout: idleSeconds * 1000,
    };
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options);
    const idle = new TonearmError(
      'timed-out',
      `Expected more of the answer, got nothing for ${idleSeconds} s.`,
    );
    request.on('timeout', () => request.destroy(idle));
    request.on('error', reject);
    request.on('response', (response) => {
      request.on('timeout', () => response.destroy(idle));
      resolve(response);
    });
    request.end();
  });
}

/** DNS look-up that returns the checked addresses. */
function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses]);
    else callback(null, addresses[0].address, addresses[0].family);
  };
}

function refuseStatus(
  { statusCode = 0, headers }: IncomingMessage,
  { hostname }: URL,
  busyStatuses: readonly number[] = [],
): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (statusCode === 200 && encoding === 'identity') return;
  if (statusCode === 404 || statusCode === 410) {
    throw new TonearmError('not-found', `Expected something at that address of ${hostname}, got nothing.`);
  }
  if (statusCode === 429 || busyStatuses.includes(statusCode))
    throw new TonearmError('busy', `Expected an answer from ${hostname}, got: too many requests.`);
  if (statusCode === 401 || statusCode === 403) {
    throw new TonearmError(
      'source-failed',
      `${hostname} does not give that address out. It may have expired, or be for members: download the file and give that.`,
      { cause: new Refused(`status ${statusCode}`) },
    );
  }
  throw new TonearmError('source-failed', `Expected an answer from ${hostname}, got status ${statusCode}.`);
}

/** System error codes without a network, without a name server, or without a listening server. */
const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'ECONNREFUSED'];

/** Whether no server was reached at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TonearmError && hasUnreachableCode(error.cause);
}

export function hasUnreachableCode(error: unknown): boolean {
  return UNREACHABLE.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

/** Error of an address that its server refused. */
class Refused extends Error {}

/** Whether an address is known to its server and refused, or no longer there. */
export function isRefused(error: unknown): boolean {
  return hasCode(error, 'not-found') || (error instanceof TonearmError && error.cause instanceof Refused);
}

async function takeBody(
  response: IncomingMessage,
  { maxBytes, onProgress }: FetchOptions,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  const promised = Number(response.headers['content-length']);
  const tooLarge = new TonearmError(
    'too-large',
    `Expected at most ${Number((maxBytes / 1e6).toFixed(1))} MB, got more.`,
  );
  if (promised > maxBytes) throw tooLarge;
  let bytesDone = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    signal.throwIfAborted();
    bytesDone += chunk.length;
    if (bytesDone > maxBytes) throw tooLarge;
    await take(chunk);
    onProgress?.({ bytesDone, fractionDone: promised > 0 ? bytesDone / promised : undefined });
  }
}

function contentTypeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';', 1)[0].trim().toLowerCase();
}

/** Whether an error is this machine's (a full disk), not the other server's. */
function isOurs(error: unknown): boolean {
  return machineFault(error) !== undefined;
}

function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
