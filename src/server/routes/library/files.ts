import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { libraryOf } from '../../library/api-song.ts';
import { sendCover, sendSong } from '../../library/send-file.ts';
import { SongParamsSchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const binary = (type: string) => ({ [type]: { schema: { type: 'string', format: 'binary' } } });

const audioSchema = {
  operationId: 'songAudio',
  tags: LIBRARY_TAGS,
  summary: 'The sound of a song, whole or by ranges.',
  params: SongParamsSchema,
  response: {
    200: { description: 'The file.', content: binary('audio/*') },
    206: { description: 'The part that `Range` asked for.', content: binary('audio/*') },
    ...PROBLEMS,
  },
};

const coverSchema = {
  operationId: 'songCover',
  tags: LIBRARY_TAGS,
  summary: 'The picture in the tags of a song, or that of its folder.',
  params: SongParamsSchema,
  response: { 200: { description: 'The picture.', content: binary('image/*') }, ...PROBLEMS },
};

/** Rate limit of files: tables show many covers at once. */
export const FILES_A_MINUTE = 6000;

/** Routes `GET /api/library/songs/:id/audio` and `.../cover`: bytes of files within the folders. */
export const files: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const rateLimit = { max: FILES_A_MINUTE, timeWindow: '1 minute' };
  const audioOptions = { schema: audioSchema, config: { rateLimit } };
  app.get('/api/library/songs/:id/audio', audioOptions, (request, reply) => {
    return sendSong(libraryOf(services), request.params.id, request, reply);
  });

  const coverOptions = { schema: coverSchema, config: { rateLimit } };
  app.get('/api/library/songs/:id/cover', coverOptions, (request, reply) => {
    return sendCover(services, libraryOf(services), request.params.id, request, reply);
  });
};
