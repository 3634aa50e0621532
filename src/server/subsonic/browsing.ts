/** Folders, artists, albums and songs. */
import { groupBy } from '../../group-by.ts';
import { fold } from '../../library/fold.ts';
import { albumsAsked, type Call, type Endpoint, type Opened, open } from './call.ts';
import { numberIn } from './ids.ts';
import { albumNodes, artistNode, asFolder, songNodes } from './nodes.ts';
import { Refusal } from './refusal.ts';
import { type Album, type Artist, songsOn } from './shelves.ts';
import { similarArtists } from './similar-artists.ts';
import type { Node } from './xml.ts';

/** Articles that an index ignores at the beginning of a name. */
const ARTICLES = 'The El La Los Las Le Les';
const ARTICLE = new RegExp(`^(?:${ARTICLES.toLowerCase().replaceAll(' ', '|')}) +(?=\\S)`);
const NO_LETTER = '#';
const MAX_SIMILAR = 100;
/** The most songs of an artist near which songs of similar artists are looked for in a large database. */
const MAX_SEEDS = 20;
const NEAR_EACH = 300;

export const BROWSING: Readonly<Record<string, Endpoint>> = {
  getMusicFolders: async (call) => {
    const { library } = await open(call);
    return { musicFolders: { musicFolder: library.folders.map(({ id, name }) => ({ id, name })) } };
  },
  getArtists: async (call) => ({
    artists: { ignoredArticles: ARTICLES, index: indexOf(artistsOf(await open(call))) },
  }),
  getIndexes: async (call) => ({
    indexes: {
      lastModified: Date.now(),
      ignoredArticles: ARTICLES,
      index: indexOf(artistsOf(await open(call))),
    },
  }),
  getMusicDirectory: async (call) => {
    const opened = await open(call);
    const id = call.parameters.needed('id');
    const album = opened.shelves.albums.get(id);
    if (album) {
      const child = await songNodes(opened, await songsOn(opened.library.catalogue, album));
      return { directory: { id, parent: album.artist.id, name: album.name, child } };
    }
    const artist = artistNamed(call, opened);
    const albums = await albumNodes(opened, albumsBy(artist));
    // Albums of others, too, lie in the folder that was asked for.
    const child = albums.map((node) => ({ ...asFolder(node), parent: id }));
    return { directory: { id, name: artist.name, child } };
  },
  getArtist: async (call) => {
    const opened = await open(call);
    const artist = artistNamed(call, opened);
    return { artist: { ...artistNode(artist), album: await albumNodes(opened, albumsBy(artist)) } };
  },
  getAlbum: async (call) => {
    const opened = await open(call);
    const album = opened.shelves.albums.get(call.parameters.needed('id'));
    if (!album) throw new Refusal('not-found', 'Expected an album of this library, got another id.');
    const [node] = await albumNodes(opened, [album]);
    return {
      album: { ...node, song: await songNodes(opened, await songsOn(opened.library.catalogue, album)) },
    };
  },
  getSong: async (call) => {
    const opened = await open(call);
    const song = await opened.library.entry(numberIn('so', call.parameters.needed('id')));
    return { song: (await songNodes(opened, [song]))[0] };
  },
  getGenres: async (call) => ({ genres: { genre: genresOf(await open(call)) } }),
  getArtistInfo: async (call) => ({ artistInfo: await artistInfo(call) }),
  getArtistInfo2: async (call) => ({ artistInfo2: await artistInfo(call) }),
  // Nothing is known here of albums beyond their songs. Clients ask all the same.
  getAlbumInfo: async () => ({ albumInfo: {} }),
  getAlbumInfo2: async () => ({ albumInfo: {} }),
};

/** The similar artists, all that is known about an artist; clients also ask by the id of a song or an album. */
async function artistInfo(call: Call): Promise<Node> {
  const opened = await open(call);
  const { library, shelves } = opened;
  const id = call.parameters.needed('id');
  const bySong = id.startsWith('so-') ? shelves.songOf(numberIn('so', id))?.artist : undefined;
  const artist = bySong ?? shelves.albums.get(id)?.artist ?? artistNamed(call, opened);
  const count = call.parameters.whole('count', { fallback: 20, most: MAX_SIMILAR });
  const theirs = shelves.songs.filter((song) => song.artist === artist);
  const ids = theirs.slice(0, MAX_SEEDS).map(({ id: song }) => song);
  const space = await library.catalogue.space({ ids, count: NEAR_EACH });
  const alike = await similarArtists(space, shelves, artist, count);
  return { similarArtist: alike.map(artistNode) };
}

function artistNamed({ parameters }: Call, { shelves }: Opened): Artist {
  const artist = shelves.artists.get(parameters.needed('id'));
  if (artist) return artist;
  throw new Refusal('not-found', 'Expected an artist of this library, got another id.');
}

/** Oldest first, then those of others. */
function albumsBy({ albums, appearsOn }: Artist): Album[] {
  return [...albums, ...appearsOn];
}

/** Artists with albums of their own in the requested folder. */
function artistsOf(opened: Opened): Artist[] {
  return [...new Set(albumsAsked(opened).map(({ artist }) => artist))];
}

function indexOf(artists: readonly Artist[]): Node[] {
  const keyed = artists.map((artist) => ({ key: fold(artist.name).replace(ARTICLE, ''), artist }));
  return [...groupBy(keyed, ({ key }) => letterOf(key))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => ({
      name,
      artist: group.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ artist }) => artistNode(artist)),
    }));
}

function letterOf(key: string): string {
  const [first = ''] = key;
  return /\p{L}/u.test(first) ? first.toUpperCase() : NO_LETTER;
}

function genresOf({ shelves, isAsked }: Opened): Node[] {
  const counts = new Map<string, { songs: number; readonly albums: Set<Album> }>();
  for (const { genre, folder, album } of shelves.songs) {
    if (genre === undefined || !isAsked(folder)) continue;
    const count = counts.get(genre) ?? { songs: 0, albums: new Set() };
    counts.set(genre, count);
    count.songs++;
    count.albums.add(album);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, { songs, albums }]) => ({ songCount: songs, albumCount: albums.size, value }));
}
