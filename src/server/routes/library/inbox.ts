import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { browse } from '../../../library/catalogue/browse.ts';
import { ACTIONS, genresAfter } from '../../../library/inbox/decide.ts';
import type { Song } from '../../../library/songs/songs.ts';
import { requireAuth } from '../../access/authentication.ts';
import { libraryOf, toApiSong } from '../../library/api-song.ts';
import type { LibraryService } from '../../library/library-service.ts';
import {
  type InboxPage,
  InboxPlanRequestSchema,
  InboxQuerySchema,
  type TagPlan,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const FIRST_PAGE = { offset: 0, limit: 500 };

const listSchema = {
  operationId: 'tagInbox',
  tags: LIBRARY_TAGS,
  summary: 'Songs whose file says another genre than Tonearm, or than a person did.',
  querystring: InboxQuerySchema,
  response: { 200: jsonOf('InboxPage', 'A page of them.'), ...PROBLEMS },
};

const planSchema = {
  operationId: 'planInbox',
  tags: LIBRARY_TAGS,
  summary: 'What would be written by these decisions. Nothing is changed.',
  description: 'The plan is written as any other, by `POST /api/library/tags/plans/{id}/write`.',
  body: InboxPlanRequestSchema,
  response: { 200: jsonOf('TagPlan', 'The first page of the plan; it waits for consent.'), ...PROBLEMS },
};

/** Routes `/api/library/inbox`: list and plan. */
export const inbox: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/api/library/inbox', { schema: listSchema }, async ({ query }): Promise<InboxPage> => {
    const { q: text, genre: genres, offset, limit } = query;
    const library = libraryOf(services);
    const filter = { text, genres, disagrees: true, sort: 'surprise', descending: true } as const;
    const page = await browse(library.catalogue, { ...filter, offset, limit });
    const entries = await library.catalogue.entriesOf(page.songs.map(({ id }) => id));
    const surprises = new Map(entries.map(({ id, surprise }) => [id, surprise]));
    return {
      total: page.total,
      offset: page.offset,
      rows: page.songs.map((song) => rowOf(song, surprises.get(song.id) ?? 0, library)),
    };
  });

  app.post('/api/library/inbox/plan', { schema: planSchema }, async (request, reply): Promise<TagPlan> => {
    requireAuth(request);
    const { tags } = libraryOf(services);
    const decisions = new Map(request.body.decisions.map(({ song, action }) => [song, action]));
    const id = await tags.planDecisions(decisions, services.aborts.of(reply).signal);
    return tags.page(id, FIRST_PAGE);
  });
};

function rowOf(song: Song, surprise: number, library: LibraryService): InboxPage['rows'][number] {
  const [accept, add, replace] = ACTIONS.map((action) => [
    ...genresAfter(song.taggedGenres, song.genre, action),
  ]);
  return { song: toApiSong(song, library), surprise, after: { accept, add, replace } };
}
