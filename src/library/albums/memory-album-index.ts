/** Album index in memory: of a file, whose songs are there anyway. */
import { shuffled } from '../../dsp/random.ts';
import { fold } from '../fold.ts';
import type {
  Album,
  AlbumIndex,
  AlbumOrder,
  AlbumQuery,
  Artist,
  GenreCount,
  IndexedSongQuery,
  NameQuery,
  PageQuery,
  SongPlace,
} from './album-index.ts';
import type { IndexedAlbum, IndexedArtist, IndexedSongs } from './index-songs.ts';
import { genreFilter } from './names.ts';

const SORTED: Readonly<Record<AlbumOrder, (albums: IndexedAlbum[]) => IndexedAlbum[]>> = {
  met: (albums) => albums,
  chance: (albums) => shuffled(albums, Math.random),
  newest: (albums) => albums.sort((a, b) => newestOf(a) - newestOf(b)),
  name: (albums) => sortedBy(albums, ({ name }) => fold(name)),
  artist: (albums) => sortedBy(albums, ({ name, artist }) => `${fold(artist.name)}\n${fold(name)}`),
  year: (albums) => albums.sort((a, b) => yearOf(a) - yearOf(b)),
};

export class MemoryAlbumIndex implements AlbumIndex {
  readonly #indexed: IndexedSongs;

  constructor(indexed: IndexedSongs) {
    this.#indexed = indexed;
  }

  async artist(id: string): Promise<Artist | undefined> {
    const artist = this.#indexed.artists.get(id);
    return artist && artistOf(artist);
  }

  async album(id: string): Promise<Album | undefined> {
    const album = this.#indexed.albums.get(id);
    return album && albumOf(album);
  }

  async artists({ words = [], ...asked }: NameQuery): Promise<readonly Artist[]> {
    const artists = [...new Set(this.#albumsIn(asked.folder).map(({ artist }) => artist))];
    const named = artists.filter(({ name }) => hasAll(fold(name), words));
    return pageOf(
      sortedBy(named, ({ name }) => fold(name)),
      asked,
    ).map(artistOf);
  }

  async albums({ words = [], order, descending, genre, years, ...asked }: AlbumQuery) {
    const isGenre = genreFilter(genre);
    const fitting = this.#albumsIn(asked.folder).filter(
      (album) =>
        hasAll(fold(`${album.name}\n${album.artist.name}`), words) &&
        (genre === undefined || [...album.genres.keys()].some(isGenre)) &&
        isWithin(years, album.dated?.year),
    );
    const sorted = SORTED[order](fitting);
    return pageOf(descending ? sorted.reverse() : sorted, asked).map(albumOf);
  }

  async albumsOf(id: string): Promise<readonly Album[]> {
    const artist = this.#indexed.artists.get(id);
    return artist ? [...artist.albums, ...artist.appearsOn].map(albumOf) : [];
  }

  async songsOn(albums: readonly string[], most = Infinity): Promise<readonly number[]> {
    return albums.flatMap((id) => this.#indexed.albums.get(id)?.songs ?? []).slice(0, most);
  }

  async songsBy(id: string, most: number): Promise<readonly number[]> {
    const found: number[] = [];
    for (const song of this.#indexed.songs.values()) {
      if (song.artist.id === id) found.push(song.id);
      if (found.length === most) break;
    }
    return found;
  }

  async songs({
    byChance,
    words = [],
    genre,
    years,
    ...asked
  }: IndexedSongQuery): Promise<readonly number[]> {
    const isGenre = genreFilter(genre);
    const fitting = [...this.#indexed.songs.values()].filter(
      (song) =>
        isIn(asked.folder, song.folder) &&
        hasAll(song.text, words) &&
        isGenre(song.genre) &&
        isWithin(years, song.year),
    );
    return pageOf(byChance ? shuffled(fitting, Math.random) : fitting, asked).map(({ id }) => id);
  }

  async genres(asked: string | undefined): Promise<readonly GenreCount[]> {
    const counts = new Map<string, { songs: number; readonly albums: Set<IndexedAlbum> }>();
    for (const { genre, folder, album } of this.#indexed.songs.values()) {
      if (genre === undefined || !isIn(asked, folder)) continue;
      const count = counts.get(genre) ?? { songs: 0, albums: new Set() };
      counts.set(genre, count);
      count.songs++;
      count.albums.add(album);
    }
    const all = [...counts].map(([name, { songs, albums }]) => ({ name, songs, albums: albums.size }));
    return sortedBy(all, ({ name }) => name);
  }

  async places(songs: readonly number[]): Promise<ReadonlyMap<number, SongPlace>> {
    return new Map(
      songs.flatMap((id) => {
        const song = this.#indexed.songs.get(id);
        return song ? [[id, song]] : [];
      }),
    );
  }

  #albumsIn(asked: string | undefined): IndexedAlbum[] {
    return [...this.#indexed.albums.values()].filter(
      ({ folders }) => asked === undefined || folders.has(asked),
    );
  }
}

function artistOf({ id, name, albums, appearsOn }: IndexedArtist): Artist {
  return { id, name, albumCount: albums.length + appearsOn.size };
}

function albumOf(album: IndexedAlbum): Album {
  const { id, name, songs, seconds, first, dated, genres } = album;
  const artist = { id: album.artist.id, name: album.artist.name };
  const [usual] = [...genres].sort(([, a], [, b]) => b - a);
  const year = dated?.year ?? undefined;
  const { id: firstId, addedAt } = first;
  const facts = { songCount: songs.length, seconds, first: firstId, addedAt, year, genre: usual?.[0] };
  return { id, name, artist, ...facts };
}

function isIn(asked: string | undefined, folder: string | undefined): boolean {
  return asked === undefined || folder === asked;
}

function isWithin(years: readonly [number, number] | undefined, year: number | null | undefined): boolean {
  if (years === undefined) return true;
  return year !== null && year !== undefined && year >= years[0] && year <= years[1];
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function pageOf<Item>(items: readonly Item[], { offset = 0, limit = Infinity }: PageQuery): readonly Item[] {
  return items.slice(offset, offset + limit);
}

function newestOf({ songs }: IndexedAlbum): number {
  return songs[songs.length - 1];
}

function yearOf({ dated }: IndexedAlbum): number {
  return dated?.year ?? NaN;
}

function sortedBy<Item>(items: Item[], key: (item: Item) => string): Item[] {
  const keyed = items.map((item) => ({ item, by: key(item) }));
  return keyed.sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by))).map(({ item }) => item);
}
