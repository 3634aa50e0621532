import type { Song } from './songs.ts';

/** A song with the numbers that similar songs are found by; undefined where another version heard it. */
export interface ExportedSong extends Song {
  readonly vector: Float32Array | undefined;
}
