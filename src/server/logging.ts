import type { FastifyRequest, FastifyServerOptions } from 'fastify';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Parameters that carry the token in an address: in a link of ours, and as Subsonic's password, digest, salt
 * or key.
 */
const TOKEN = /([?&](?:token|p|t|s|apiKey)=)[^&]*/g;

/**
 * Logger (Pino) on standard error. At `info` and below every request is logged, without the token that it may
 * carry.
 */
export function loggerTo(stream: NodeJS.WritableStream, level: LogLevel): FastifyServerOptions['logger'] {
  return { level, stream, serializers: { req: describeRequest } };
}

function describeRequest({ method, url, ip }: FastifyRequest): {
  method: string;
  url: string;
  remoteAddress: string;
} {
  return { method, url: url.replace(TOKEN, '$1***'), remoteAddress: ip };
}
