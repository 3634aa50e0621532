/**
 * Genre timeline of a song: every genre's probability at every moment, laid out as a stream. Pure: no DOM.
 *
 * A segment stands for its middle; between two middles the picture eases from one to the other, and before
 * the first and after the last it stays. What is drawn is what `rankingAt` returns, to the digit.
 */

import type { Prediction, RankedGenre, Segment } from '../../src/classify/prediction.ts';
import { firstIndex } from '../../src/dsp/first-index.ts';

/** One genre's band: an SVG path in a box 0..`width` wide and 0..`height` tall. */
export interface Band {
  readonly genre: string;
  readonly path: string;
}

/** Label of a band where it is wide enough: shares of the box, the middle of the name. */
export interface BandLabel {
  readonly genre: string;
  readonly x: number;
  readonly y: number;
}

/** Part of the song in which one genre leads. */
export interface TimelinePart {
  readonly genre: string;
  readonly startSeconds: number;
  endSeconds: number;
}

/** Part of the song that was not analysed. */
export type Gap = Pick<Segment, 'startSeconds' | 'endSeconds'>;

/** Maximum number of columns: more than a wide screen needs would only slow the drawing. */
const MAX_COLUMNS = 480;
const COLUMNS_A_SEGMENT = 16;
/** A band this high has room for its name, if it is so for a few places to either side too. */
const MIN_LABEL_HEIGHT = 0.24;
const LABEL_PLACES = 51;
const LABEL_REACH = 3;
/** A name near the middle of the song is worth this much height. */
const CENTRING = 0.1;

/** Probabilities that sum to 1, but for rounding. */
const FULL = 1 + 1e-3;

/** The ranking at one moment: every genre, most probable first, summing to what the segments sum to. */
export function rankingAt(segments: readonly Segment[], seconds: number): RankedGenre[] {
  const [before, after, share] = around(segments, seconds);
  if (!before || !after) return [];
  const next = byGenre(after.ranking);
  return before.ranking
    .map(({ genre, probability }) => ({
      genre,
      probability: probability + ((next.get(genre) ?? 0) - probability) * share,
    }))
    .sort((a, b) => b.probability - a.probability);
}

/**
 * One band a genre, the whole song's most probable at the bottom, filling the box.
 * Empty where there are no segments.
 */
export function timelineBands(prediction: Prediction, width: number, height: number): Band[] {
  const { ranking, segments, durationSeconds } = prediction;
  if (segments.length === 0) return [];
  const columns = segments.length === 1 ? 2 : Math.min(MAX_COLUMNS, segments.length * COLUMNS_A_SEGMENT);
  const xs = Array.from({ length: columns }, (_, i) => i / (columns - 1));
  const moments = xs.map((x) => heightsOf(rankingAt(segments, x * durationSeconds)));
  let floor = xs.map(() => 0);
  return ranking.map(({ genre }) => {
    const top = floor.map((low, i) => low + (moments[i]!.get(genre) ?? 0));
    const path = bandPath(xs, floor, top, width, height);
    floor = top;
    return { genre, path };
  });
}

/** Names for the bands that have room for one, each where its band is highest. */
export function bandLabels({ ranking, segments, durationSeconds }: Prediction): BandLabel[] {
  if (segments.length === 0) return [];
  const best = new Map<string, BandLabel & { worth: number }>();
  for (let place = LABEL_REACH; place < LABEL_PLACES - LABEL_REACH; place++) {
    const [left, here, right] = [place - LABEL_REACH, place, place + LABEL_REACH].map((at) =>
      heightsOf(rankingAt(segments, (at / (LABEL_PLACES - 1)) * durationSeconds)),
    );
    const x = place / (LABEL_PLACES - 1);
    let floor = 0;
    for (const { genre } of ranking) {
      const height = here!.get(genre) ?? 0;
      const room = Math.min(height, left!.get(genre) ?? 0, right!.get(genre) ?? 0);
      const worth = room - CENTRING * Math.abs(x - 0.5);
      if (room >= MIN_LABEL_HEIGHT && worth > (best.get(genre)?.worth ?? 0))
        best.set(genre, { genre, x, y: 1 - floor - height / 2, worth });
      floor += height;
    }
  }
  return [...best.values()].map(({ genre, x, y }) => ({ genre, x, y }));
}

/** Parts of the timeline by leading genre: neighbours with the same leader are merged. */
export function timelineParts(prediction: Prediction): TimelinePart[] {
  const found: TimelinePart[] = [];
  prediction.segments.forEach((segment, i) => {
    const genre = segment.ranking[0]?.genre;
    if (genre === undefined) return;
    const next = prediction.segments[i + 1];
    const endSeconds = next ? (middle(segment) + middle(next)) / 2 : prediction.durationSeconds;
    const last = found.at(-1);
    if (last?.genre === genre) last.endSeconds = endSeconds;
    else found.push({ genre, startSeconds: last?.endSeconds ?? 0, endSeconds });
  });
  return found;
}

/** Gaps of a long song that were not analysed: between the segments, which are in order. Empty if all was. */
export function unanalysed({ segments, durationSeconds, analysedSeconds }: Prediction): Gap[] {
  if (analysedSeconds === undefined) return [];
  const gaps: Gap[] = [];
  let end = 0;
  for (const segment of segments) {
    if (segment.startSeconds > end) gaps.push({ startSeconds: end, endSeconds: segment.startSeconds });
    end = Math.max(end, segment.endSeconds);
  }
  if (durationSeconds > end) gaps.push({ startSeconds: end, endSeconds: durationSeconds });
  return gaps;
}

/** The two segments around a moment, and how far it is from the first to the second, eased, 0..1. */
function around(
  segments: readonly Segment[],
  seconds: number,
): [Segment | undefined, Segment | undefined, number] {
  const next = firstIndex(segments.length, (i) => middle(segments[i]!) > seconds);
  const after = segments[Math.min(next, segments.length - 1)];
  const before = segments[Math.max(next - 1, 0)];
  if (!before || !after || before === after) return [before, after, 0];
  const share = (seconds - middle(before)) / (middle(after) - middle(before));
  return [before, after, share * share * (3 - 2 * share)];
}

function middle(segment: Segment): number {
  return (segment.startSeconds + segment.endSeconds) / 2;
}

/** Heights by probability; normalised if a song may have several genres and they exceed the box. */
function heightsOf(ranking: readonly RankedGenre[]): Map<string, number> {
  const total = ranking.reduce((sum, { probability }) => sum + probability, 0);
  const scale = total > FULL ? 1 / total : 1;
  return new Map(ranking.map(({ genre, probability }) => [genre, scale * probability]));
}

function byGenre(ranking: readonly RankedGenre[]): Map<string, number> {
  return new Map(ranking.map(({ genre, probability }) => [genre, probability]));
}

function bandPath(xs: number[], low: number[], high: number[], width: number, height: number): string {
  const point = (i: number, level: number) =>
    `${(xs[i]! * width).toFixed(1)} ${((1 - level) * height).toFixed(2)}`;
  const there = xs.map((_, i) => point(i, high[i]!));
  const back = xs.map((_, i) => point(i, low[i]!)).reverse();
  return `M${there.join('L')}L${back.join('L')}Z`;
}
