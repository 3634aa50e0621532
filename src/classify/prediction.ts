import type { Warning } from '../audio/warning.ts';
import type { Description } from '../description/description.ts';

export type { Warning } from '../audio/warning.ts';

/** Prediction for a song: the shape shared by the library, the command line and HTTP. */
export interface Prediction {
  /** First genre of the ranking; if that is unsure, a parent (`electronic` of `electronic/house`) that is not. */
  readonly genre: string;
  /** Calibrated probability of `genre`, 0..1. */
  readonly confidence: number;
  /** True if the model is not sure enough to claim `genre`: read the ranking instead. */
  readonly unsure: boolean;
  /** True if the song seems to be of none of the genres; `unsure` is true then, too, and `genre` is meaningless. */
  readonly outside: boolean;
  /**
   * All genres, most probable first, summing to 1 (multi-label: each for itself); equal probabilities in the
   * order of the model's genres.
   */
  readonly ranking: RankedGenre[];
  /** Parents of hierarchical genres, most probable first, each with the sum of all below it. */
  readonly parents?: RankedGenre[];
  /** Genres claimed by a multi-label model, most probable first. */
  readonly genres?: string[];
  /** Segments along the song, in order of time. */
  readonly segments: Segment[];
  /** Description besides the genre, if requested. */
  readonly description?: Description;
  readonly durationSeconds: number;
  /** Seconds that were analysed, if not the whole song: `segments` tell which. */
  readonly analysedSeconds?: number;
  /** @deprecated Equals `analysedSeconds`. */
  readonly heardSeconds?: number;
  readonly model: { name: string; version: string };
  readonly warnings: Warning[];
  readonly timings: Timings;
}

export interface RankedGenre {
  readonly genre: string;
  /** 0..1 */
  readonly probability: number;
}

export interface Segment {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly ranking: RankedGenre[];
}

/** Milliseconds of work, by stage. */
export interface Timings {
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly featuresMs: number;
  readonly modelMs: number;
  readonly totalMs: number;
}
