/** Contract between planning, writing and showing tags. */
import type { NamedTexts } from './named-texts.ts';

/** Fields of a file's tags that Tonearm reads and writes. */
export interface TagFields {
  /** Genres in the order of the tag; empty without one. */
  readonly genres: readonly string[];
  /** Beats a minute; null where there is none. */
  readonly tempo: number | null;
  /** Left out where there are none. */
  readonly texts?: NamedTexts;
}

/** Our genre to the user's names, the narrower first; see `parseGenreNames`. */
export type GenreNames = Readonly<Record<string, readonly string[]>>;

export interface TagRules {
  /** `empty`: a field is written where the file has none. `all`: also over what it has. */
  readonly only: 'empty' | 'all';
  /** Songs with a claim alone. */
  readonly sureOnly: boolean;
  /** Songs of this confidence or more, 0..1. */
  readonly atLeast?: number;
  /** Threshold of probability, 0..1, from which each genre is written, not the first alone. */
  readonly several?: number;
  /** Write beats a minute too. */
  readonly tempo: boolean;
  /** Default: true. False: the genre stays as it is, and a song need not be sure of it. */
  readonly genre?: boolean;
  /** Write the key too where it is sure, as Am or as 8A. */
  readonly key?: 'letters' | 'camelot';
  /** Write the mood too where it is not hard to say. */
  readonly mood?: boolean;
  /** Write a comment too where all that it names is known: `{camelot} · {tempo} · energy {energy}`. */
  readonly comment?: string;
  /** Genres that it does not name get their usual names. */
  readonly names?: GenreNames;
}

export interface PlanOptions {
  /** `Song.id`s; default: every song of the library. */
  readonly songs?: readonly number[];
  /** Files and folders (real paths): only files that are or lie below one of them. */
  readonly below?: readonly string[];
  /** Do not skip files that have other names too. */
  readonly breakLinks?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TagProgress) => void;
}

export interface TagProgress {
  readonly done: number;
  readonly total: number;
}

/** Reason why a file is not changed. */
export type SkipReason =
  /** The file has tags, and the rules fill empty ones only. */
  | 'has-tags'
  /** The tags are as they would be written. */
  | 'same'
  /** The song was not recognised surely enough. */
  | 'unsure'
  /** The content is not what was analysed: scan again. */
  | 'changed'
  /** No longer there, or no file. */
  | 'missing'
  /** The folder now leads somewhere else. */
  | 'link'
  /** The file has other names (hard links), which would keep the old tags. */
  | 'hard-links'
  /** The file or its folder is not writable. */
  | 'read-only'
  | 'no-space'
  /** Files of this kind get no tags here. */
  | 'format'
  /** The tags or the sound are damaged: better not touched. */
  | 'damaged'
  /** Reading or writing failed; it is as it was. */
  | 'failed';

export interface TagSkip {
  /** `Song.id`; null for a file whose song the library no longer has. */
  readonly song: number | null;
  readonly path: string;
  readonly reason: SkipReason;
  /** Message for people. */
  readonly message: string;
}

export interface TagChange {
  /** `Song.id`. */
  readonly song: number;
  readonly path: string;
  /** SHA-256 of the file that was heard, in hex. */
  readonly contentHash: string;
  readonly before: TagFields;
  readonly after: TagFields;
}

/** Changes in order of path. Plain data: a plan may be kept until it is confirmed. */
export interface TagPlan {
  readonly changes: readonly TagChange[];
  readonly skipped: readonly TagSkip[];
}

export interface WriteOptions {
  /** Folder of the journals: `journalFolder(pathOfTheLibrary)`. Made where it is not there. */
  readonly journals: string;
  /** Write files that have other names too; those keep the old content. */
  readonly breakLinks?: boolean;
  /** Ends after the file in hand; what was written stays and is in the journal. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TagProgress) => void;
}

export interface TagReport {
  /** Names the journal, for `undoTags`. */
  readonly journal: string;
  readonly written: number;
  /** True where `signal` ended it early. */
  readonly stopped: boolean;
  /** Planned files that were not changed. */
  readonly skipped: readonly TagSkip[];
}

export type UndoOptions = Omit<WriteOptions, 'breakLinks'>;

export interface UndoReport {
  readonly journal: string;
  /** Files that are byte for byte what they were. */
  readonly restored: number;
  readonly stopped: boolean;
  readonly skipped: readonly TagSkip[];
}

export interface JournalSummary {
  readonly id: string;
  readonly time: Date;
  /** Files named in it. */
  readonly files: number;
  /** Every one of them was taken back. */
  readonly undone: boolean;
}
