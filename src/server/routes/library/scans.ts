import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { requireAuth } from '../../access/authentication.ts';
import { logProblem } from '../../failures.ts';
import { libraryOf } from '../../library/api-song.ts';
import type { ScanRequest } from '../../library/scans.ts';
import {
  type Job,
  ReanalysisRequestSchema,
  RetryRequestSchema,
  ScansRequestSchema,
  UpkeepRequestSchema,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';
import { jobRoutes } from './job-routes.ts';

const BASE = '/api/library/scans';
const RETRY = '/api/library/failures/retry';

const startSchema = {
  operationId: 'startScan',
  tags: LIBRARY_TAGS,
  summary: 'Hears what is new in the folders of the library.',
  description: 'One scan runs at a time: where one does, it is the answer.',
  response: { 202: jsonOf('Job', 'The scan that runs now.'), ...PROBLEMS },
};

const reanalysisSchema = {
  operationId: 'pauseReanalysis',
  tags: LIBRARY_TAGS,
  summary: 'Pauses the analysis of songs that an older version heard, or lets it go on.',
  body: ReanalysisRequestSchema,
  response: { 204: Type.Null({ description: 'It is so.' }), ...PROBLEMS },
};

const upkeepSchema = {
  operationId: 'pauseUpkeep',
  tags: LIBRARY_TAGS,
  summary: 'Pauses keeping the library up to date by itself, or lets it go on.',
  description: 'Until the server is started again. A scan that runs by itself is called off.',
  body: UpkeepRequestSchema,
  response: { 204: Type.Null({ description: 'It is so.' }), ...PROBLEMS },
};

const pauseSchema = {
  operationId: 'pauseScans',
  tags: LIBRARY_TAGS,
  summary: 'Lets all workers of a library in PostgreSQL take no more files, or go on.',
  description: 'Of every server and every scan, until it is taken back; what they hold they finish.',
  body: ScansRequestSchema,
  response: { 204: Type.Null({ description: 'It is so.' }), ...PROBLEMS },
};

const retrySchema = {
  operationId: 'retryFailures',
  tags: LIBRARY_TAGS,
  summary: 'Hears again what could not be heard.',
  description: 'A scan of everything, which takes these files for new. Where one runs, another follows it.',
  body: RetryRequestSchema,
  response: { 202: jsonOf('Job', 'The scan that runs now.'), ...PROBLEMS },
};

/** Routes `POST` and `PUT /api/library/scans`, its events, and its end; `PUT /api/library/reanalysis` and `/upkeep`. */
export const scans: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const scanOf = (request: FastifyRequest): ScanRequest => ({
    modelPath: services.catalog.pathOf(),
    workers: services.workers,
    describe: (error) => logProblem(error, request),
  });

  app.post(BASE, { schema: startSchema }, async (request, reply): Promise<Job> => {
    requireAuth(request);
    const { id } = await libraryOf(services).scans.start(scanOf(request));
    reply.code(202);
    return { id };
  });

  app.post(RETRY, { schema: retrySchema }, async (request, reply): Promise<Job> => {
    requireAuth(request);
    const { id } = await libraryOf(services).scans.tryAgain(request.body.file, scanOf(request));
    reply.code(202);
    return { id };
  });

  app.put(BASE, { schema: pauseSchema }, async (request, reply) => {
    requireAuth(request);
    await libraryOf(services).scans.pause(request.body.paused);
    return reply.code(204).send(null);
  });

  app.put('/api/library/reanalysis', { schema: reanalysisSchema }, async (request, reply) => {
    requireAuth(request);
    await libraryOf(services).reanalysis.pause(request.body.paused);
    return reply.code(204).send(null);
  });

  app.put('/api/library/upkeep', { schema: upkeepSchema }, async (request, reply) => {
    requireAuth(request);
    await libraryOf(services).upkeep.pause(request.body.paused);
    return reply.code(204).send(null);
  });

  await app.register(jobRoutes(services, BASE, 'Scan', 'ScanProgress', 'ScanDone'));
};
