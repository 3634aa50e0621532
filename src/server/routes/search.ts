import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FoundSong } from '../../sources/source.ts';
import type { Services } from '../services.ts';
import {
  PictureParamsSchema,
  type SearchAnswer,
  SearchQuerySchema,
  type SourceList,
} from '../sources-schema.ts';
import { jsonOf, PROBLEMS } from './responses.ts';

const PICTURE_PREFIX = '/api/thumbnails';
const TAGS = ['Songs from elsewhere'];

const sourcesSchema = {
  operationId: 'listSources',
  tags: TAGS,
  summary: 'Where songs can be searched and fetched from here, what each needs, its terms and its limits.',
  response: { 200: jsonOf('SourceList', 'Every source, on or off.'), ...PROBLEMS },
};

const searchSchema = {
  operationId: 'search',
  tags: TAGS,
  summary: 'Finds songs by name.',
  description:
    'Asks every source that is on, or the one named, at the same time. A source that fails is told in ' +
    '`outcomes`; the songs of the others come all the same.',
  querystring: SearchQuerySchema,
  response: { 200: jsonOf('SearchAnswer', 'Songs, one of each source in turn.'), ...PROBLEMS },
};

const pictureSchema = {
  operationId: 'thumbnail',
  tags: TAGS,
  summary: 'The picture of a song that was found lately.',
  params: PictureParamsSchema,
  response: {
    200: {
      description: 'The picture.',
      content: { 'image/*': { schema: { type: 'string', format: 'binary' } } },
    },
    ...PROBLEMS,
  },
};

/** Routes `GET /api/sources`, `GET /api/search`, and the pictures of found songs. */
export const search: FastifyPluginAsyncTypebox<Services> = async (app, { limits, sources, aborts }) => {
  const list: SourceList = { sources: [...sources.states], urls: sources.fetchesUrls };
  app.get('/api/sources', { schema: sourcesSchema }, async () => list);

  const rateLimit = { max: limits.searchesPerMinute, timeWindow: '1 minute' };
  const options = { schema: searchSchema, config: { rateLimit } };
  app.get('/api/search', options, async (request, reply): Promise<SearchAnswer> => {
    const { q, source } = request.query;
    const { signal } = aborts.of(reply);
    const { songs, outcomes } = await sources.search(q, source, signal);
    for (const { source: name, error } of outcomes) {
      if (error) request.log.warn({ err: error, source: name }, 'a source failed');
    }
    return { songs: songs.map(published), outcomes: outcomes.map(({ error: _, ...outcome }) => outcome) };
  });

  app.get(`${PICTURE_PREFIX}/:source/:id`, { schema: pictureSchema }, async (request, reply) => {
    const { source, id } = request.params;
    const { type, bytes } = await sources.picture(source, id, aborts.of(reply).signal);
    return reply.headers({ 'cache-control': 'private, max-age=3600', 'content-type': type }).send(bytes);
  });
};

/** Found song with a picture address on this server: pages allow no others, and the source does not see who looks. */
function published({ thumbnailUrl, ...song }: FoundSong): SearchAnswer['songs'][number] {
  const picture = `${PICTURE_PREFIX}/${song.source}/${encodeURIComponent(song.id)}`;
  return { ...song, thumbnail: thumbnailUrl === null ? null : picture };
}
