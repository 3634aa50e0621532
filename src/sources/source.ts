import type { Fetched } from './safe-fetch.ts';

/** A song as a source lists it. */
export interface FoundSong {
  readonly source: string;
  /** The source's own name for it. */
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  /** Duration of the whole song, also if only a preview is available; null if unknown. */
  readonly durationSeconds: number | null;
  /** `preview`: some 30 s of it can be fetched; `full`: all of it. */
  readonly extent: 'preview' | 'full';
  /** The song's page there, to be opened by people. */
  readonly pageUrl: string | null;
  /** Search query for the tracks, if it is an album. */
  readonly tracks?: string;
  /** Thumbnail address, never opened by our pages: pictures come through this server. */
  readonly thumbnailUrl: string | null;
}

/** Information about a source for its users. */
export interface SourceInfo {
  readonly name: string;
  readonly title: string;
  readonly extent: 'preview' | 'full';
  /** Requirement for enabling it; null without one. */
  readonly needs: string | null;
  /** Address of the terms that its users agree to. */
  readonly terms: string;
  /** Limits in a sentence. */
  readonly limits: string;
}

/** The web as a source sees it during one request: checked, bounded, and ended with the request. */
export interface Web {
  readonly signal: AbortSignal;
  /** Bytes of a song, at most. */
  readonly maxBytes: number;
  json(address: string): Promise<unknown>;
  /** Saves a song to a new file at `path`. */
  save(address: string, path: string): Promise<Fetched>;
}

/** One place where songs are found. */
export interface Source {
  readonly info: SourceInfo;
  /** Rate limit for all clients together. */
  readonly budget: { calls: number; seconds: number };
  /** Statuses besides 429 by which its interface says that it was asked too often. */
  readonly busyStatuses?: readonly number[];
  /** Pattern of valid ids; nothing else reaches the source. */
  readonly idPattern: RegExp;
  /** @throws TonearmError; source-failed where the answer has another shape than it should. */
  search(query: string, web: Web): Promise<FoundSong[]>;
  /** The tracks of an album, where the source has such. @throws as `search`; not-found where there is no such album. */
  tracks?(id: string, web: Web): Promise<FoundSong[]>;
  /** Writes the sound to a new file at `path`. @throws as `search`; not-found where there is no such song. */
  fetch(id: string, path: string, web: Web): Promise<FoundSong>;
}
