import type { PassagePlan } from '../audio/passages.ts';

/** Seconds of one passage; a model that hears longer windows gets one of them. */
export const PASSAGE_SECONDS = 30;

/** Default number of passages of a long song in the command line, the server and the page: ten minutes of it. */
export const DEFAULT_PASSAGES = 20;

/**
 * Starts of `count` passages: each in the middle of its share of the song, at a whole second, without
 * overlap. Undefined if the song is no longer than all of them together: then all of it is analysed.
 */
export function spreadPassages(
  durationSeconds: number,
  count: number,
  seconds: number,
): PassagePlan | undefined {
  if (durationSeconds <= count * seconds) return undefined;
  const share = durationSeconds / count;
  const startSeconds = Array.from({ length: count }, (_, i) => Math.floor((i + 0.5) * share - seconds / 2));
  return { startSeconds, seconds };
}
