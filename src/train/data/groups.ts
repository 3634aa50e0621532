/** Groups of songs that stay on one side of every split. */
import type { CopyPair } from '../../analysis/duplicates.ts';
import type { Track } from './track.ts';

/** Piece of a cut song, as the widely used table of 3-second pieces names it: `blues.00000.3.wav`. */
const PIECE = /^(.+\.\d{5})\.\d{1,2}(?:\.\w+)?$/;

/**
 * Group number of each track; tracks of one number must not be separated. Copies of one song and pieces of
 * one song are always together; `byArtist` keeps an artist together, too. A track without an artist is a
 * group of its own.
 */
export function groupTracks(
  tracks: readonly Track[],
  options: { byArtist: boolean; duplicates?: readonly CopyPair[] },
): number[] {
  const parents = tracks.map((_, index) => index);
  const find = (index: number): number => {
    while (parents[index] !== index) index = parents[index] = parents[parents[index]];
    return index;
  };
  const unite = (a: number, b: number) => {
    const [low, high] = [find(a), find(b)].sort((x, y) => x - y);
    parents[high] = low;
  };
  const keys = new Map<string, number>();
  tracks.forEach((track, index) => {
    const names = [pieceKey(track), options.byArtist ? artistKey(track) : undefined];
    for (const key of names) {
      if (key === undefined) continue;
      const first = keys.get(key);
      if (first === undefined) keys.set(key, index);
      else unite(first, index);
    }
  });
  for (const { a, b } of options.duplicates ?? []) unite(a, b);
  return tracks.map((_, index) => find(index));
}

/** Normalised artist; undefined if unknown. */
export function artistKey({ artist }: Track): string | undefined {
  return artist === undefined ? undefined : `artist ${artist.toLowerCase()}`;
}

/** Key shared by the pieces of one cut song; undefined for a whole song. */
export function pieceKey({ id }: Track): string | undefined {
  const match = PIECE.exec(id);
  return match === null ? undefined : `song ${match[1]}`;
}
