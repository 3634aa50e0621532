/** Methods that list albums and songs: by a rule, at random, and by search. */

import type { AlbumQuery, PageQuery } from '../../library/albums/album-index.ts';
import { foldedWords } from '../../library/fold.ts';
import { type Call, type Endpoint, type Opened, open } from './call.ts';
import { albumNodes, artistNode, asFolder, songNodes } from './nodes.ts';
import type { Parameters } from './parameters.ts';
import { Refusal } from './refusal.ts';
import type { Node } from './xml.ts';

const MAX_LISTED = 500;
const MAX_OFFSET = 1e9;
const MAX_YEAR = 9999;

export const LISTS: Readonly<Record<string, Endpoint>> = {
  getAlbumList: async (call) => ({ albumList: { album: (await albumList(call)).map(asFolder) } }),
  getAlbumList2: async (call) => ({ albumList2: { album: await albumList(call) } }),
  getRandomSongs: async (call) => {
    const opened = await open(call);
    const [from, to] = [call.parameters.year('fromYear'), call.parameters.year('toYear')];
    const isOfYears = from !== undefined || to !== undefined;
    const songs = await opened.albumIndex.songs({
      folder: opened.folder,
      byChance: true,
      genre: call.parameters.text('genre') || undefined,
      years: isOfYears ? [from ?? 0, to ?? MAX_YEAR] : undefined,
      limit: call.parameters.whole('size', { fallback: 10, most: MAX_LISTED }),
    });
    return { randomSongs: { song: await numberedNodes(opened, songs) } };
  },
  getSongsByGenre: async (call) => {
    const opened = await open(call);
    const { folder } = opened;
    const genre = call.parameters.needed('genre');
    const page = pageIn(call.parameters, 'count', 'offset');
    const songs = await opened.albumIndex.songs({ folder, genre, ...page });
    return { songsByGenre: { song: await numberedNodes(opened, songs) } };
  },
  search2: async (call) => {
    const { artist, album, song } = await found(call);
    return { searchResult2: { artist, album: album.map(asFolder), song } };
  },
  search3: async (call) => ({ searchResult3: await found(call) }),
  // Nothing can be starred or counted here. Clients ask all the same.
  getStarred: async () => ({ starred: {} }),
  getStarred2: async () => ({ starred2: {} }),
  getTopSongs: async () => ({ topSongs: {} }),
  getNowPlaying: async () => ({ nowPlaying: {} }),
};

const ORDERS: Readonly<
  Record<string, (parameters: Parameters) => Omit<AlbumQuery, keyof PageQuery> | undefined>
> = {
  random: () => ({ order: 'chance' }),
  newest: () => ({ order: 'newest', descending: true }),
  alphabeticalByName: () => ({ order: 'name' }),
  alphabeticalByArtist: () => ({ order: 'artist' }),
  byYear: (parameters) => {
    const [from, to] = [parameters.year('fromYear'), parameters.year('toYear')];
    if (from === undefined || to === undefined)
      throw new Refusal(
        'missing-parameter',
        'Expected fromYear and toYear, got a request without one of them.',
      );
    return { order: 'year', descending: from > to, years: [Math.min(from, to), Math.max(from, to)] };
  },
  byGenre: (parameters) => ({ order: 'met', genre: parameters.needed('genre') }),
  // Nobody's plays and stars are kept.
  frequent: () => undefined,
  recent: () => undefined,
  starred: () => undefined,
  highest: () => undefined,
};

async function albumList(call: Call) {
  const opened = await open(call);
  const { albumIndex, folder } = opened;
  const type = call.parameters.needed('type');
  if (!Object.hasOwn(ORDERS, type))
    throw new Refusal('generic', `Expected one of ${Object.keys(ORDERS).join(', ')} as type, got another.`);
  const asked = ORDERS[type](call.parameters);
  if (asked === undefined) return [];
  const page = pageIn(call.parameters, 'size', 'offset');
  return albumNodes(opened, await albumIndex.albums({ folder, ...asked, ...page }));
}

/** Search: every word must occur in the names; without words it finds everything. */
async function found(call: Call) {
  const opened = await open(call);
  const { albumIndex, folder } = opened;
  const { parameters } = call;
  const words = foldedWords((parameters.text('query') ?? '').replace(/["*]/g, ' '));
  const named = await albumIndex.artists({
    folder,
    words,
    ...pageIn(parameters, 'artistCount', 'artistOffset', 20),
  });
  const page = pageIn(parameters, 'albumCount', 'albumOffset', 20);
  const albums = await albumIndex.albums({ folder, words, order: 'met', ...page });
  const songs = await albumIndex.songs({
    folder,
    words,
    ...pageIn(parameters, 'songCount', 'songOffset', 20),
  });
  return {
    artist: named.map(artistNode),
    album: await albumNodes(opened, albums),
    song: await numberedNodes(opened, songs),
  };
}

async function numberedNodes(opened: Opened, songs: readonly number[]): Promise<Node[]> {
  return songNodes(opened, await opened.library.catalogue.entriesOf(songs));
}

function pageIn(parameters: Parameters, count: string, offset: string, fallback = 10) {
  return {
    offset: parameters.whole(offset, { fallback: 0, most: MAX_OFFSET }),
    limit: parameters.whole(count, { fallback, most: MAX_LISTED }),
  };
}
