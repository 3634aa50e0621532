import type { Fetched } from './safe-fetch.ts';

/** A song as a source lists it. */
export interface FoundSong {
  readonly source: string;
  /** Id of the song at the source. */
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  /** Duration of the whole song, also if only a preview is available; null if unknown. */
  readonly durationSeconds: number | null;
  /** `preview`: some 30 s of it can be fetched; `full`: all of it. */
  readonly extent: 'preview' | 'full';
  /** Web page of the song, for people. */
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

/** Web access of a source during one request: checked, bounded, and ended with the request. */
export interface Web {
  readonly signal: AbortSignal;
  /** Largest size of a song. */
  readonly maxBytes: number;
  json(address: string): Promise<unknown>;
  /** Saves a song to a new file at `path`. */
  save(address: string, path: string): Promise<Fetched>;
}

/** Source of songs. */
export interface Source {
  readonly info: SourceInfo;
  /** Rate limit for all clients together. */
  readonly budget: { calls: number; seconds: number };
  /** Statuses besides 429 that mean too many requests. */
  readonly busyStatuses?: readonly number[];
  /** Pattern of valid ids; nothing else reaches the source. */
  readonly idPattern: RegExp;
  /** @throws TonearmError; source-failed where the answer has another shape than it should. */
  search(query: string, web: Web): Promise<FoundSong[]>;
  /** Tracks of an album, if the source has albums. @throws as `search`; not-found for an unknown album */
  tracks?(id: string, web: Web): Promise<FoundSong[]>;
  /** Writes the sound to a new file at `path`. @throws as `search`; not-found where there is no such song. */
  fetch(id: string, path: string, web: Web): Promise<FoundSong>;
}
