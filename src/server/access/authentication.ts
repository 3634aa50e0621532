/** Authentication: admits this machine, and requests with the token. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WireError } from '../problem.ts';
import { isLoopback } from '../security.ts';
import type { SharedCounts } from '../shared-counts.ts';
import { FailedTries } from './failed-tries.ts';
import { type LoginWords, loginPage, welcomePage } from './login-page.ts';
import { TokenVerifier } from './token-verifier.ts';

export interface Access {
  /** Access token, which opens the server to other machines. Without it only this machine is admitted. */
  readonly token?: string;
  /** Whether to admit everybody, without permission to change anything. */
  readonly openToAll?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the request comes from this machine, or with the token. */
    trusted: boolean;
  }

  interface FastifyContextConfig {
    /** Whether the route authenticates by itself: the clients of Subsonic, in `subsonic/credentials.ts`. */
    hasOwnDoor?: boolean;
  }
}

/** Headers that a proxy adds: behind it is another client, whatever machine the proxy runs on. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
  'cf-connecting-ip',
];
/** Value of `WWW-Authenticate` for refused programs. */
export const CHALLENGE = 'Bearer realm="Tonearm"';
/** Path of the login form. */
const LOGIN_PATH = '/access';
const COOKIE_SECONDS = 90 * 24 * 3600;
const MAX_FORM_BYTES = 2000;

/** Authentication state, for routes whose clients show the token in other ways. */
export interface Authentication {
  /** Token verifier of a server with a token. */
  readonly verifier: TokenVerifier | undefined;
  readonly tries: FailedTries;
  readonly openToAll: boolean;
}

/** Registers authentication before all routes that it protects. @throws bad-request for an invalid token */
export function registerAuthentication(
  app: FastifyInstance,
  { token, openToAll = false }: Access,
  shared?: SharedCounts,
): Authentication {
  const verifier = token === undefined ? undefined : new TokenVerifier(token);
  const tries = new FailedTries({ shared });
  app.decorateRequest('trusted', false);
  app.addHook('onRequest', async (request, reply) => {
    request.trusted = isLocal(request) || (verifier ? await isKnown(verifier, tries, request, reply) : false);
    if (request.routeOptions.config.hasOwnDoor) return;
    const link = verifier && linkIn(request);
    if (link !== undefined) return openLink(verifier!, tries, request, reply, link);
    if (request.trusted || openToAll || pathOf(request) === LOGIN_PATH) return;
    return reject(request, reply, verifier !== undefined);
  });
  if (verifier) app.register(loginRoute(verifier, tries));
  return { verifier, tries, openToAll };
}

/** @throws WireError for whoever neither is on this machine nor has the token, on a server that is open to all. */
export function requireAuth({ trusted }: FastifyRequest): void {
  if (trusted) return;
  throw new WireError(
    'unauthorized',
    'Expected the access token for this, got none: looking is open to all.',
  );
}

/** Whether a request is local: the connection and the host name are both of this machine, without a proxy. */
export function isLocal({ headers, raw, hostname }: FastifyRequest): boolean {
  const address = (raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
  return isLoopback(address) && isLoopback(hostname);
}

async function isKnown(
  verifier: TokenVerifier,
  tries: FailedTries,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return checkTries(tries, request, () => verifier.acceptsToken(bearer));
  const cookie = cookieIn(request);
  if (cookie === undefined) return false;
  const accepted = await checkTries(tries, request, () => verifier.acceptsCookie(cookie));
  // Of an earlier token: sent along with everything, it would soon count as too many tries.
  if (!accepted) reply.header('set-cookie', cookieOf(request, '', 0));
  return accepted;
}

/** @throws WireError `rate-limited` for a client that was wrong too often. */
export async function checkTries(
  tries: FailedTries,
  { ip }: FastifyRequest,
  accepts: () => boolean,
): Promise<boolean> {
  refuseTries(tries.secondsToWait(ip));
  const accepted = accepts();
  if (!accepted && (await tries.add(ip))) refuseTries(tries.secondsToWait(ip));
  return accepted;
}

function refuseTries(seconds: number): void {
  if (seconds > 0)
    throw new WireError('rate-limited', `Expected fewer wrong tokens: try again in ${seconds} s.`);
}

/** Token in a link to a page, as the server printed it. */
function linkIn(request: FastifyRequest): string | undefined {
  if (request.method !== 'GET' || pathOf(request).startsWith('/api/')) return undefined;
  const { token } = request.query as { token?: unknown };
  return typeof token === 'string' ? token : undefined;
}

async function openLink(
  verifier: TokenVerifier,
  tries: FailedTries,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<FastifyReply> {
  if (!(await checkTries(tries, request, () => verifier.acceptsToken(token))))
    return sendLoginPage(reply, 'wrong');
  return startSession(verifier, request, reply);
}

/**
 * Starts a session with a page that continues by itself, and no redirect: a browser that followed the link
 * from elsewhere would not send the strict cookie along with the redirect. Not 200: the service worker would
 * keep it as the application.
 */
function startSession(verifier: TokenVerifier, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request);
  return reply
    .code(201)
    .headers({
      'set-cookie': cookieOf(request, verifier.cookie, COOKIE_SECONDS),
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(welcomePage(path === LOGIN_PATH ? '/' : path));
}

function reject(request: FastifyRequest, reply: FastifyReply, hasToken: boolean): FastifyReply {
  const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  if (isPage) return sendLoginPage(reply, hasToken ? 'closed' : 'private');
  throw new WireError(
    'unauthorized',
    hasToken
      ? 'Expected the access token, got none that is right: open the link that the server printed when it started.'
      : 'Expected a request from the machine of this server, got one from elsewhere: it was started without a token.',
  );
}

/** Sends the login page. Under `no-referrer` a browser would state `Origin: null` for its form. */
function sendLoginPage(reply: FastifyReply, words: LoginWords): FastifyReply {
  return reply
    .code(401)
    .headers({ 'www-authenticate': CHALLENGE, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
    .type('text/html; charset=utf-8')
    .send(loginPage(words, LOGIN_PATH));
}

function loginRoute(verifier: TokenVerifier, tries: FailedTries) {
  return async (app: FastifyInstance) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    app.post(LOGIN_PATH, { schema: { hide: true } }, async (request, reply) => {
      const token = (request.body as URLSearchParams | undefined)?.get('token') ?? '';
      return openLink(verifier, tries, request, reply, token.trim());
    });
  };
}

/** Cookie name with the port: cookies are shared by all ports of a machine. */
function cookieName({ host }: FastifyRequest): string {
  const port = /:(\d+)$/.exec(host)?.[1];
  return port === undefined ? 'tonearm_access' : `tonearm_access_${port}`;
}

function cookieIn(request: FastifyRequest): string | undefined {
  const wanted = `${cookieName(request)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length);
}

function cookieOf(request: FastifyRequest, value: string, seconds: number): string {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  return `${cookieName(request)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0];
}
