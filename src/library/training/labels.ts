/** Labels in a library: named songs, and songs whose tags name one genre and no other. */
import { sql } from 'kysely';
import { isBelow } from '../below.ts';
import { currentCorrections } from '../corrections/current.ts';
import { genresOfTag } from '../corrections/genre-words.ts';
import type { Library } from '../store/store.ts';

export interface LabelledSong {
  readonly path: string;
  readonly contentHash: string;
  readonly label: string;
  readonly artist: string | null;
  /** Genre by the model. */
  readonly heard: string;
}

export interface Labels {
  readonly songs: readonly LabelledSong[];
  /** Genres with too few songs or too few artists, which are excluded. */
  readonly left: readonly { readonly genre: string; readonly songs: number; readonly artists: number }[];
}

export interface LabelOptions {
  /** Real paths of folders; default: everything. */
  readonly folders?: readonly string[] | undefined;
  /** Whether to use tags, too. */
  readonly tags: boolean;
}

/** Minimum songs and artists of a genre: a split by artist must leave some to test. */
export const MIN_SONGS = 6;
export const MIN_ARTISTS = 3;

export async function labelsOf(library: Library, options: LabelOptions): Promise<Labels> {
  const songs = await labelledSongs(library, options);
  const genres = new Map<string, LabelledSong[]>();
  for (const song of songs) genres.set(song.label, [...(genres.get(song.label) ?? []), song]);
  const counts = [...genres].map(([genre, some]) => ({
    genre,
    songs: some.length,
    artists: new Set(some.map(({ artist, contentHash }) => artist?.toLowerCase() ?? contentHash)).size,
  }));
  const left = counts.filter((count) => count.songs < MIN_SONGS || count.artists < MIN_ARTISTS);
  const without = new Set(left.map(({ genre }) => genre));
  return { songs: songs.filter(({ label }) => !without.has(label)), left };
}

async function labelledSongs(library: Library, { folders, tags }: LabelOptions): Promise<LabelledSong[]> {
  const said = new Map(
    (await currentCorrections(library).execute()).map(({ contentHash, genre }) => [contentHash, genre]),
  );
  const rows = await library
    .selectFrom('songs')
    .innerJoin('files', 'files.contentHash', 'songs.contentHash')
    .select(['songs.contentHash', 'songs.artist', 'songs.albumArtist', 'songs.taggedGenres'])
    .select(['songs.genre', sql<string>`min(files.path)`.as('path')])
    .where('songs.genre', 'is not', null)
    .where(isBelow(folders))
    .groupBy('songs.id')
    .orderBy('path')
    .execute();
  return rows.flatMap(({ contentHash, artist, albumArtist, taggedGenres, genre, path }) => {
    const named = said.get(contentHash);
    const label = said.has(contentHash) ? named : tags ? genreOfTags(taggedGenres) : null;
    if (label === null || label === undefined) return [];
    return [{ path, contentHash, label, artist: artist ?? albumArtist, heard: genre! }];
  });
}

/** Genre of a file's tags, if they mean one built-in genre alone. */
function genreOfTags(taggedGenres: string | null): string | null {
  const tags: readonly string[] = JSON.parse(taggedGenres ?? '[]');
  const genres = new Set(tags.flatMap(genresOfTag));
  const [genre] = genres;
  return genres.size === 1 ? genre : null;
}
