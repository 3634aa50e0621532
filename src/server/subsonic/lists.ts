/** Lists of albums and songs: by a rule, by chance, and by words that are looked for. */
import { shuffled } from '../../dsp/random.ts';
import type { Entry } from '../../library/entry.ts';
import { fold, foldedWords } from '../../library/fold.ts';
import { albumsAsked, type Call, type Endpoint, type Opened, open } from './call.ts';
import { albumNodes, artistNode, asFolder, songNodes } from './nodes.ts';
import type { Parameters } from './parameters.ts';
import { Refusal } from './refusal.ts';
import type { Album, ShelvedSong } from './shelves.ts';
import type { Node } from './xml.ts';

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
    const isWithin = ({ year }: ShelvedSong) =>
      (from === -Infinity && to === Infinity) || (year !== null && year >= from && year <= to);
    const isGenre = genreFilter(call.parameters.text('genre'));
    const fitting = opened.shelves.songs.filter(
      (song) => opened.isAsked(song.folder) && isGenre(song.genre) && isWithin(song),
    );
    const size = call.parameters.whole('size', { fallback: 10, most: MAX_LISTED });
    return {
      randomSongs: { song: await shelvedNodes(opened, shuffled(fitting, Math.random).slice(0, size)) },
    };
  },
  getSongsByGenre: async (call) => {
    const opened = await open(call);
    const isGenre = genreFilter(call.parameters.needed('genre'));
    const fitting = opened.shelves.songs.filter(
      ({ genre, folder }) => isGenre(genre) && opened.isAsked(folder),
    );
    return {
      songsByGenre: { song: await shelvedNodes(opened, pageOf(fitting, call.parameters, 'count', 'offset')) },
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
    const yearOf = ({ year }: Album) => year ?? NaN;
    const fitting = albums.filter((album) => {
      return yearOf(album) >= Math.min(from, to) && yearOf(album) <= Math.max(from, to);
    });
    const sorted = fitting.sort((a, b) => yearOf(a) - yearOf(b));
    return from <= to ? sorted : sorted.reverse();
  },
  byGenre: (albums, parameters) => {
    const isGenre = genreFilter(parameters.needed('genre'));
    return albums.filter(({ genres }) => genres.some(({ name }) => isGenre(name)));
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
  const named = artists.filter(({ name }) => hasAll(fold(name)));
  return {
    artist: pageOf(named, parameters, 'artistCount', 'artistOffset', 20).map(artistNode),
    album: await albumNodes(opened, pageOf(fitting, parameters, 'albumCount', 'albumOffset', 20)),
    song: await songNodes(opened, await songsWith(opened, words, parameters)),
  };
}

/** A page of the songs with all of these words, in order of their numbers. */
async function songsWith(
  { library, shelves, folder, isAsked }: Opened,
  words: readonly string[],
  parameters: Parameters,
): Promise<readonly Entry[]> {
  const { catalogue } = library;
  const [offset, limit] = boundsOf(parameters, 'songCount', 'songOffset', 20);
  const idsOf = (songs: readonly { readonly id: number }[]) => songs.map(({ id }) => id);
  if (words.length === 0) {
    const asked = shelves.songs.filter((song) => isAsked(song.folder));
    return catalogue.entriesOf(idsOf(asked.slice(offset, offset + limit)));
  }
  const query = { text: words.join(' '), sort: 'added' } as const;
  if (folder === undefined)
    return catalogue.entriesOf(idsOf((await catalogue.page({ ...query, offset, limit })).songs));
  const found: number[] = [];
  for (let from = 0; found.length < offset + limit; from += MAX_LISTED) {
    const { songs } = await catalogue.page({ ...query, offset: from, limit: MAX_LISTED });
    found.push(...idsOf(songs).filter((id) => isAsked(shelves.songOf(id)?.folder)));
    if (songs.length < MAX_LISTED) break;
  }
  return catalogue.entriesOf(found.slice(offset, offset + limit));
}

async function shelvedNodes(opened: Opened, songs: readonly ShelvedSong[]): Promise<Node[]> {
  return songNodes(opened, await opened.library.catalogue.entriesOf(songs.map(({ id }) => id)));
}

function genreFilter(genre: string | undefined): (claimed: string | undefined) => boolean {
  if (genre === undefined || genre === '') return () => true;
  const wanted = fold(genre);
  return (claimed) => fold(claimed ?? '') === wanted;
}

function pageOf<Item>(
  items: readonly Item[],
  parameters: Parameters,
  count: string,
  offset: string,
  fallback = 10,
): Item[] {
  const [from, limit] = boundsOf(parameters, count, offset, fallback);
  return items.slice(from, from + limit);
}

function boundsOf(parameters: Parameters, count: string, offset: string, fallback: number) {
  const from = parameters.whole(offset, { fallback: 0, most: MAX_OFFSET });
  return [from, parameters.whole(count, { fallback, most: MAX_LISTED })] as const;
}

function newestOf({ songs }: Album): number {
  return songs[songs.length - 1];
}

function sortedBy<Item>(items: Item[], key: (item: Item) => string): Item[] {
  const keyed = items.map((item) => ({ item, by: key(item) }));
  return keyed.sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by))).map(({ item }) => item);
}
