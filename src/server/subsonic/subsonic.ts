/**
 * Routes of `/rest`: the part of OpenSubsonic by which clients browse, search, play and find similar songs.
 * Read-only.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authentication } from '../access/authentication.ts';
import { logProblem } from '../failures.ts';
import { FILES_A_MINUTE } from '../routes/library/files.ts';
import type { Services } from '../services.ts';
import { formOf, sendAnswer, sendFailure } from './answer.ts';
import { BROWSING } from './browsing.ts';
import type { Endpoint } from './call.ts';
import { checkCredentials } from './credentials.ts';
import { LISTS } from './lists.ts';
import { MEDIA } from './media.ts';
import { Parameters } from './parameters.ts';
import { PLAYLISTS } from './playlists.ts';
import { CODES, codeOf, Refusal } from './refusal.ts';
import { SIMILAR } from './similar.ts';
import { SYSTEM } from './system.ts';
import type { Node } from './xml.ts';

export interface SubsonicOptions {
  readonly services: Services;
  readonly authentication: Authentication;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...SYSTEM,
  ...BROWSING,
  ...LISTS,
  ...SIMILAR,
  ...PLAYLISTS,
  ...MEDIA,
};
/** Methods without authentication. */
const PUBLIC = ['getOpenSubsonicExtensions'];
const WRITES =
  /^(create|update|delete|star$|unstar$|setRating|scrobble|save|add|change|start|refresh|report|jukebox)/;
const MAX_FORM_BYTES = 64 * 1024;

/** Registers the routes with an authentication of their own, which the common one leaves to them. */
export async function subsonic(
  app: FastifyInstance,
  { services, authentication }: SubsonicOptions,
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.setErrorHandler(answerError);
  const answer = async (
    name: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const parameters = Parameters.of(request);
    const isKnown = PUBLIC.includes(name) || (await checkCredentials(authentication, request, parameters));
    if (isKnown) letOtherPagesRead(reply);
    const form = formOf(parameters, isKnown);
    const inside = await endpointNamed(name)({ request, reply, parameters, services });
    return isReply(inside) ? inside : sendAnswer(reply, form, inside);
  };
  const common = { method: ['GET', 'POST'], schema: { hide: true } };
  // Lists show many covers at once; what must be thought about is not asked for so often.
  const rateLimit = { max: FILES_A_MINUTE, timeWindow: '1 minute' };
  for (const name of Object.keys(MEDIA)) {
    for (const url of [`/rest/${name}`, `/rest/${name}.view`]) {
      app.route({
        ...common,
        url,
        config: { hasOwnDoor: true, rateLimit },
        handler: (request, reply) => answer(name, request, reply),
      });
    }
  }
  app.route<{ Params: { endpoint: string } }>({
    ...common,
    url: '/rest/:endpoint',
    config: { hasOwnDoor: true },
    handler: (request, reply) => answer(request.params.endpoint.replace(/\.view$/, ''), request, reply),
  });
}

/** Allows other origins: with the token in the address, its owner asks, from whatever page. */
function letOtherPagesRead(reply: FastifyReply): void {
  reply.headers({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
}

function endpointNamed(name: string): Endpoint {
  if (Object.hasOwn(ENDPOINTS, name)) return ENDPOINTS[name];
  if (WRITES.test(name))
    throw new Refusal(
      'not-allowed',
      'Nothing can be changed here: this library is only read by clients of Subsonic.',
    );
  throw new Refusal('not-found', 'This part of Subsonic is not offered here.');
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const form = formOf(Parameters.of(request), false);
  if (error instanceof Refusal) return sendFailure(reply, form, error.code, error.message);
  const problem = logProblem(error, request);
  if (problem.status === 429) reply.code(429);
  for (const name of ['content-disposition', 'content-length', 'etag', 'accept-ranges'])
    reply.removeHeader(name);
  return sendFailure(reply, form, problem.status >= 500 ? CODES.generic : codeOf(problem), problem.detail);
}

function isReply(answer: Node | FastifyReply): answer is FastifyReply {
  return 'sent' in answer;
}
