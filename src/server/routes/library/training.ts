import { createReadStream } from 'node:fs';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { TonearmError } from '../../../errors.ts';
import { requireAuth } from '../../access/authentication.ts';
import { logProblem } from '../../failures.ts';
import { libraryOf } from '../../library/api-song.ts';
import { TRAINED_PREFIX } from '../../library/training.ts';
import {
  type Job,
  ModelChoiceSchema,
  type Training,
  TrainingQuerySchema,
  TrainingRequestSchema,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';
import { jobRoutes } from './job-routes.ts';

const BASE = '/api/library/training';

const stateSchema = {
  operationId: 'training',
  tags: LIBRARY_TAGS,
  summary: 'What could be learned from this library, what was, and which model is in use.',
  querystring: TrainingQuerySchema,
  response: { 200: jsonOf('Training', 'The labels, the models, and the work that runs.'), ...PROBLEMS },
};

const MODEL_EXTENSION = '.onnx';
const BYTES = 'application/octet-stream';

const fileSchema = {
  operationId: 'trainedModel',
  tags: LIBRARY_TAGS,
  summary: 'The file of a model that was made of this library.',
  params: Type.Object({ file: Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}\\.onnx$' }) }),
  response: {
    200: {
      description: 'The model.',
      content: { [BYTES]: { schema: { type: 'string', format: 'binary' } } },
    },
    ...PROBLEMS,
  },
};

const startSchema = {
  operationId: 'startTraining',
  tags: LIBRARY_TAGS,
  summary: 'Makes a model of what was said of songs, and measures it by artist.',
  description: 'One at a time: where one runs, it is the answer. Its events end with `done` (TrainingDone).',
  body: TrainingRequestSchema,
  response: { 202: jsonOf('Job', 'The training, under way.'), ...PROBLEMS },
};

const useSchema = {
  operationId: 'useModel',
  tags: LIBRARY_TAGS,
  summary: 'Has the library analysed with a model of its own, or (null) with the usual one again.',
  body: ModelChoiceSchema,
  response: { 202: jsonOf('Job', 'The scan that analyses the songs anew.'), ...PROBLEMS },
};

/** Routes `/api/library/training`: state, a new model, and the one in use. */
export const training: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get(BASE, { schema: stateSchema }, async ({ query }): Promise<Training> => {
    return libraryOf(services).training.state(query.tags ?? true);
  });

  app.get(`${TRAINED_PREFIX}/:file`, { schema: fileSchema }, async ({ params }, reply) => {
    const path = await libraryOf(services).training.pathOf(params.file.slice(0, -MODEL_EXTENSION.length));
    if (path === undefined)
      throw new TonearmError('not-found', 'Expected a model of this library, got another.');
    return reply.header('cache-control', 'no-cache').type(BYTES).send(createReadStream(path));
  });

  app.post(BASE, { schema: startSchema }, async (request, reply): Promise<Job> => {
    requireAuth(request);
    const { id } = libraryOf(services).training.start({
      tags: request.body.tags ?? true,
      workers: services.workers,
      describe: (error) => logProblem(error, request),
    });
    reply.code(202);
    return { id };
  });

  app.put(`${BASE}/model`, { schema: useSchema }, async (request, reply): Promise<Job> => {
    requireAuth(request);
    const library = libraryOf(services);
    await library.training.use(request.body.model);
    const { id } = await library.scans.start({
      modelPath: services.catalog.pathOf(),
      workers: services.workers,
      describe: (error) => logProblem(error, request),
    });
    reply.code(202);
    return { id };
  });

  await app.register(jobRoutes(services, BASE, 'Training', 'TrainingProgress', 'TrainingDone'));
};
