/** Client of the library's API: requests and their errors. */
import type { Problem } from '../../../src/server/schema.ts';
import { words } from '../../language/en/library.ts';
import { serverMessage } from '../server-message.ts';

export type ApiErrorKind = 'unreachable' | 'locked' | 'missing' | 'refused';

/** Error of a request to the library; the message is for people. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;

  constructor(kind: ApiErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export const BASE = '/api/library';

/**
 * Logs in with the token; the browser then keeps a cookie.
 * @returns why it stays shut; undefined where it opened.
 */
export async function logIn(token: string): Promise<string | undefined> {
  const body = new URLSearchParams({ token });
  const response = await fetch('/access', { method: 'POST', body }).catch(() => undefined);
  if (!response) return words.error.unreachable;
  return response.status === 201 ? undefined : words.locked.wrong;
}

/** Error of any thrown value. */
export function apiErrorOf(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('refused', (error as Error).message);
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request(path, { signal }).then((response) => response.json() as Promise<T>);
}

export function send<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return request(path, { ...jsonRequest(method, body), signal }).then(
    (response) => response.json() as Promise<T>,
  );
}

export function jsonRequest(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @throws ApiError, or the signal's reason. */
export async function request(path: string, options: RequestInit): Promise<Response> {
  const response = await fetch(BASE + path, options).catch((cause) => {
    options.signal?.throwIfAborted();
    throw new ApiError('unreachable', words.error.unreachable, { cause });
  });
  if (response.ok) return response;
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  throw new ApiError(
    kindOf(response.status),
    serverMessage(problem.code, problem.detail ?? problem.title ?? ''),
  );
}

function kindOf(status: number): ApiErrorKind {
  if (status === 401) return 'locked';
  return status === 404 ? 'missing' : 'refused';
}
