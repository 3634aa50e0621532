/** Insight: properties of a sound that the page computes itself, whichever engine named its genre. */
import type { Picture } from './mosaic.ts';
import type { Traits } from './traits.ts';

export interface Insight {
  /** The part of the song, from its beginning, that the pictures show. */
  readonly seconds: number;
  /** Decibels below the loudest cell, `MEL_BANDS` rows from 0 Hz up. */
  readonly mel: Picture;
  /** Chroma, 0..1, twelve rows from C up. */
  readonly chroma: Picture;
  /** None where all that was listened to is silence. */
  readonly traits?: Traits;
}

export interface InsightRequest {
  readonly file: File;
}

export type InsightAnswer =
  | { readonly kind: 'insight'; readonly insight: Insight }
  | { readonly kind: 'failed'; readonly message: string };

export const MEL_BANDS = 96;
