/** Songs by album and artist, as clients browse them. */
import { dirname } from 'node:path';
import type { Catalogue } from '../../library/catalogue.ts';
import type { Entry } from '../../library/entry.ts';
import { fold } from '../../library/fold.ts';
import { perRevision } from '../../library/per-revision.ts';
import { namesOf } from '../../library/tagging/names.ts';
import { albumId, artistId } from './ids.ts';

export interface Album {
  readonly id: string;
  readonly name: string;
  readonly artist: Artist;
  /** By disc, folder, track and name. */
  readonly songs: Entry[];
}

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

export interface Shelves {
  readonly artists: ReadonlyMap<string, Artist>;
  readonly albums: ReadonlyMap<string, Album>;
  /** By the number of the song. */
  readonly albumOf: ReadonlyMap<number, Album>;
  readonly artistOf: ReadonlyMap<number, Artist>;
  readonly songs: readonly Entry[];
}

const UNKNOWN_ARTIST = '[Unknown Artist]';
const UNKNOWN_ALBUM = '[Unknown Album]';
const VARIOUS = 'Various Artists';
/** Songs without a number come last. */
const MAX_TRACK = 1e6;

/** Made anew after changes alone. Call `refresh` first. */
export const shelvesOf = perRevision(async (catalogue: Catalogue): Promise<Shelves> => {
  return arranged(await catalogue.all());
});

function arranged(entries: readonly Entry[]): Shelves {
  const artists = new Map<string, Artist>();
  const albums = new Map<string, Album>();
  const albumOf = new Map<number, Album>();
  const artistOf = new Map<number, Artist>();
  const artist = remembered((name: string) => {
    const isNamed = name !== UNKNOWN_ARTIST && name !== VARIOUS;
    const made = { id: artistId(name), name, isNamed, albums: [], appearsOn: new Set<Album>() };
    artists.set(made.id, made);
    return made;
  });
  const album = remembered((name: string, by: string) => {
    const made: Album = { id: albumId(by, name), name, artist: artist(by), songs: [] };
    albums.set(made.id, made);
    made.artist.albums.push(made);
    return made;
  });
  const isMixed = mixedFolders(entries);
  for (const entry of entries) {
    const by = entry.albumArtist ?? (isMixed(entry) ? VARIOUS : (entry.artist ?? UNKNOWN_ARTIST));
    const on = album(entry.album ?? UNKNOWN_ALBUM, by);
    const player = artist(entry.artist ?? by);
    on.songs.push(entry);
    if (player !== on.artist) player.appearsOn.add(on);
    albumOf.set(entry.id, on);
    artistOf.set(entry.id, player);
  }
  for (const { songs } of albums.values()) songs.sort(byPlace);
  return { artists, albums, albumOf, artistOf, songs: entries };
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
function mixedFolders(entries: readonly Entry[]): (entry: Entry) => boolean {
  const players = new Map<string, string | undefined>();
  const mixed = new Set<string>();
  for (const entry of entries) {
    if (entry.albumArtist !== null || entry.album === null) continue;
    const key = keyOf(entry);
    const player = fold(entry.artist ?? '');
    if ((players.get(key) ?? player) !== player) mixed.add(key);
    players.set(key, player);
  }
  return (entry) => entry.album !== null && mixed.has(keyOf(entry));
}

function keyOf({ path, album }: Entry): string {
  return `${dirname(path)}\n${fold(album ?? '')}`;
}

function byPlace(a: Entry, b: Entry): number {
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
