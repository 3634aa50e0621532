/** Contract between planning, writing and showing tags. */
import type { NamedTexts } from './named-texts.ts';

/** Fields of a file's tags that Tonearm reads and writes. */
export interface TagFields {
  /** Genres in the order of the tag; empty without one. */
  readonly genres: readonly string[];
  /** Beats a minute; null without a tag. */
  readonly tempo: number | null;
  /** Named texts; undefined without any. */
  readonly texts?: NamedTexts;
}

/** Names by our genre, the narrower first; see `parseGenreNames`. */
export type GenreNames = Readonly<Record<string, readonly string[]>>;

export interface TagRules {
  /** Fields to write. `empty`: those that the file lacks. `all`: also those that it has. */
  readonly only: 'empty' | 'all';
  /** Whether to write songs with a claim alone. */
  readonly sureOnly: boolean;
  /** Minimum confidence, 0..1. */
  readonly atLeast?: number;
  /** Threshold of probability, 0..1, from which each genre is written, not the first alone. */
  readonly several?: number;
  /** Whether to write beats a minute, too. */
  readonly tempo: boolean;
  /** Whether to write the genre. Default true; without it, a song's genre may be unsure. */
  readonly genre?: boolean;
  /** Notation of the key (Am or 8A), if it is to be written where it is sure. */
  readonly key?: 'letters' | 'camelot';
  /** Whether to write the mood where it is sure. */
  readonly mood?: boolean;
  /** Template of a comment, written where all that it names is known: `{camelot} · {tempo} · energy {energy}`. */
  readonly comment?: string;
  /** Names of genres; those that it does not name get their usual ones. */
  readonly names?: GenreNames;
}

export interface PlanOptions {
  /** Song ids; default: every song of the library. */
  readonly songs?: readonly number[];
  /** Files and folders (real paths): only files that are or lie below one of them. */
  readonly below?: readonly string[];
  /** Whether to write files that have other names (hard links), too. */
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
  /** The song's confidence is too low. */
  | 'unsure'
  /** The content is not what was analysed: scan again. */
  | 'changed'
  /** The file is gone, or no regular file. */
  | 'missing'
  /** The folder now leads somewhere else. */
  | 'link'
  /** The file has other names (hard links), which would keep the old tags. */
  | 'hard-links'
  /** The file or its folder is not writable. */
  | 'read-only'
  | 'no-space'
  /** The format is not supported for tags. */
  | 'format'
  /** The tags or the sound are damaged: better not touched. */
  | 'damaged'
  /** Reading or writing failed; the file is unchanged. */
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
  /** SHA-256 of the analysed file, in hex. */
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
  /** Folder of the journals: `journalFolder(pathOfTheLibrary)`. Created if missing. */
  readonly journals: string;
  /** Whether to write files that have other names, too; those keep the old content. */
  readonly breakLinks?: boolean;
  /** Stops after the current file; what was written stays and is in the journal. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TagProgress) => void;
}

export interface TagReport {
  /** Id of the journal, for `undoTags`. */
  readonly journal: string;
  readonly written: number;
  /** Whether `signal` stopped it early. */
  readonly stopped: boolean;
  /** Planned files that were not changed. */
  readonly skipped: readonly TagSkip[];
}

export type UndoOptions = Omit<WriteOptions, 'breakLinks'>;

export interface UndoReport {
  readonly journal: string;
  /** Number of files that are byte for byte what they were. */
  readonly restored: number;
  readonly stopped: boolean;
  readonly skipped: readonly TagSkip[];
}

export interface JournalSummary {
  readonly id: string;
  readonly time: Date;
  /** Number of files in it. */
  readonly files: number;
  /** Whether all were undone. */
  readonly undone: boolean;
}
