/**
 * Requests to untrusted servers, and the only place that sends them: connections are pinned to the checked
 * addresses, and nothing of ours is sent along.
 */
import { type Agent, type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TonearmError } from '../errors.ts';
import { type Address, checkedAddresses, type Egress } from './egress.ts';

const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Tonearm' };

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

function rejectOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
