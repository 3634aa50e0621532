/** Beat grid of a song whose beats keep an even spacing from beginning to end. */
import type { Segment } from '../analysis/segments.ts';
import { beatsOfOnsets } from './beats.ts';
import type { BeatGrid } from './description.ts';
import { ALL_RANGES, onsetsOf } from './onsets.ts';

/** Minimum number of beats of a grid. */
const MIN_BEATS = 12;
/** Largest distance of a beat from the grid, in beats. */
const MAX_OFF = 0.15;
/** Minimum share of the beats that lies on a grid. */
const MIN_ON_GRID = 0.85;
/** Largest root mean square distance from the grid, in seconds: frames alone make .005. */
const MAX_DEVIATION = 0.02;
/**
 * Largest difference between a piece's length and its extent in the song: more is removed silence, and its
 * beats cannot be placed.
 */
const MAX_GAP_SECONDS = 0.001;

/** Onsets of one piece of the song, from which its beats are found. */
interface Piece {
  readonly startSeconds: number;
  readonly onsets: Float64Array;
}

/** A beat: the number of its line, and when it falls. */
interface Beat {
  readonly line: number;
  readonly seconds: number;
}

/** Line through the beats: the first one, and the period. */
interface Lines {
  readonly start: number;
  readonly period: number;
}

/** Collects the pieces of a song in order, and tracks their beats. */
export class BeatTracker {
  readonly #pieces: Piece[] = [];

  take({ analysis, startSeconds, endSeconds }: Segment): void {
    const seconds = analysis.signal.length / analysis.sampleRate;
    if (Math.abs(endSeconds - startSeconds - seconds) > MAX_GAP_SECONDS) return;
    this.#pieces.push({ startSeconds, onsets: onsetsOf(analysis)[ALL_RANGES] });
  }

  /** Beats at about this tempo, by piece: when they fall, in seconds from the start of the song. */
  track(beatsPerMinute: number): number[][] {
    return this.#pieces.map(({ startSeconds, onsets }) =>
      beatsOfOnsets(onsets, beatsPerMinute).map((time) => startSeconds + time),
    );
  }
}

/**
 * Grid at about this tempo; undefined if the beats keep none.
 * @param pieces as `BeatTracker` tracks them
 */
export function gridOfBeats(
  pieces: readonly (readonly number[])[],
  beatsPerMinute: number,
): BeatGrid | undefined {
  const beats: Beat[] = [];
  let lines: Lines | undefined;
  for (const times of pieces) {
    if (times.length === 0) continue;
    beats.push(...numbered(times, lines ?? { start: times[0], period: 60 / beatsPerMinute }));
    lines = linesThrough(beats);
  }
  return lines && gridOf(beats, lines);
}

/** Numbers each beat by its distance from the one before: a small error of the tempo does not accumulate. */
function numbered(times: readonly number[], { start, period }: Lines): Beat[] {
  let line = Math.round((times[0] - start) / period);
  return times.map((seconds, i) => {
    if (i > 0) line += Math.max(1, Math.round((seconds - times[i - 1]) / period));
    return { line, seconds };
  });
}

/** Best line; undefined if too many beats lie elsewhere. */
function gridOf(beats: readonly Beat[], rough: Lines): BeatGrid | undefined {
  const offRough = offOf(rough);
  const on = beats.filter((beat) => Math.abs(offRough(beat)) <= MAX_OFF * rough.period);
  if (on.length < MIN_BEATS || on.length < MIN_ON_GRID * beats.length) return undefined;
  const lines = linesThrough(on);
  if (!lines) return undefined;
  const off = offOf(lines);
  const deviation = Math.sqrt(on.reduce((sum, beat) => sum + off(beat) ** 2, 0) / on.length);
  if (deviation > MAX_DEVIATION) return undefined;
  const { start, period } = lines;
  return { firstBeatSeconds: start - period * Math.floor(start / period), beatsPerMinute: 60 / period };
}

/** Least-squares fit; undefined for beats of fewer than two lines. */
function linesThrough(beats: readonly Beat[]): Lines | undefined {
  const mean = (of: (beat: Beat) => number) => beats.reduce((sum, beat) => sum + of(beat), 0) / beats.length;
  const [line, seconds] = [mean((beat) => beat.line), mean((beat) => beat.seconds)];
  const spread = mean((beat) => (beat.line - line) ** 2);
  if (spread === 0) return undefined;
  const period = mean((beat) => (beat.line - line) * (beat.seconds - seconds)) / spread;
  return { start: seconds - period * line, period };
}

function offOf({ start, period }: Lines): (beat: Beat) => number {
  return ({ line, seconds }) => seconds - start - period * line;
}
