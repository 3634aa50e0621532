import { dirname } from 'node:path';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Prediction } from '../../../classify/prediction.ts';
import { libraryOf } from '../../library/api-song.ts';
import { SongParamsSchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const schema = {
  operationId: 'songCourse',
  tags: LIBRARY_TAGS,
  summary: 'The course of genres along a song, as its model hears it now.',
  description: 'Worked out when it is asked for, once: a scan hears passages of a song alone.',
  params: SongParamsSchema,
  response: { 200: jsonOf('Prediction', 'What the song sounds like, segment by segment.'), ...PROBLEMS },
};

/** Route `GET /api/library/songs/:id/course`. */
export const genreTimeline: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { limits, catalog } = services;
  const rateLimit = { max: limits.classificationsPerMinute, timeWindow: '1 minute' };
  app.get(
    '/api/library/songs/:id/course',
    { schema, config: { rateLimit } },
    async ({ params }): Promise<Prediction> => {
      const library = libraryOf(services);
      const usual = catalog.pathOf();
      const modelPath = await library.training.modelPath(usual);
      const entry = await library.entry(params.id);
      return library.genreTimelines.of(entry, { modelPath, modelsDirectory: dirname(usual), limits });
    },
  );
};
