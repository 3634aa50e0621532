import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { TonearmError } from '../../../errors.ts';
import { browse } from '../../../library/catalogue/browse.ts';
import { listFailures } from '../../../library/scan/failures.ts';
import { explain, nearest } from '../../../library/similarity/similarity.ts';
import { songsOf } from '../../../library/songs/songs.ts';
import { libraryOf, toApiSong } from '../../library/api-song.ts';
import type { LibraryService } from '../../library/library-service.ts';
import {
  type CopyPage,
  type FailurePage,
  type LibrarySong,
  type LibrarySongDetail,
  type LibrarySummary,
  PageQuerySchema,
  SimilarQuerySchema,
  type SimilarSongs,
  type SongPage,
  SongParamsSchema,
  type SongQuery,
  SongQuerySchema,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const summarySchema = {
  operationId: 'librarySummary',
  tags: LIBRARY_TAGS,
  summary: 'How much there is, of which genres, in which folders, and the scan that runs.',
  response: { 200: jsonOf('LibrarySummary', 'The library; 404 on a server without one.'), ...PROBLEMS },
};

const pageSchema = {
  operationId: 'listSongs',
  tags: LIBRARY_TAGS,
  summary: 'Songs, searched, filtered and sorted, a page at a time.',
  querystring: SongQuerySchema,
  response: { 200: jsonOf('SongPage', 'A page of songs.'), ...PROBLEMS },
};

const failuresSchema = {
  operationId: 'listFailures',
  tags: LIBRARY_TAGS,
  summary: 'Files that could not be heard, and why.',
  querystring: PageQuerySchema,
  response: { 200: jsonOf('FailurePage', 'A page of files, in order of name.'), ...PROBLEMS },
};

const copiesSchema = {
  operationId: 'listCopies',
  tags: LIBRARY_TAGS,
  summary: 'Recordings that are there more than once, in another format or under another name.',
  description: 'A song for each file: those that are equal byte for byte have one number.',
  querystring: PageQuerySchema,
  response: { 200: jsonOf('CopyPage', 'A page of groups of songs.'), ...PROBLEMS },
};

const songSchema = {
  operationId: 'song',
  tags: LIBRARY_TAGS,
  summary: 'All that is known of a song.',
  params: SongParamsSchema,
  response: { 200: jsonOf('LibrarySongDetail', 'The song.'), ...PROBLEMS },
};

const similarSchema = {
  operationId: 'similarSongs',
  tags: LIBRARY_TAGS,
  summary: 'Songs that sound like a song, nearest first, and how they differ.',
  params: SongParamsSchema,
  querystring: SimilarQuerySchema,
  response: { 200: jsonOf('SimilarSongs', 'Songs of the library, never the one asked about.'), ...PROBLEMS },
};

/** Maximum number of copies listed of one recording. */
const MAX_COPIES = 100;

/** Route `GET /api/library`, and those of songs that are text. */
export const songs: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/api/library', { schema: summarySchema }, async ({ trusted }): Promise<LibrarySummary> => {
    const library = libraryOf(services);
    const summary = await summaryOf(library, trusted);
    // A map that cannot be made says so when it is asked for.
    void library.maps.prepare().catch(() => undefined);
    return summary;
  });

  app.get('/api/library/songs', { schema: pageSchema }, async ({ query }): Promise<SongPage> => {
    return pageOf(libraryOf(services), query);
  });

  app.get('/api/library/failures', { schema: failuresSchema }, async ({ query }): Promise<FailurePage> => {
    const library = libraryOf(services);
    const { offset = 0, limit = 100 } = query;
    const { total, failures } = await listFailures(library.library, { offset, limit }, library.roots);
    const named = failures.map(({ path, error }) => ({ file: library.nameOf(path), ...error }));
    return { total, offset, failures: named };
  });

  app.get('/api/library/copies', { schema: copiesSchema }, async ({ query }): Promise<CopyPage> => {
    const { offset = 0, limit = 100 } = query;
    return copiesOf(libraryOf(services), offset, limit);
  });

  app.get(
    '/api/library/songs/:id',
    { schema: songSchema },
    async ({ params }): Promise<LibrarySongDetail> => {
      return detailOf(libraryOf(services), params.id);
    },
  );

  const similarOptions = { schema: similarSchema };
  app.get(
    '/api/library/songs/:id/similar',
    similarOptions,
    async ({ params, query }): Promise<SimilarSongs> => {
      return similarTo(libraryOf(services), params.id, query.limit ?? 20);
    },
  );
};

async function summaryOf(library: LibraryService, trusted: boolean): Promise<LibrarySummary> {
  const { songs, seconds, genres } = await library.summary();
  const { files, failed } = await library.fileCounts();
  const scan = library.scans.state;
  return {
    songs,
    files,
    failed,
    seconds,
    genres: [...genres].sort((a, b) => b.songs - a.songs),
    folders: library.folders.map(({ id, name }) => ({ id, name })),
    scannable: trusted,
    writable: trusted && library.writable,
    scan: scan && { ...scan, paused: await library.scans.isPaused() },
    reanalysis: library.reanalysis.stateOf(songs),
    upkeep: library.upkeep.state,
  };
}

async function pageOf(library: LibraryService, query: SongQuery): Promise<SongPage> {
  const { q: text, genre: genres, ids, hash, order, ...asked } = query;
  const { total, offset, songs } = await browse(library.catalogue, {
    ...asked,
    text,
    genres,
    ids: hash === undefined ? ids?.split(',').map(Number) : await idsOf(library, hash),
    descending: order === 'desc',
  });
  return { total, offset, songs: songs.map((song) => toApiSong(song, library)) };
}

async function idsOf({ library }: LibraryService, contentHash: string): Promise<number[]> {
  const rows = await library
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '=', contentHash)
    .execute();
  return rows.map(({ id }) => id);
}

async function detailOf(library: LibraryService, id: number): Promise<LibrarySongDetail> {
  const [song] = await songsOf(library.library, [await library.entry(id)]);
  if (!song) throw gone();
  const paths = await library.pathsOf(song.contentHash);
  const { name, version } = song.model;
  return {
    ...toApiSong(song, library),
    files: paths.map((path) => library.nameOf(path)),
    model: { name, version },
  };
}

async function similarTo(library: LibraryService, id: number, limit: number): Promise<SimilarSongs> {
  const { space, place } = await library.placeOf(id, limit);
  const neighbours = nearest(space, place, limit);
  const songs = await songsOf(
    library.library,
    neighbours.map((neighbour) => space.songs[neighbour.index]),
  );
  const byId = new Map(songs.map((song) => [song.id, song]));
  const similar = neighbours.flatMap(({ index: other, distance }) => {
    const song = byId.get(space.songs[other].id);
    return song ? [{ song: toApiSong(song, library), distance, why: explain(space, place, other) }] : [];
  });
  return { songs: similar };
}

async function copiesOf(library: LibraryService, offset: number, limit: number): Promise<CopyPage> {
  const all = await library.copies();
  const groups: LibrarySong[][] = [];
  for (const { files } of all.slice(offset, offset + limit)) {
    const songs = await songsOf(library.library, files.slice(0, MAX_COPIES));
    if (songs.length > 1) groups.push(songs.map((song) => toApiSong(song, library)));
  }
  return { total: all.length, offset, groups };
}

function gone(): TonearmError {
  return new TonearmError('not-found', 'Expected a song of this library, got one that has just gone.');
}
