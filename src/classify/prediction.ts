import type { Warning } from '../audio/warning.ts';

export type { Warning } from '../audio/warning.ts';

/** What Tonearm says about a song. The shape that the library, the command line and HTTP share. */
export interface Prediction {
  /** First of the ranking. */
  genre: string;
  /** Its calibrated probability, 0..1. */
  confidence: number;
  /** True where the model is not sure enough to claim `genre`: read the ranking instead. */
  unsure: boolean;
  /** True where the song seems to be of none of the genres; `unsure` then is, too, and `genre` says nothing. */
  outside: boolean;
  /** Every genre, most probable first, summing to 1; equal probabilities in the order of the model's genres. */
  ranking: RankedGenre[];
  /** The course along the song, in order of time. */
  segments: Segment[];
  durationSeconds: number;
  /** Seconds that were heard, only where that is not the whole song: `segments` tell which. */
  heardSeconds?: number;
  model: { name: string; version: string };
  warnings: Warning[];
  timings: Timings;
}

export interface RankedGenre {
  genre: string;
  /** 0..1 */
  probability: number;
}

export interface Segment {
  startSeconds: number;
  endSeconds: number;
  ranking: RankedGenre[];
}

/** Milliseconds of work, by stage. */
export interface Timings {
  decodeMs: number;
  resampleMs: number;
  featuresMs: number;
  modelMs: number;
  totalMs: number;
}
