/** Songs by album and artist, as clients browse them. */

import { dirname } from 'node:path';
import { firstIndex } from '../../dsp/first-index.ts';
import type { Catalogue } from '../../library/catalogue.ts';
import type { Entry } from '../../library/entry.ts';
import { fold } from '../../library/fold.ts';
import { isBelowAny } from '../../library/open-within.ts';
import { perRevision } from '../../library/per-revision.ts';
import { namesOf } from '../../library/tagging/names.ts';
import { albumId, artistId } from './ids.ts';

/** Fields kept of a song: the rest is read on demand, so that a large library fits in memory. */
export interface ShelvedSong {
  readonly id: number;
  readonly album: Album;
  /** Performing artist. */
  readonly artist: Artist;
  /** Index of the folder in the catalogue. */
  readonly folder: number;
  readonly year: number | null;
  /** Claimed genre. */
  readonly genre: string | undefined;
}

export interface Album {
  readonly id: string;
  readonly name: string;
  readonly artist: Artist;
  /** Numbers of its songs, in their order. */
  songs: readonly number[];
  /** Folders of its songs. */
  folders: readonly number[];
  /** Genres claimed by its songs. */
  genres: readonly { readonly name: string; songs: number }[];
  seconds: number;
  /** Number of the song that comes first by disc, folder, track and name. */
  first: number;
  /** The first that a song tells in that order. */
  year: number | undefined;
}

/** Fields that decide a song's place on its album. */
type Placed = Pick<Entry, 'id' | 'path' | 'disc' | 'track' | 'year'>;

export interface Artist {
  readonly id: string;
  readonly name: string;
  /** False for those whose songs name nobody, or everybody. */
  readonly isNamed: boolean;
  /** Albums of their own. */
  readonly albums: Album[];
  /** Albums of others that they play on. */
  readonly appearsOn: Set<Album>;
}

const UNKNOWN_ARTIST = '[Unknown Artist]';
const UNKNOWN_ALBUM = '[Unknown Album]';
const VARIOUS = 'Various Artists';
/** Songs without a number come last. */
const MAX_TRACK = 1e6;

/** Made anew after changes alone. Call `refresh` first. */
export const shelvesOf = perRevision(async (catalogue: Catalogue): Promise<Shelves> => {
  const mixed = new MixedFolders();
  for await (const entries of catalogue.each()) for (const entry of entries) mixed.add(entry);
  const filling = new Filling(catalogue.folders ?? [], mixed);
  for await (const entries of catalogue.each()) for (const entry of entries) filling.add(entry);
  return filling.finish();
});

export class Shelves {
  readonly artists = new Map<string, Artist>();
  readonly albums = new Map<string, Album>();
  /** Songs in order of their ids. */
  readonly songs: ShelvedSong[] = [];

  songOf(id: number): ShelvedSong | undefined {
    const song = this.songs[firstIndex(this.songs.length, (i) => this.songs[i].id >= id)];
    return song?.id === id ? song : undefined;
  }
}

/** Shelves while songs are put on them, in order of their numbers. */
class Filling {
  readonly shelves = new Shelves();
  readonly #folders: readonly string[];
  readonly #mixed: MixedFolders;
  readonly #firsts = new Map<Album, Placed>();
  readonly #dated = new Map<Album, Placed>();
  readonly #songs = new Map<Album, number[]>();
  readonly #artist = remembered((name: string) => this.#madeArtist(name));
  readonly #album = remembered((name: string, by: string) => this.#madeAlbum(name, by));

  constructor(folders: readonly string[], mixed: MixedFolders) {
    this.#folders = folders;
    this.#mixed = mixed;
  }

  add(entry: Entry): void {
    const { id, path, year } = entry;
    const by = entry.albumArtist ?? (this.#mixed.has(entry) ? VARIOUS : (entry.artist ?? UNKNOWN_ARTIST));
    const album = this.#album(entry.album ?? UNKNOWN_ALBUM, by);
    const artist = this.#artist(entry.artist ?? by);
    const folder = this.#folders.findIndex((root) => isBelowAny(path, [root]));
    const genre = genreOf(entry);
    this.#place(album, entry);
    this.#songs.get(album)!.push(id);
    if (!album.folders.includes(folder)) album.folders = [...album.folders, folder];
    album.seconds += entry.durationSeconds;
    countGenre(album, genre);
    if (artist !== album.artist) artist.appearsOn.add(album);
    this.shelves.songs.push({ id, album, artist, folder, year, genre });
  }

  /** Lists that are as long as they need to be: there are many. */
  finish(): Shelves {
    for (const [album, songs] of this.#songs) album.songs = songs.slice();
    return this.shelves;
  }

  #place(album: Album, { id, path, disc, track, year }: Entry): void {
    const placed = { id, path, disc, track, year };
    const [first, dated] = [this.#firsts.get(album), this.#dated.get(album)];
    if (!first || byPlace(placed, first) < 0) {
      this.#firsts.set(album, placed);
      album.first = id;
    }
    if (year !== null && (!dated || byPlace(placed, dated) < 0)) {
      this.#dated.set(album, placed);
      album.year = year;
    }
  }

  #madeArtist(name: string): Artist {
    const isNamed = name !== UNKNOWN_ARTIST && name !== VARIOUS;
    const made = { id: artistId(name), name, isNamed, albums: [], appearsOn: new Set<Album>() };
    this.shelves.artists.set(made.id, made);
    return made;
  }

  #madeAlbum(name: string, by: string): Album {
    const made: Album = {
      ...{ id: albumId(by, name), name, artist: this.#artist(by) },
      ...{ songs: [], folders: [], genres: [], seconds: 0, first: 0, year: undefined },
    };
    this.shelves.albums.set(made.id, made);
    this.#songs.set(made, []);
    made.artist.albums.push(made);
    return made;
  }
}

function countGenre(album: Album, genre: string | undefined): void {
  if (genre === undefined) return;
  const known = album.genres.find(({ name }) => name === genre);
  if (known) known.songs++;
  else album.genres = [...album.genres, { name: genre, songs: 1 }];
}

/** Songs of an album in their order there, all that is known of them. */
export async function songsOn(catalogue: Catalogue, { songs }: Album): Promise<readonly Entry[]> {
  return [...(await catalogue.entriesOf(songs))].sort(byPlace);
}

/** Display name of the genre; undefined without a claim. */
export function genreOf({ genre, unsure, outside }: Entry): string | undefined {
  return unsure || outside ? undefined : namesOf(genre)[0];
}

/** All that is claimed, the surest first. */
export function genresOf(song: Entry): string[] {
  if (song.unsure || song.outside) return [];
  return [...new Set([song.genre, ...song.genres].map((genre) => namesOf(genre)[0]))];
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

function byPlace(a: Placed, b: Placed): number {
  const discs = (a.disc ?? 1) - (b.disc ?? 1);
  if (discs !== 0) return discs;
  const [here, there] = [dirname(a.path), dirname(b.path)];
  if (here !== there) return here < there ? -1 : 1;
  return (a.track ?? MAX_TRACK) - (b.track ?? MAX_TRACK) || (a.path < b.path ? -1 : 1);
}

/** Names that fold to the same share what was made for the first of them. */
function remembered<Made>(make: (...names: string[]) => Made): (...names: string[]) => Made {
  const known = new Map<string, Made>();
  return (...names) => {
    const key = names.map(fold).join('\n');
    const found = known.get(key) ?? make(...names);
    known.set(key, found);
    return found;
  };
}
