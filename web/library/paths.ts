/** The addresses of the library's pages. */
import { PATHS } from '../shell/pages.ts';

export const LIBRARY_PATHS = {
  songs: PATHS.library,
  map: `${PATHS.library}/map`,
  feel: `${PATHS.library}/feel`,
  playlist: `${PATHS.library}/playlist`,
  teach: PATHS.teach,
  inbox: `${PATHS.library}/inbox`,
  tags: `${PATHS.library}/tags`,
} as const;

/** The list of what could not be heard, beside the songs. */
export const FAILURES_ADDRESS = `${PATHS.library}?failed=true`;

/** The list of recordings that are there more than once, beside the songs. */
export const COPIES_ADDRESS = `${PATHS.library}?copies=true`;

const SONG = new RegExp(`^${PATHS.library}/songs/([1-9][0-9]{0,14})$`);

export function songAddress(id: number): string {
  return `${PATHS.library}/songs/${id}`;
}

/** The song that an address names; undefined for every other page. */
export function songIdOf(path: string): number | undefined {
  const id = SONG.exec(path)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** The builder, beginning with these songs. */
export function seedsAddress(ids: readonly number[]): string {
  return `${LIBRARY_PATHS.playlist}?seeds=${ids.join(',')}`;
}

/** The songs that an address begins with. */
export function seedsOf(query: string): number[] {
  const seeds = new URLSearchParams(query).get('seeds') ?? '';
  return seeds
    .split(',')
    .slice(0, 100)
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
}

/** The table, with the songs of one artist or album. */
export function songsAddress(by: 'artist' | 'album', name: string): string {
  return `${LIBRARY_PATHS.songs}?${new URLSearchParams({ [by]: name })}`;
}
