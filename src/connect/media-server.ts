/** Music server that a user named: reading its songs, and writing playlists. */

/** Song as the server knows it. */
export interface ServerItem {
  readonly id: string;
  /** Path as the server reports it: whole, relative to its own root, or made up. */
  readonly path?: string;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  /** Length; 0 if unknown. */
  readonly seconds: number;
}

export interface ServerPlaylist {
  readonly id: string;
  readonly title: string;
}

export interface MediaServer {
  /** Display name of the server, with its address. */
  readonly name: string;
  /** @throws source-failed, timed-out: it cannot be reached, is something else, or refuses who asks. */
  check(): Promise<void>;
  /** All songs, a page at a time. */
  items(): AsyncIterable<readonly ServerItem[]>;
  playlists(): Promise<readonly ServerPlaylist[]>;
  /** Ids of its songs, in order. */
  playlistItems(id: string): Promise<readonly string[]>;
  /** @returns its id. */
  createPlaylist(title: string, items: readonly string[]): Promise<string>;
  /** Replaces the songs of a playlist. */
  replacePlaylist(id: string, title: string, items: readonly string[]): Promise<void>;
}

export interface Credentials {
  readonly user: string;
  /** Password; for Jellyfin an API key. */
  readonly secret: string;
}

export const SERVER_KINDS = ['navidrome', 'subsonic', 'jellyfin'] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];
