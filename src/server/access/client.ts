/** Client of a request, as limits count it. */
import type { FastifyRequest } from 'fastify';
import { isLocal } from './authentication.ts';
import { networkOf } from './network.ts';

/** Client of a request; undefined for this machine itself. */
export type Client = string | undefined;

/** Client behind trusted proxies. */
export function clientOf(request: FastifyRequest): Client {
  return isLocal(request) ? undefined : networkOf(request.ip);
}
