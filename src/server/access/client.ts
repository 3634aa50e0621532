/** Client of a request, as limits count it. */
import type { FastifyRequest } from 'fastify';
import { isLocal } from './authentication.ts';
import { networkOf } from './network.ts';

/** Undefined: this machine itself. */
export type Client = string | undefined;

/** The client behind trusted proxies. */
export function clientOf(request: FastifyRequest): Client {
  return isLocal(request) ? undefined : networkOf(request.ip);
}
