/**
 * Fetching from untrusted servers. Every redirect is checked before it is followed, and answers are bounded in
 * bytes and time.
 */
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { hasCode, TonearmError } from '../errors.ts';
import { machineFault } from '../machine-faults.ts';
import { requestOnce } from './checked-request.ts';
import { type Egress, parseAddress } from './egress.ts';
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

function hasUnreachableCode(error: unknown): boolean {
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
