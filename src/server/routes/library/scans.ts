import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { refuseStrangers } from '../../access/guard.ts';
import type { Services } from '../../app.ts';
import { EVENT_STREAM } from '../../events.ts';
import { logProblem } from '../../failures.ts';
import { libraryOf } from '../../library/answers.ts';
import { type Job as JobAnswer, JobParamsSchema } from '../../library-schema.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const startSchema = {
  operationId: 'startScan',
  tags: LIBRARY_TAGS,
  summary: 'Hears what is new in the folders of the library.',
  description: 'One scan runs at a time: where one does, it is the answer.',
  response: { 202: jsonOf('Job', 'The scan that runs now.'), ...PROBLEMS },
};

const eventsSchema = {
  operationId: 'scanEvents',
  tags: LIBRARY_TAGS,
  summary: 'How a scan goes, as server-sent events.',
  description:
    'At once what stands now, then `progress` (ScanProgress) while it runs, then one `done` (ScanDone) or one ' +
    '`error` (Problem). Whoever loses the connection asks again.',
  params: JobParamsSchema,
  response: {
    200: { description: 'Events.', content: { [EVENT_STREAM]: { schema: { type: 'string' } } } },
    ...PROBLEMS,
  },
};

const cancelSchema = {
  operationId: 'cancelScan',
  tags: LIBRARY_TAGS,
  summary: 'Calls a scan off. What was heard is kept.',
  params: JobParamsSchema,
  response: { 204: Type.Null({ description: 'It ends.' }), ...PROBLEMS },
};

/** `POST /api/library/scans`, its events, and its end. */
export const scans: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post('/api/library/scans', { schema: startSchema }, async (request, reply): Promise<JobAnswer> => {
    refuseStrangers(request);
    const library = libraryOf(services);
    const { id } = await library.startScan({
      modelPath: services.catalog.pathOf(),
      workers: services.workers,
      describe: (error) => logProblem(error, request),
    });
    reply.code(202);
    return { id };
  });

  app.get('/api/library/scans/:id/events', { schema: eventsSchema }, async ({ params }, reply) => {
    const job = libraryOf(services).jobs.find(params.id);
    return reply
      .headers({ 'cache-control': 'no-store', 'content-type': EVENT_STREAM, 'x-accel-buffering': 'no' })
      .send(job.events());
  });

  app.delete('/api/library/scans/:id', { schema: cancelSchema }, async (request, reply) => {
    refuseStrangers(request);
    libraryOf(services).jobs.find(request.params.id).cancel();
    return reply.code(204).send(null);
  });
};
