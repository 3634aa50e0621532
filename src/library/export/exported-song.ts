import type { Song } from '../songs/songs.ts';

/** Song with its vector; undefined if another version computed it. */
export interface ExportedSong extends Song {
  readonly vector: Float32Array | undefined;
}
