/** Lists of albums and songs: by a rule, by chance, and by words that are looked for. */
import { shuffled } from '../../dsp/random.ts';
import type { Entry } from '../../library/entry.ts';
import { fold, foldedWords } from '../../library/fold.ts';
import { albumsAsked, type Call, type Endpoint, open } from './call.ts';
import { albumNodes, artistNode, asFolder, songNodes, yearOf } from './nodes.ts';
import type { Parameters } from './parameters.ts';
import { Refusal } from './refusal.ts';
import { type Album, genreOf } from './shelves.ts';

const MAX_LISTED = 500;
const MAX_OFFSET = 1e9;

export const LISTS: Readonly<Record<string, Endpoint>> = {
  getAlbumList: async (call) => ({ albumList: { album: (await albumList(call)).map(asFolder) } }),
  getAlbumList2: async (call) => ({ albumList2: { album: await albumList(call) } }),
  getRandomSongs: async (call) => {
    const opened = await open(call);
    const [from = -Infinity, to = Infinity] = [
      call.parameters.year('fromYear'),
      call.parameters.year('toYear'),
    ];
    const isWithin = ({ year }: Entry) =>
      (from === -Infinity && to === Infinity) || (year !== null && year >= from && year <= to);
    const isGenre = genreFilter(call.parameters.text('genre'));
    const fitting = opened.shelves.songs.filter(
      (song) => opened.isAsked(song) && isGenre(song) && isWithin(song),
    );
    const size = call.parameters.whole('size', { fallback: 10, most: MAX_LISTED });
    return { randomSongs: { song: await songNodes(opened, shuffled(fitting, Math.random).slice(0, size)) } };
  },
  getSongsByGenre: async (call) => {
    const opened = await open(call);
    const isGenre = genreFilter(call.parameters.needed('genre'));
    const fitting = opened.shelves.songs.filter((song) => isGenre(song) && opened.isAsked(song));
    return {
      songsByGenre: { song: await songNodes(opened, pageOf(fitting, call.parameters, 'count', 'offset')) },
    };
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

const ORDERS: Readonly<Record<string, (albums: Album[], parameters: Parameters) => Album[]>> = {
  random: (albums) => shuffled(albums, Math.random),
  newest: (albums) => albums.sort((a, b) => newestOf(b) - newestOf(a)),
  alphabeticalByName: (albums) => sortedBy(albums, ({ name }) => fold(name)),
  alphabeticalByArtist: (albums) =>
    sortedBy(albums, ({ name, artist }) => `${fold(artist.name)}\n${fold(name)}`),
  byYear: (albums, parameters) => {
    const [from, to] = [parameters.year('fromYear'), parameters.year('toYear')];
    if (from === undefined || to === undefined)
      throw new Refusal(
        'missing-parameter',
        'Expected fromYear and toYear, got a request without one of them.',
      );
    const fitting = albums.filter((album) => {
      const year = yearOf(album);
      return year !== undefined && year >= Math.min(from, to) && year <= Math.max(from, to);
    });
    const sorted = fitting.sort((a, b) => yearOf(a)! - yearOf(b)!);
    return from <= to ? sorted : sorted.reverse();
  },
  byGenre: (albums, parameters) => {
    const isGenre = genreFilter(parameters.needed('genre'));
    return albums.filter(({ songs }) => songs.some(isGenre));
  },
  // Nobody's plays and stars are kept.
  frequent: () => [],
  recent: () => [],
  starred: () => [],
  highest: () => [],
};

async function albumList(call: Call) {
  const opened = await open(call);
  const type = call.parameters.needed('type');
  if (!Object.hasOwn(ORDERS, type))
    throw new Refusal('generic', `Expected one of ${Object.keys(ORDERS).join(', ')} as type, got another.`);
  const albums = ORDERS[type](albumsAsked(opened), call.parameters);
  return albumNodes(opened, pageOf(albums, call.parameters, 'size', 'offset'));
}

/** Every word stands somewhere in the names; without words it is everything. */
async function found(call: Call) {
  const opened = await open(call);
  const { parameters } = call;
  const words = foldedWords((parameters.text('query') ?? '').replace(/["*]/g, ' '));
  const hasAll = (text: string) => words.every((word) => text.includes(word));
  const albums = albumsAsked(opened);
  const artists = sortedBy([...new Set(albums.map(({ artist }) => artist))], ({ name }) => fold(name));
  const fitting = albums.filter(({ name, artist }) => hasAll(fold(`${name}\n${artist.name}`)));
  const songs = opened.shelves.songs.filter((song) => hasAll(song.text) && opened.isAsked(song));
  const named = artists.filter(({ name }) => hasAll(fold(name)));
  return {
    artist: pageOf(named, parameters, 'artistCount', 'artistOffset', 20).map(artistNode),
    album: await albumNodes(opened, pageOf(fitting, parameters, 'albumCount', 'albumOffset', 20)),
    song: await songNodes(opened, pageOf(songs, parameters, 'songCount', 'songOffset', 20)),
  };
}

function genreFilter(genre: string | undefined): (song: Entry) => boolean {
  if (genre === undefined || genre === '') return () => true;
  const wanted = fold(genre);
  return (song) => fold(genreOf(song) ?? '') === wanted;
}

function pageOf<Item>(
  items: readonly Item[],
  parameters: Parameters,
  count: string,
  offset: string,
  fallback = 10,
): Item[] {
  const from = parameters.whole(offset, { fallback: 0, most: MAX_OFFSET });
  return items.slice(from, from + parameters.whole(count, { fallback, most: MAX_LISTED }));
}

function newestOf({ songs }: Album): number {
  return songs.reduce((newest, { id }) => Math.max(newest, id), 0);
}

function sortedBy<Item>(items: Item[], key: (item: Item) => string): Item[] {
  const keyed = items.map((item) => ({ item, by: key(item) }));
  return keyed.sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by))).map(({ item }) => item);
}
