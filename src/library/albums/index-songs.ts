/** Songs indexed by album and artist, one after another. */
import { dirname } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { isBelowAny } from '../covers/open-within.ts';
import { fold } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';
import { albumId, artistId, genreOf, UNKNOWN_ALBUM, UNKNOWN_ARTIST, VARIOUS } from './names.ts';

/** Fields kept of a song. */
export interface IndexedSong {
  readonly id: number;
  readonly album: IndexedAlbum;
  /** Performing artist. */
  readonly artist: IndexedArtist;
  /** Folder of the catalogue that it lies in. */
  readonly folder: string | undefined;
  readonly year: number | null;
  /** Text that is searched. */
  readonly text: string;
  /** Claimed genre. */
  readonly genre: string | undefined;
}

export interface IndexedAlbum {
  readonly id: string;
  readonly name: string;
  readonly artist: IndexedArtist;
  /** Numbers of its songs, in their order. */
  readonly songs: number[];
  /** Folders of its songs. */
  readonly folders: Set<string | undefined>;
  /** Genres claimed by its songs, with their numbers of songs. */
  readonly genres: Map<string, number>;
  seconds: number;
  first: Placed;
  dated: Placed | undefined;
}

export interface IndexedArtist {
  readonly id: string;
  readonly name: string;
  readonly albums: IndexedAlbum[];
  /** Albums of others that they play on. */
  readonly appearsOn: Set<IndexedAlbum>;
}

export interface IndexedSongs {
  readonly artists: ReadonlyMap<string, IndexedArtist>;
  readonly albums: ReadonlyMap<string, IndexedAlbum>;
  /** Songs in order of their ids. */
  readonly songs: ReadonlyMap<number, IndexedSong>;
}

/** Fields that decide a song's place on its album. */
type Placed = Pick<Entry, 'id' | 'path' | 'disc' | 'track' | 'year' | 'addedAt'>;

/** Songs without a number come last. */
export const MAX_TRACK = 1e6;

export async function indexSongs(catalogue: Catalogue): Promise<IndexedSongs> {
  const mixed = new MixedFolders();
  for await (const entries of catalogue.each()) for (const entry of entries) mixed.add(entry);
  const indexing = new Indexing(catalogue.folders ?? [], mixed);
  for await (const entries of catalogue.each()) for (const entry of entries) indexing.add(entry);
  return indexing;
}

class Indexing implements IndexedSongs {
  readonly artists = new Map<string, IndexedArtist>();
  readonly albums = new Map<string, IndexedAlbum>();
  readonly songs = new Map<number, IndexedSong>();
  readonly #folders: readonly string[];
  readonly #mixed: MixedFolders;
  readonly #artist = memoiseByName((name: string) => this.#madeArtist(name));

  constructor(folders: readonly string[], mixed: MixedFolders) {
    this.#folders = folders;
    this.#mixed = mixed;
  }

  add(entry: Entry): void {
    const { id, path, disc, track, year, addedAt, text } = entry;
    const placed = { id, path, disc, track, year, addedAt };
    const by = entry.albumArtist ?? (this.#mixed.has(entry) ? VARIOUS : (entry.artist ?? UNKNOWN_ARTIST));
    const album = this.#albumOf(entry.album ?? UNKNOWN_ALBUM, by, placed);
    const artist = this.#artist(entry.artist ?? by);
    const folder = this.#folders.find((root) => isBelowAny(path, [root]));
    const genre = genreOf(entry);
    if (byPlace(placed, album.first) < 0) album.first = placed;
    if (year !== null && (!album.dated || byPlace(placed, album.dated) < 0)) album.dated = placed;
    album.songs.push(id);
    album.folders.add(folder);
    album.seconds += entry.durationSeconds;
    if (genre !== undefined) album.genres.set(genre, 1 + (album.genres.get(genre) ?? 0));
    if (artist !== album.artist) artist.appearsOn.add(album);
    this.songs.set(id, { id, album, artist, folder, year, text, genre });
  }

  #madeArtist(name: string): IndexedArtist {
    const made = { id: artistId(name), name, albums: [], appearsOn: new Set<IndexedAlbum>() };
    this.artists.set(made.id, made);
    return made;
  }

  #albumOf(name: string, by: string, first: Placed): IndexedAlbum {
    const id = albumId(by, name);
    const known = this.albums.get(id);
    if (known) return known;
    const made: IndexedAlbum = {
      ...{ id, name, artist: this.#artist(by), songs: [], seconds: 0, first, dated: undefined },
      ...{ folders: new Set(), genres: new Map() },
    };
    this.albums.set(id, made);
    made.artist.albums.push(made);
    return made;
  }
}

/** Albums that name no album artist, and whose songs in one folder are by several artists. */
class MixedFolders {
  readonly #players = new Map<string, string>();
  readonly #mixed = new Set<string>();

  add(entry: Entry): void {
    if (entry.albumArtist !== null || entry.album === null) return;
    const key = keyOf(entry);
    const player = fold(entry.artist ?? '');
    if ((this.#players.get(key) ?? player) !== player) this.#mixed.add(key);
    this.#players.set(key, player);
  }

  has(entry: Entry): boolean {
    return entry.album !== null && this.#mixed.has(keyOf(entry));
  }
}

function keyOf({ path, album }: Entry): string {
  return `${dirname(path)}\n${fold(album ?? '')}`;
}

export function byPlace(a: Placed, b: Placed): number {
  const discs = (a.disc ?? 1) - (b.disc ?? 1);
  if (discs !== 0) return discs;
  const [here, there] = [dirname(a.path), dirname(b.path)];
  if (here !== there) return here < there ? -1 : 1;
  return (a.track ?? MAX_TRACK) - (b.track ?? MAX_TRACK) || (a.path < b.path ? -1 : 1);
}

/** Names that fold to the same share what was made for the first of them. */
function memoiseByName<Made>(make: (name: string) => Made): (name: string) => Made {
  const known = new Map<string, Made>();
  return (name) => {
    const key = fold(name);
    const found = known.get(key) ?? make(name);
    known.set(key, found);
    return found;
  };
}
