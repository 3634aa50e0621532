import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { refuseStrangers } from '../../access/guard.ts';
import type { Services } from '../../app.ts';
import { logProblem } from '../../failures.ts';
import { libraryOf } from '../../library/answers.ts';
import type { Job } from '../../library-schema.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';
import { jobRoutes } from './job-routes.ts';

const BASE = '/api/library/scans';

const startSchema = {
  operationId: 'startScan',
  tags: LIBRARY_TAGS,
  summary: 'Hears what is new in the folders of the library.',
  description: 'One scan runs at a time: where one does, it is the answer.',
  response: { 202: jsonOf('Job', 'The scan that runs now.'), ...PROBLEMS },
};

/** `POST /api/library/scans`, its events, and its end. */
export const scans: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post(BASE, { schema: startSchema }, async (request, reply): Promise<Job> => {
    refuseStrangers(request);
    const { id } = await libraryOf(services).startScan({
      modelPath: services.catalog.pathOf(),
      workers: services.workers,
      describe: (error) => logProblem(error, request),
    });
    reply.code(202);
    return { id };
  });

  await app.register(jobRoutes(services, BASE, 'Scan', 'ScanProgress', 'ScanDone'));
};
