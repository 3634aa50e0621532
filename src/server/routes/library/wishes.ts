import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { nearestToWishes, wishSelection } from '../../../library/similarity/wishes.ts';
import { songsOf } from '../../../library/songs/songs.ts';
import { libraryOf, toApiSong } from '../../library/api-song.ts';
import type { LibraryService } from '../../library/library-service.ts';
import { type SimilarSongs, type WishQuery, WishQuerySchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const wishesSchema = {
  operationId: 'wishedSongs',
  tags: LIBRARY_TAGS,
  summary:
    'Songs nearest to what is wished for: how they shall be, what they shall sound like, and what not.',
  description:
    'A tempo that is not sure, and whatever else is not known of a song, counts as neither near nor far.',
  querystring: WishQuerySchema,
  response: { 200: jsonOf('SimilarSongs', 'Nearest first, without the songs that are named.'), ...PROBLEMS },
};

/** Route `GET /api/library/wishes`. */
export const wishes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/api/library/wishes', { schema: wishesSchema }, async ({ query }): Promise<SimilarSongs> => {
    return wishedBy(libraryOf(services), query);
  });
};

async function wishedBy(library: LibraryService, query: WishQuery): Promise<SimilarSongs> {
  const { like, unlike, limit = 50, ...parts } = query;
  const entriesOf = (ids = '') =>
    Promise.all(
      ids
        .split(',')
        .filter(Boolean)
        .map((id) => library.entry(Number(id))),
    );
  const wishes = { ...parts, like: await entriesOf(like), unlike: await entriesOf(unlike) };
  await library.catalogue.refresh();
  const space = await library.catalogue.space(wishSelection(wishes));
  const found = nearestToWishes(space, wishes, limit);
  const songs = await songsOf(
    library.library,
    found.map(({ index }) => space.songs[index]),
  );
  const byId = new Map(songs.map((song) => [song.id, song]));
  return {
    songs: found.flatMap(({ index, distance }) => {
      const song = byId.get(space.songs[index].id);
      return song ? [{ song: toApiSong(song, library), distance, why: [] }] : [];
    }),
  };
}
