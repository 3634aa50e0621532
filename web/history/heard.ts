/** What was heard before, as far as it has been read: small enough to be there before any of it is shown. */
import type { AnswerRecord, RememberedAnswer } from '../share/answer-record.ts';
import { createStore } from '../shell/store.ts';

export interface HeardSong extends RememberedAnswer {
  readonly id: number;
  readonly heardAt: number;
  /** SHA-256 of the file; songs that were heard by an older page have none. */
  readonly hash?: string | undefined;
  /** When something was said of it. */
  readonly saidAt?: number | undefined;
  /** Where it lies for the ear, if this browser heard it. */
  readonly place?: readonly number[] | undefined;
  readonly record: AnswerRecord;
}

/** The latest first. */
export const heard = createStore<readonly HeardSong[]>([]);
