/**
 * Interface for plugins of Navidrome, Jellyfin and Ampache: similar songs, and a path between two, by the ids
 * of that server. Written after the sources of AudioMuse-AI's plugins, which call it so.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Mapped, SongMap } from '../../connect/song-map.ts';
import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import { fold } from '../../library/fold.ts';
import { MAX_PLAYLIST_SONGS, makePlaylist } from '../../library/playlists/playlist.ts';
import {
  distanceBetween,
  nearest,
  type SongSpace,
  similarityOf,
  spaceIndexOf,
} from '../../library/similarity/similarity.ts';
import { checkTries } from '../access/authentication.ts';
import { FailedTries } from '../access/failed-tries.ts';
import { TokenVerifier } from '../access/token-verifier.ts';
import { type SongInSpace, spaceAround } from '../library/space-around.ts';
import { problemOf, WireError } from '../problem.ts';
import { VALIDATION } from '../validation.ts';
import { validationError } from '../validation-error.ts';

export interface SidecarOptions {
  readonly catalogue: Catalogue;
  readonly map: SongMap;
  readonly token: string;
  readonly logger?: FastifyServerOptions['logger'];
}

interface Row {
  readonly item_id: string;
  readonly title: string;
  readonly author: string;
  readonly album: string;
  /** Distance: 0 for the same sound, below 1: plugins subtract it from 1 for a similarity. */
  readonly distance: number;
}

const Count = Type.Optional(Type.Integer({ minimum: 1 }));
const SimilarQuery = Type.Object({
  item_id: Type.String({ minLength: 1 }),
  n: Count,
  eliminate_duplicates: Type.Optional(Type.String()),
});
const PathQuery = Type.Object({
  start_song_id: Type.String({ minLength: 1 }),
  end_song_id: Type.String({ minLength: 1 }),
  max_steps: Count,
});
const TOKEN_IN_PATH = /^\/([^/?]{16,200})(?=\/)/;
const DEFAULT_COUNT = { similar: 10, path: 25 };

/** Creates the HTTP server, not yet listening. */
export async function createSidecar(options: SidecarOptions): Promise<FastifyInstance> {
  const { catalogue, map, token } = options;
  const app = fastify({
    logger: options.logger ?? false,
    schemaController: VALIDATION,
    schemaErrorFormatter: validationError,
    // Some plugins have no field for a token: it may be the first part of the address.
    rewriteUrl: ({ url = '/', headers }) => {
      const [, inPath] = TOKEN_IN_PATH.exec(url) ?? [];
      if (inPath === undefined || headers.authorization !== undefined) return url;
      headers.authorization = `Bearer ${inPath}`;
      return url.slice(inPath.length + 1);
    },
  }).withTypeProvider<TypeBoxTypeProvider>();
  guard(app, token);
  app.setErrorHandler((error, request, reply) => {
    const { status, detail, code } = problemOf(error, request.id);
    if (status >= 500) request.log.error({ err: error }, code);
    return reply.code(status).send({ error: detail });
  });
  app.get('/', async () => ({ status: 'ok', ...map.state }));
  app.get(
    '/api/similar_tracks',
    { schema: { querystring: SimilarQuery } },
    async ({ query }): Promise<Row[]> => {
      return similarTo(catalogue, map, query);
    },
  );
  app.get('/api/find_path', { schema: { querystring: PathQuery } }, async ({ query }) => {
    return pathBetween(catalogue, map, query);
  });
  return app;
}

function guard(app: { addHook: FastifyInstance['addHook'] }, token: string): void {
  const verifier = new TokenVerifier(token);
  const tries = new FailedTries();
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const shown = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (shown !== undefined && (await checkTries(tries, request, () => verifier.acceptsToken(shown)))) return;
    throw new WireError(
      'unauthorized',
      'Expected the token that "tonearm connect" printed, got none that is right.',
    );
  });
}

async function similarTo(
  catalogue: Catalogue,
  map: SongMap,
  { item_id: id, n = DEFAULT_COUNT.similar, eliminate_duplicates: once }: Static<typeof SimilarQuery>,
): Promise<Row[]> {
  const { song } = await knownItem(map, id);
  const count = Math.min(n, MAX_PLAYLIST_SONGS);
  const { space, place } = await placeOfSong(catalogue, song, 2 * count, map);
  const isNew = once?.toLowerCase() === 'true' ? firstOfItsNames(space, place) : () => true;
  const rows: Row[] = [];
  // Nearest first, and twice as many as are wanted: what is there twice is left out.
  for (const { index, distance } of nearest(
    space,
    place,
    2 * count,
    (other) => map.ofSong(space.songs[other].id) !== undefined,
  )) {
    const mapped = map.ofSong(space.songs[index].id);
    if (mapped && rows.length < count && isNew(index)) rows.push(rowOf(mapped, distance));
  }
  return rows;
}

async function pathBetween(
  catalogue: Catalogue,
  map: SongMap,
  query: Static<typeof PathQuery>,
): Promise<{ path: Row[]; total_distance: number }> {
  const [from, to] = [await knownItem(map, query.start_song_id), await knownItem(map, query.end_song_id)];
  const songs = Math.max(2, Math.min(query.max_steps ?? DEFAULT_COUNT.path, MAX_PLAYLIST_SONGS));
  const made = await makePlaylist(catalogue, {
    from: from.song,
    to: to.song,
    length: { songs },
    filter: { ids: map.songs },
  });
  const space = await catalogue.space({ ids: made.songs.map(({ entry }) => entry.id) });
  const place = space.indices.get(from.song)!;
  const places = made.songs.map(({ entry }) => spaceIndexOf(space, entry));
  const path = places.flatMap((other) => {
    const { id } = space.songs[other];
    const mapped = [from, to].find(({ song }) => song === id) ?? map.ofSong(id);
    return mapped ? [rowOf(mapped, distanceBetween(space, place, other))] : [];
  });
  const total = places.slice(1).reduce((sum, other, i) => sum + distanceBetween(space, places[i], other), 0);
  return { path, total_distance: total };
}

async function knownItem(map: SongMap, id: string): Promise<Mapped> {
  const mapped = await map.ofItem(id);
  if (mapped) return mapped;
  throw new TonearmError(
    'not-found',
    'No song of the library is known by this id of the server: scan its folder, then wait for the next look at the server.',
  );
}

async function placeOfSong(
  catalogue: Catalogue,
  song: number,
  count: number,
  map: SongMap,
): Promise<SongInSpace> {
  await catalogue.refresh();
  const entry = await catalogue.entry(song);
  if (!entry) throw new TonearmError('not-found', 'This song has just gone from the library.');
  return spaceAround(catalogue, entry, count, { ids: map.songs });
}

/** Whether a song is the first of its artist and title, that of the seed included. */
function firstOfItsNames({ songs }: SongSpace, seed: number): (place: number) => boolean {
  const nameOf = (place: number) => fold(`${songs[place].artist ?? ''}\n${songs[place].name}`);
  const seen = new Set([nameOf(seed)]);
  return (place) => !seen.has(nameOf(place)) && seen.add(nameOf(place)) !== undefined;
}

/** Row with the server's own names, by which plugins look its songs up. */
function rowOf({ item: { id, title, artist, album } }: Mapped, distance: number): Row {
  return { item_id: id, title, author: artist, album, distance: 1 - similarityOf(distance) };
}
