import { isIP } from 'node:net';
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyRequest } from 'fastify';
import { WireError } from './problem.ts';

/**
 * Security headers. Threads of WebAssembly in the page need `wasm-unsafe-eval`, workers from blobs, and
 * cross-origin isolation (COOP and COEP). The component kit writes style elements at run time. Transport
 * security is up to the proxy that ends TLS: on plain http in a home network it would lock people out.
 */
export const HELMET: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'", 'data:'],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      workerSrc: ["'self'", 'blob:'],
    },
  },
  crossOriginEmbedderPolicy: { policy: 'require-corp' },
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
};

export const PERMISSIONS = 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether an address reaches this machine alone. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === '::1' || name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) === 4 && name.startsWith('127.');
}

/**
 * Refuses requests with a foreign host name: a page elsewhere may point its own name at this machine (DNS
 * rebinding).
 * @param allowed names that are right for this server besides the loopback ones.
 */
export function refuseForeignHost(request: FastifyRequest, allowed: readonly string[]): void {
  const host = hostnameOf(request.host);
  if (host !== undefined && (isLoopback(host) || allowed.includes(host))) return;
  throw new WireError('forbidden', 'Expected a request to this machine by its own name, got another name.');
}

/** Refuses state-changing requests of other origins, which browsers state in `Origin` and `Sec-Fetch-Site`. */
export function refuseForeignOrigin(request: FastifyRequest, allowed: readonly string[]): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const fromHere = origin === undefined || isOriginOf(origin, request.host, allowed);
  const saidSo = site === undefined || site === 'same-origin' || site === 'none';
  if (!fromHere || !saidSo) {
    throw new WireError(
      'forbidden',
      'Expected a request from a page of this server, got one from elsewhere.',
    );
  }
}

function isOriginOf(origin: string, host: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, host: from } = new URL(origin);
  const here = `${protocol}//${host}`;
  return (URL.canParse(here) && new URL(here).host === from) || allowed.includes(hostname);
}

/** Host name without its port: `localhost:80` -> `localhost`, `[::1]:80` -> `[::1]`; undefined for an invalid host. */
function hostnameOf(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}
