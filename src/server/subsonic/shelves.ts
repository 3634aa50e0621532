/** Songs by album and artist, as clients browse them. */
import { dirname } from 'node:path';
import type { Catalogue } from '../../library/catalogue.ts';
import type { Entry } from '../../library/entry.ts';
import { fold } from '../../library/fold.ts';
import { isBelowAny } from '../../library/open-within.ts';
import { perRevision } from '../../library/per-revision.ts';
import { namesOf } from '../../library/tagging/names.ts';
import { albumId, artistId } from './ids.ts';

/** What of a song is kept: the rest is read where it is asked for, so that a large library has room. */
export interface ShelvedSong {
  readonly id: number;
  readonly album: Album;
  /** Who plays. */
  readonly artist: Artist;
  /** Among those of the catalogue. */
  readonly folder: number;
  readonly year: number | null;
  /** What it claims. */
  readonly genre: string | undefined;
}

export interface Album {
  readonly id: string;
  readonly name: string;
  readonly artist: Artist;
  /** Numbers of its songs, in their order. */
  readonly songs: number[];
  /** That its songs lie in. */
  readonly folders: number[];
  /** That its songs claim. */
  readonly genres: { readonly name: string; songs: number }[];
  seconds: number;
  /** By disc, folder, track and name, as the songs are told. */
  first: Placed;
  /** The first that a song tells. */
  dated: Placed | undefined;
}

/** What decides where on its album a song stands, and what an album has of its first. */
export type Placed = Pick<Entry, 'id' | 'path' | 'disc' | 'track' | 'year' | 'addedAt'>;

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
  const shelves = new Shelves(catalogue.folders ?? [], mixed);
  for await (const entries of catalogue.each()) for (const entry of entries) shelves.add(entry);
  return shelves;
});

export class Shelves {
  readonly artists = new Map<string, Artist>();
  readonly albums = new Map<string, Album>();
  /** In order of their numbers. */
  readonly songs: ShelvedSong[] = [];
  readonly #folders: readonly string[];
  readonly #mixed: MixedFolders;
  readonly #artist = remembered((name: string) => this.#madeArtist(name));
  readonly #album = remembered((name: string, by: string) => this.#madeAlbum(name, by));

  constructor(folders: readonly string[], mixed: MixedFolders) {
    this.#folders = folders;
    this.#mixed = mixed;
  }

  songOf(id: number): ShelvedSong | undefined {
    let [low, high] = [0, this.songs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.songs[middle].id < id) low = middle + 1;
      else high = middle;
    }
    return this.songs[low]?.id === id ? this.songs[low] : undefined;
  }

  add(entry: Entry): void {
    const { id, path, disc, track, year, addedAt } = entry;
    const by = entry.albumArtist ?? (this.#mixed.has(entry) ? VARIOUS : (entry.artist ?? UNKNOWN_ARTIST));
    const album = this.#album(entry.album ?? UNKNOWN_ALBUM, by);
    const artist = this.#artist(entry.artist ?? by);
    const folder = this.#folders.findIndex((root) => isBelowAny(path, [root]));
    const genre = genreOf(entry);
    const placed: Placed = { id, path, disc, track, year, addedAt };
    if (album.songs.length === 0 || byPlace(placed, album.first) < 0) album.first = placed;
    if (year !== null && (!album.dated || byPlace(placed, album.dated) < 0)) album.dated = placed;
    album.songs.push(id);
    album.seconds += entry.durationSeconds;
    if (!album.folders.includes(folder)) album.folders.push(folder);
    countGenre(album, genre);
    if (artist !== album.artist) artist.appearsOn.add(album);
    this.songs.push({ id, album, artist, folder, year, genre });
  }

  #madeArtist(name: string): Artist {
    const isNamed = name !== UNKNOWN_ARTIST && name !== VARIOUS;
    const made = { id: artistId(name), name, isNamed, albums: [], appearsOn: new Set<Album>() };
    this.artists.set(made.id, made);
    return made;
  }

  #madeAlbum(name: string, by: string): Album {
    const made: Album = {
      ...{ id: albumId(by, name), name, artist: this.#artist(by) },
      ...{ songs: [], folders: [], genres: [], seconds: 0, dated: undefined },
      first: { id: 0, path: '', disc: null, track: null, year: null, addedAt: null },
    };
    this.albums.set(made.id, made);
    made.artist.albums.push(made);
    return made;
  }
}

function countGenre({ genres }: Album, genre: string | undefined): void {
  if (genre === undefined) return;
  const known = genres.find(({ name }) => name === genre);
  if (known) known.songs++;
  else genres.push({ name: genre, songs: 1 });
}

/** Songs of an album in their order there, all that is known of them. */
export async function songsOn(catalogue: Catalogue, { songs }: Album): Promise<readonly Entry[]> {
  return [...(await catalogue.entriesOf(songs))].sort(byPlace);
}

/** What it is called; undefined where nothing is claimed. */
export function genreOf({ genre, unsure, outside }: Entry): string | undefined {
  return unsure || outside ? undefined : namesOf(genre)[0];
}

/** All that is claimed, the surest first. */
export function genresOf(song: Entry): string[] {
  if (song.unsure || song.outside) return [];
  return [...new Set([song.genre, ...song.genres].map((genre) => namesOf(genre)[0]))];
}

/** Of an album of several artists in one folder that names no artist of its own. */
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
