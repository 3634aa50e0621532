import type { ServerItem } from '../media-server.ts';

/** A playlist as a file of another program has it. */
export interface ReadPlaylist {
  readonly title: string;
  /** Songs as the file lists them; the id is of no use. */
  readonly songs: readonly ServerItem[];
}
