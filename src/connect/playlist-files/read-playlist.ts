import type { ServerItem } from '../media-server.ts';

/** Playlist in a file of another program. */
export interface ReadPlaylist {
  readonly title: string;
  /** Songs as the file lists them; the id is of no use. */
  readonly songs: readonly ServerItem[];
}
