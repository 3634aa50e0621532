import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import { TonearmError } from '../errors.ts';
import type { Access } from './access/authentication.ts';
import { generateToken } from './access/token-verifier.ts';
import { parseProxies } from './access/trusted-proxies.ts';
import { type AppOptions, createApp } from './app.ts';
import { type LogLevel, loggerTo } from './logging.ts';
import { isLoopback } from './security.ts';

export interface StartOptions extends AppOptions {
  /** Port; 0 lets the system choose. Default 8080. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1: only this machine. */
  readonly host?: string;
  /** Log level. Default `warn`. */
  readonly logLevel?: LogLevel;
}

export interface RunningServer {
  readonly url: string;
  /** Gives work in flight a while to end, then cancels it, and removes uploads. */
  close(): Promise<void>;
  /** Resolves when the server has closed, by `close` or by a signal. */
  readonly closed: Promise<void>;
}

const DEFAULT_PORT = 8080;
/** Garbage is collected once the heap has grown by so many percent: V8 lets that of a large library grow by more. */
const HEAP_GROWTH_PERCENT = 40;
const REASONS: Record<string, string> = {
  EADDRINUSE: 'it is in use: another server may be running, or choose another with --port',
  EACCES: 'this user may not open it: choose one above 1023 with --port',
  EADDRNOTAVAIL: 'this machine has no such address: choose another with --host',
};

/**
 * Starts the server, prints its address in one line, and closes it in order on SIGINT and SIGTERM (on
 * Windows: `endingSignals`; a second signal ends the process at once). If other machines reach it, they need
 * a token by default: a new one, printed as a link.
 * @throws bad-request where the port or host cannot be had, or the token is none.
 */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { port = DEFAULT_PORT, host = '127.0.0.1' } = options;
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  const logger = loggerTo(process.stderr, options.logLevel ?? 'warn');
  const access = accessOf(host, options);
  const trustProxy =
    typeof options.trustProxy === 'string' ? parseProxies(options.trustProxy) : options.trustProxy;
  const onlyKnownHosts = !reachesOthers(host, options);
  const app = await createApp({ onlyKnownHosts, logger, ...options, trustProxy, access });
  const closed = closeOnSignal(app);
  await app.listen({ port, host }).catch(async (error) => {
    await app.close();
    throw new TonearmError(
      'bad-request',
      `Expected to listen on ${host}:${port}, got: ${REASONS[error.code] ?? error.message}.`,
    );
  });
  const url = urlOf(app.server.address() as AddressInfo);
  console.log(`Tonearm listens on ${url}`);
  for (const line of invitation(host, url, access, options)) console.log(line);
  return { url, close: () => app.close(), closed };
}

/** Access of a server: one reachable beyond this machine has a token, unless the operator wants none. */
function accessOf(host: string, options: StartOptions): Access {
  const { access = {}, allowedHosts = [] } = options;
  const opens = reachesOthers(host, options) || allowedHosts.length > 0;
  const needsToken = opens && !access.openToAll && access.token === undefined;
  return needsToken ? { ...access, token: generateToken() } : access;
}

/** Whether others reach it, directly or through a proxy. */
function reachesOthers(host: string, { trustProxy }: StartOptions): boolean {
  return !isLoopback(host) || Boolean(trustProxy);
}

/** Addresses to hand on. An operator's own token is not shown: the output may be kept. */
function invitation(
  host: string,
  url: string,
  { token, openToAll }: Access,
  options: StartOptions,
): string[] {
  if (openToAll) return ['Open to everybody who reaches this machine.'];
  if (token === undefined) return [];
  if (options.access?.token !== undefined) return ['From other machines it asks for the access token.'];
  if (isLoopback(host) && options.trustProxy)
    return [`Through your proxy, open its address with:`, `  /?token=${token}`];
  return ['From other machines, open:', ...origins(host, url).map((origin) => `  ${origin}/?token=${token}`)];
}

/** Origins at which others reach this machine. */
function origins(host: string, url: string): string[] {
  const { port } = new URL(url);
  if (host !== '0.0.0.0' && host !== '::') return [url];
  const names = outerAddresses();
  return names.length > 0 ? names.map((name) => `http://${name}:${port}`) : [url];
}

/** Addresses of this machine's network interfaces; none if the system forbids the query. */
export function outerAddresses(): string[] {
  let known: ReturnType<typeof networkInterfaces>;
  try {
    known = networkInterfaces();
  } catch {
    return [];
  }
  return Object.values(known).flatMap((addresses = []) =>
    addresses.flatMap(({ internal, family, address }) => (!internal && family === 'IPv4' ? [address] : [])),
  );
}

/** Signals that ask a program to end. Windows has Ctrl-C, Ctrl-Break and the closing of the console window. */
export function endingSignals(platform: NodeJS.Platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM'];
}

function closeOnSignal(app: FastifyInstance): Promise<void> {
  const signals = endingSignals(process.platform);
  return new Promise((resolve) => {
    const onSignal = () => {
      for (const signal of signals) process.once(signal, () => process.exit(1));
      void app.close();
    };
    for (const signal of signals) process.once(signal, onSignal);
    app.addHook('onClose', async () => {
      for (const signal of signals) process.removeListener(signal, onSignal);
      resolve();
    });
  });
}

function urlOf({ address, port, family }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const name = everywhere ? 'localhost' : address;
  return `http://${family === 'IPv6' && !everywhere ? `[${name}]` : name}:${port}`;
}
