import type { Song } from './songs.ts';

/** A song with the numbers that similar songs are found by; undefined if another version computed it. */
export interface ExportedSong extends Song {
  readonly vector: Float32Array | undefined;
}
