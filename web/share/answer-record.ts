/**
 * An answer as it is remembered and shared: small, and without the song. Addresses come from strangers, so nothing
 * is believed of a record before `readRecord` has looked at all of it. Pure.
 */
import type { Prediction, RankedGenre, Segment } from '../../src/classify/prediction.ts';

export interface AnswerRecord {
  readonly v: 1;
  /** Name of the file. */
  readonly n: string;
  /** Title and artist, where the tags say them. */
  readonly t?: string;
  readonly a?: string;
  readonly d: number;
  readonly m: readonly [name: string, version: string];
  /** Genres, most probable first, and their probabilities. */
  readonly g: readonly string[];
  readonly p: readonly number[];
  /** Claimed parent genre, in place of the first. */
  readonly b?: string;
  /** Claimed genres of a multi-label model. */
  readonly k?: readonly string[];
  readonly c: number;
  readonly u: boolean;
  readonly o: boolean;
  /** Listener's label in place of the answer; null: none of the genres. */
  readonly y?: string | null;
  /** The course: beginning, end, and percent of each genre. */
  readonly s: readonly (readonly number[])[];
}

export interface RememberedAnswer {
  readonly name: string;
  readonly title: string | undefined;
  readonly artist: string | undefined;
  readonly prediction: Prediction;
  readonly label: string | null | undefined;
}

interface RecordOptions {
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  readonly label?: string | null | undefined;
}

const MAX_SEGMENTS = 60;
const MAX_GENRES = 50;
const MAX_NAME = 200;
const MAX_GENRE_NAME = 100;
const MAX_SECONDS = 24 * 3600;
const NO_TIME = { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 };

export function recordOf(
  name: string,
  prediction: Prediction,
  { title, artist, label }: RecordOptions = {},
): AnswerRecord {
  const { genre, genres: claimed, ranking, segments, durationSeconds, model } = prediction;
  const { confidence, unsure, outside } = prediction;
  const kept = ranking.slice(0, MAX_GENRES);
  const genres = kept.map(({ genre }) => genre);
  return {
    v: 1,
    n: name.slice(0, MAX_NAME),
    ...(title && { t: title.slice(0, MAX_NAME) }),
    ...(artist && { a: artist.slice(0, MAX_NAME) }),
    d: rounded(durationSeconds, 10),
    m: [model.name.slice(0, MAX_NAME), model.version.slice(0, MAX_NAME)],
    g: genres,
    p: kept.map(({ probability }) => rounded(probability, 1e4)),
    ...(genre !== ranking[0]!.genre && { b: genre }),
    ...(claimed && { k: claimed.slice(0, MAX_GENRES) }),
    c: rounded(confidence, 1e4),
    u: unsure,
    o: outside,
    ...(label !== undefined && { y: label?.slice(0, MAX_GENRE_NAME) ?? null }),
    s: fewer(segments).map((some) => [
      rounded(some[0]!.startSeconds, 10),
      rounded(some.at(-1)!.endSeconds, 10),
      ...genres.map((genre) => Math.round(100 * meanOf(some, genre))),
    ]),
  };
}

/** Parses a record; undefined for anything else. */
export function readRecord(value: unknown): RememberedAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { v, n, t, a, d, m, g, p, b, k, c, u, o, y, s } = value as Partial<
    Record<keyof AnswerRecord, unknown>
  >;
  const named = v === 1 && isText(n) && isMaybeText(t) && isMaybeText(a) && isList(m, 2, isText);
  const isTyped =
    isWithin(d, MAX_SECONDS) && isWithin(c, 1) && typeof u === 'boolean' && typeof o === 'boolean';
  if (
    !named ||
    !isTyped ||
    !(b === undefined || isGenre(b)) ||
    !isList(g, undefined, isGenre) ||
    g.length === 0 ||
    g.length > MAX_GENRES
  )
    return undefined;
  if (y !== undefined && y !== null && !isGenre(y)) return undefined;
  if (k !== undefined && !(isList(k, undefined, isGenre) && k.every((genre) => g.includes(genre))))
    return undefined;
  if (new Set(g).size < g.length || !isList(p, g.length, isShare) || !Array.isArray(s)) return undefined;
  if (s.length > MAX_SEGMENTS || !s.every((segment) => isList(segment, g.length + 2, isSegmentNumber)))
    return undefined;
  const segments = (s as number[][]).map((segment) => segmentOf(g, segment, k !== undefined));
  if (!inOrder(segments, d)) return undefined;
  const ranking = ranked(g, p);
  return {
    name: n,
    title: t,
    artist: a,
    label: y,
    prediction: {
      genre: b ?? ranking[0]!.genre,
      ...(k && { genres: k }),
      confidence: c,
      unsure: u || o,
      outside: o,
      ranking,
      segments,
      durationSeconds: d,
      model: { name: m[0]!, version: m[1]! },
      warnings: [],
      timings: NO_TIME,
    },
  };
}

/** Neighbours together, so that an hour's course is as short as a song's. */
function fewer(segments: readonly Segment[]): Segment[][] {
  const size = Math.max(1, Math.ceil(segments.length / MAX_SEGMENTS));
  return Array.from({ length: Math.ceil(segments.length / size) }, (_, i) =>
    segments.slice(i * size, (i + 1) * size),
  );
}

function meanOf(segments: readonly Segment[], genre: string): number {
  const of = ({ ranking }: Segment) => ranking.find((ranked) => ranked.genre === genre)?.probability ?? 0;
  return segments.reduce((sum, segment) => sum + of(segment), 0) / segments.length;
}

/** @param apart of several genres each stands for itself; else they are shares of one whole. */
function segmentOf(
  genres: readonly string[],
  [start, end, ...percents]: readonly number[],
  apart: boolean,
): Segment {
  const total = Math.max(
    1,
    percents.reduce((sum, percent) => sum + percent, 0),
  );
  const shares = percents.map((percent) => (apart ? Math.min(1, percent / 100) : percent / total));
  return { startSeconds: start!, endSeconds: end!, ranking: ranked(genres, shares) };
}

function ranked(genres: readonly string[], probabilities: readonly number[]): RankedGenre[] {
  return genres
    .map((genre, i) => ({ genre, probability: probabilities[i]! }))
    .sort((x, y) => y.probability - x.probability);
}

/** One after the other, within the song. */
function inOrder(segments: readonly Segment[], seconds: number): boolean {
  return segments.every(
    ({ startSeconds, endSeconds }, i) =>
      startSeconds < endSeconds &&
      endSeconds <= seconds + 1 &&
      (i === 0 || startSeconds >= segments[i - 1]!.startSeconds),
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME;
}

function isMaybeText(value: unknown): value is string | undefined {
  return value === undefined || isText(value);
}

function isGenre(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_GENRE_NAME;
}

function isShare(value: unknown): value is number {
  return isWithin(value, 1);
}

function isSegmentNumber(value: unknown): value is number {
  return isWithin(value, MAX_SECONDS);
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function isList<T>(
  value: unknown,
  length: number | undefined,
  isItem: (item: unknown) => item is T,
): value is T[] {
  return Array.isArray(value) && (length === undefined || value.length === length) && value.every(isItem);
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
