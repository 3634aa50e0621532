import { createReadStream, existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { SetHeadersResponse } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TonearmError } from '../errors.ts';
import { MODELS_PREFIX, REPORT_EXTENSION } from './model-catalog.ts';
import { WireError } from './problem.ts';
import type { RouteTable } from './routes/route-table.ts';

/** Addresses of the page's own views. It answers all others, too, and says that there is nothing. */
const VIEWS = [
  /^\/$/,
  /^\/(library|how-it-works|models|about|health)$/,
  /^\/library\/(map|feel|playlist|teach|inbox|tags|songs\/[1-9]\d{0,14})$/,
];
/** Path that the pages of the library request first. */
const SUMMARY = '/api/library';
/** Names of files with a content hash. */
const HASHED = /[\\/]assets[\\/].+-[\w-]{8}\.\w+(\.(br|gz))?$/;
const SONG = /^(\/library\/songs)\/\d+$/;
const READING = ['GET', 'HEAD'];
/** Files of the page that are stored only compressed. */
const PACKED = /^\/assets\/[\w-][\w.-]*\.wasm$/;
const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Serves the page's files, the model files, and an answer for every other address. */
export async function serveFiles(
  app: FastifyInstance,
  webDirectory: string,
  modelsDirectory: string,
  routes: RouteTable,
) {
  const hasPage = existsSync(join(webDirectory, 'index.html'));
  const { default: fastifyStatic } = await import('@fastify/static');
  const common = { cacheControl: false, dotfiles: 'deny', setHeaders: setCaching } as const;
  if (existsSync(modelsDirectory)) {
    await app.register(fastifyStatic, {
      ...common,
      root: modelsDirectory,
      prefix: MODELS_PREFIX,
      decorateReply: false,
      allowedPath: (path) => path.endsWith('.onnx') || path.endsWith(REPORT_EXTENSION),
    });
  }
  if (hasPage) await app.register(fastifyStatic, { ...common, root: webDirectory, preCompressed: true });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const packed = packedFile(request, webDirectory);
    if (packed)
      return reply.type('application/wasm').header('cache-control', FOR_GOOD).send(unpacked(packed));
    if (hasPage && isPage(request)) return sendPage(request, reply, webDirectory);
    throw refusal(
      hasPage && isView(request) ? READING : routes.methodsAt(pathOf(request.url)),
      request,
      reply,
    );
  });
}

function setCaching(response: SetHeadersResponse, path: string): void {
  response.setHeader('cache-control', HASHED.test(path) ? FOR_GOOD : 'no-cache');
}

/** Sends the page's document, with the answers to preload. */
function sendPage(request: FastifyRequest, reply: FastifyReply, webDirectory: string): FastifyReply {
  if (!isView(request)) return reply.code(404).sendFile('index.html');
  const path = viewOf(request.url);
  for (const answer of answersOf(path))
    reply.raw.appendHeader('link', `<${answer}>; rel=preload; as=fetch; crossorigin`);
  const document = `views/${path.replace(SONG, '$1').slice(1)}.html`;
  return reply.sendFile(existsSync(join(webDirectory, document)) ? document : 'index.html');
}

/**
 * API paths to preload for a page. Lists of songs are not among them: of an empty library they are requested
 * once there are songs, and preloaded ones would be stale.
 */
function answersOf(path: string): readonly string[] {
  if (!/^\/library(\/|$)/.test(path)) return [];
  if (!SONG.test(path)) return [SUMMARY];
  const song = SUMMARY + path.slice('/library'.length);
  return [SUMMARY, song, `${song}/similar?limit=12`];
}

/** Path of the compressed file, for clients that do not accept compression. */
function packedFile({ method, url }: FastifyRequest, webDirectory: string): string | undefined {
  const path = pathOf(url);
  if (!READING.includes(method) || !PACKED.test(path)) return undefined;
  const file = `${join(webDirectory, path)}.gz`;
  return existsSync(file) ? file : undefined;
}

function unpacked(file: string): NodeJS.ReadableStream {
  return createReadStream(file).pipe(createGunzip());
}

function isView({ url }: FastifyRequest): boolean {
  return VIEWS.some((view) => view.test(viewOf(url)));
}

/** Address of a page, without a slash at its end. */
function viewOf(url: string): string {
  return pathOf(url).replace(/(.)\/+$/, '$1');
}

/** Whether the page may answer the request; files and the API are not among its paths. */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = pathOf(url);
  return (method === 'GET' || method === 'HEAD') && !/^\/api(\/|$)/.test(path) && extname(path) === '';
}

function refusal(allowed: readonly string[], { method }: FastifyRequest, reply: FastifyReply): Error {
  if (allowed.length === 0 || allowed.includes(method))
    return new TonearmError(
      'not-found',
      'Expected an address of this server, got one that it does not have.',
    );
  reply.header('allow', allowed.join(', '));
  return new WireError('method-not-allowed', `Expected ${allowed.join(' or ')} here, got ${method}.`);
}

function pathOf(url: string): string {
  return url.split('?', 1)[0];
}
