import type { Fetched } from './safe-fetch.ts';

/** A song as a source lists it. */
export interface FoundSong {
  readonly source: string;
  /** The source's own name for it. */
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  /** Of the whole song, also where only a preview can be had; null where it is not known. */
  readonly durationSeconds: number | null;
  /** `preview`: some 30 s of it can be fetched; `full`: all of it. */
  readonly extent: 'preview' | 'full';
  /** The song's page there, to be opened by people. */
  readonly pageUrl: string | null;
  /** What to search for to get the tracks of it, where it is an album. */
  readonly tracks?: string;
  /** Never opened by a page of ours: pictures come through this server. */
  readonly thumbnailUrl: string | null;
}

/** What people should know before they use a source. */
export interface SourceInfo {
  readonly name: string;
  readonly title: string;
  readonly extent: 'preview' | 'full';
  /** What it takes to be on; null where nothing. */
  readonly needs: string | null;
  /** Address of the terms that its users agree to. */
  readonly terms: string;
  /** In a sentence. */
  readonly limits: string;
}

/** The web as a source sees it during one request: checked, bounded, and ended with the request. */
export interface Web {
  readonly signal: AbortSignal;
  /** Bytes of a song, at most. */
  readonly maxBytes: number;
  json(address: string): Promise<unknown>;
  /** To a new file at `path`. */
  save(address: string, path: string): Promise<Fetched>;
}

/** One place where songs are found. */
export interface Source {
  readonly info: SourceInfo;
  /** How often it may be asked by all clients together. */
  readonly budget: { calls: number; seconds: number };
  /** Statuses besides 429 by which its interface says that it was asked too often. */
  readonly busyStatuses?: readonly number[];
  /** What an id looks like; nothing else reaches the source. */
  readonly idPattern: RegExp;
  /** @throws TonearmError; source-failed where the answer has another shape than it should. */
  search(query: string, web: Web): Promise<FoundSong[]>;
  /** The tracks of an album, where the source has such. @throws as `search`; not-found where there is no such album. */
  tracks?(id: string, web: Web): Promise<FoundSong[]>;
  /** Writes the sound to a new file at `path`. @throws as `search`; not-found where there is no such song. */
  fetch(id: string, path: string, web: Web): Promise<FoundSong>;
}
