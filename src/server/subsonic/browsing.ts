/** Methods to browse folders, artists, albums and songs. */
import { groupBy } from '../../group-by.ts';
import type { Artist } from '../../library/albums/album-index.ts';
import { fold } from '../../library/fold.ts';
import { type Call, type Endpoint, type Opened, open } from './call.ts';
import { numberIn } from './ids.ts';
import { albumNodes, artistNode, asFolder, songNodes, songsOnAlbum } from './nodes.ts';
import { Refusal } from './refusal.ts';
import { similarArtists } from './similar-artists.ts';
import type { Node } from './xml.ts';

/** Articles that an index ignores at the beginning of a name. */
const ARTICLES = 'The El La Los Las Le Les';
const ARTICLE = new RegExp(`^(?:${ARTICLES.toLowerCase().replaceAll(' ', '|')}) +(?=\\S)`);
const NO_LETTER = '#';
const MAX_SIMILAR = 100;
/** Maximum number of an artist's songs near which songs of similar artists are searched in a large database. */
const MAX_SEEDS = 20;
const NEAR_EACH = 300;

export const BROWSING: Readonly<Record<string, Endpoint>> = {
  getMusicFolders: async (call) => {
    const { library } = await open(call);
    return { musicFolders: { musicFolder: library.folders.map(({ id, name }) => ({ id, name })) } };
  },
  getArtists: async (call) => ({
    artists: { ignoredArticles: ARTICLES, index: await indexOf(await open(call)) },
  }),
  getIndexes: async (call) => ({
    indexes: {
      lastModified: Date.now(),
      ignoredArticles: ARTICLES,
      index: await indexOf(await open(call)),
    },
  }),
  getMusicDirectory: async (call) => {
    const opened = await open(call);
    const id = call.parameters.needed('id');
    const album = await opened.albumIndex.album(id);
    if (album) {
      const child = await songNodes(opened, await songsOnAlbum(opened, id));
      return { directory: { id, parent: album.artist.id, name: album.name, child } };
    }
    const artist = await artistNamed(call, opened);
    const albums = await albumNodes(opened, await opened.albumIndex.albumsOf(id));
    // Albums of others, too, lie in the folder that was asked for.
    const child = albums.map((node) => ({ ...asFolder(node), parent: id }));
    return { directory: { id, name: artist.name, child } };
  },
  getArtist: async (call) => {
    const opened = await open(call);
    const artist = await artistNamed(call, opened);
    const albums = await opened.albumIndex.albumsOf(artist.id);
    return { artist: { ...artistNode(artist), album: await albumNodes(opened, albums) } };
  },
  getAlbum: async (call) => {
    const opened = await open(call);
    const album = await opened.albumIndex.album(call.parameters.needed('id'));
    if (!album) throw new Refusal('not-found', 'Expected an album of this library, got another id.');
    const [node] = await albumNodes(opened, [album]);
    return { album: { ...node, song: await songNodes(opened, await songsOnAlbum(opened, album.id)) } };
  },
  getSong: async (call) => {
    const opened = await open(call);
    const song = await opened.library.entry(numberIn('so', call.parameters.needed('id')));
    return { song: (await songNodes(opened, [song]))[0] };
  },
  getGenres: async (call) => {
    const { albumIndex, folder } = await open(call);
    const genre = (await albumIndex.genres(folder)).map(({ name, songs, albums }) => {
      return { songCount: songs, albumCount: albums, value: name };
    });
    return { genres: { genre } };
  },
  getArtistInfo: async (call) => ({ artistInfo: await artistInfo(call) }),
  getArtistInfo2: async (call) => ({ artistInfo2: await artistInfo(call) }),
  // Nothing is known here of albums beyond their songs. Clients ask all the same.
  getAlbumInfo: async () => ({ albumInfo: {} }),
  getAlbumInfo2: async () => ({ albumInfo: {} }),
};

/** Information about an artist: the similar ones; clients also ask by the id of a song or an album. */
async function artistInfo(call: Call): Promise<Node> {
  const opened = await open(call);
  const { library, albumIndex } = opened;
  const id = call.parameters.needed('id');
  const bySong = id.startsWith('so-') ? await artistOfSong(opened, numberIn('so', id)) : undefined;
  const artist = bySong ?? (await albumIndex.album(id))?.artist ?? (await artistNamed(call, opened));
  const count = call.parameters.whole('count', { fallback: 20, most: MAX_SIMILAR });
  const ids = await albumIndex.songsBy(artist.id, MAX_SEEDS);
  const space = await library.catalogue.space({ ids, count: NEAR_EACH });
  const alike = await similarArtists(space, albumIndex, artist.id, count);
  return { similarArtist: alike.map(artistNode) };
}

async function artistOfSong({ albumIndex }: Opened, id: number) {
  return (await albumIndex.places([id])).get(id)?.artist;
}

async function artistNamed({ parameters }: Call, { albumIndex }: Opened): Promise<Artist> {
  const artist = await albumIndex.artist(parameters.needed('id'));
  if (artist) return artist;
  throw new Refusal('not-found', 'Expected an artist of this library, got another id.');
}

/** Artists with albums of their own in the requested folder, by letters. */
async function indexOf({ albumIndex, folder }: Opened): Promise<Node[]> {
  const artists = await albumIndex.artists({ folder });
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
