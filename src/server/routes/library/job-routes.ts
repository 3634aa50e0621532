import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { requireAuth } from '../../access/authentication.ts';
import { EVENT_STREAM, EVENTS } from '../../event-stream.ts';
import { libraryOf } from '../../library/api-song.ts';
import { JobParamsSchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

/**
 * Routes `GET base/:id/events` and `DELETE base/:id` of a job.
 * @param progress, done names of the schemas of its events.
 */
export function jobRoutes(
  services: Services,
  base: string,
  what: string,
  progress: string,
  done: string,
): FastifyPluginAsyncTypebox {
  const eventsSchema = {
    operationId: `follow${what}`,
    tags: LIBRARY_TAGS,
    summary: 'How the work goes, as server-sent events.',
    description:
      `At once what stands now, then \`progress\` (${progress}) while it runs, then one \`done\` (${done}) or one ` +
      '`error` (Problem). Whoever loses the connection asks again.',
    params: JobParamsSchema,
    response: {
      200: { description: 'Events.', content: { [EVENT_STREAM]: { schema: { type: 'string' } } } },
      ...PROBLEMS,
    },
    [EVENTS]: { progress, done, error: 'Problem' },
  };
  const cancelSchema = {
    operationId: `cancel${what}`,
    tags: LIBRARY_TAGS,
    summary: 'Calls the work off. What was done is kept.',
    params: JobParamsSchema,
    response: { 204: Type.Null({ description: 'It ends.' }), ...PROBLEMS },
  };
  return async (app) => {
    app.get(`${base}/:id/events`, { schema: eventsSchema }, async ({ params }, reply) => {
      const job = libraryOf(services).jobs.find(params.id);
      return reply
        .headers({ 'cache-control': 'no-store', 'content-type': EVENT_STREAM, 'x-accel-buffering': 'no' })
        .send(job.events());
    });

    app.delete(`${base}/:id`, { schema: cancelSchema }, async (request, reply) => {
      requireAuth(request);
      libraryOf(services).jobs.find(request.params.id).cancel();
      return reply.code(204).send(null);
    });
  };
}
