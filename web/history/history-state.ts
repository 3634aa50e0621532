/** Songs heard before, as far as they have been read: small enough to be loaded before any of it is shown. */
import type { AnswerRecord, RememberedAnswer } from '../share/answer-record.ts';
import { createStore } from '../shell/store.ts';

export interface HistoryEntry extends RememberedAnswer {
  readonly id: number;
  readonly heardAt: number;
  /** SHA-256 of the file; songs that were heard by an older page have none. */
  readonly hash?: string | undefined;
  /** Time of the label. */
  readonly saidAt?: number | undefined;
  /** Place in the ear's space, if this browser analysed the song. */
  readonly place?: readonly number[] | undefined;
  readonly record: AnswerRecord;
}

/** The latest first. */
export const history = createStore<readonly HistoryEntry[]>([]);
