/** Path from one song to another in small steps. */
import { setImmediate } from 'node:timers/promises';
import { TonearmError } from '../../errors.ts';
import { distanceBetween, nearestTo, pointOf, type SongSpace } from '../similarity/similarity.ts';
import { forEachInSlices } from '../slices.ts';
import { fillPath } from './playlist-fill.ts';
import { misfitOf } from './playlist-mix.ts';
import type { Length, PlaylistRules } from './playlist-rules.ts';
import type { SequencedSongs } from './playlist-sequence.ts';

/** Number of points on the straight line near which songs are examined, its ends included. */
const STATIONS = 7;
const MIN_CHOICE = 400;
/** Maximum number of candidates, also for a mix, which few songs fit. */
const MAX_CHOICE = 1200;
const CHOICE = 6;
/** Exponent of a step's length in the cost: high, so that the longest step counts most. */
const POWER = 6;
/** Largest random addition to a step, as a share. */
const CHANCE = 0.05;
/** Cost of each unmixable part of a step: as much as a step longer than most. */
const MISFIT_COST = 8;
/** Beam width: beginnings that are kept while the next song is chosen. */
const BEGINNINGS = 48;
/** Factor by which the length is reduced if no path is found. */
const SHORTER = 0.9;

/** Candidates between the ends, in order along the path, and the costs of steps. */
interface Ground {
  readonly from: number;
  readonly to: number;
  readonly places: readonly number[];
  /** Cost matrix: from candidate i (row; the last row: from the first end) to j (the last: to the end). */
  readonly steps: Float64Array;
}

interface Beginning {
  /** Index of the last candidate; -1: none yet. */
  readonly last: number;
  readonly list: readonly number[];
  readonly cost: number;
  /** Cost with the cheapest remaining path. */
  readonly whole: number;
}

/**
 * Path between two songs. Candidates are sorted by their position between the ends, and the path visits them
 * in that order, such that the sum over all steps of a high power of their length is small: the exact optimum
 * without rules guides a beam search that keeps them. If no path of the length is found, a shorter one is
 * filled. With `mix`, steps that cannot be mixed cost more.
 * @throws bad-request where the ends alone are too long.
 */
export async function pathBetween(
  space: SongSpace,
  from: number,
  to: number,
  rules: PlaylistRules,
  length: Length,
  random: () => number,
  mix = false,
): Promise<SequencedSongs> {
  await rules.prepare([from, to]);
  await rules.take(from);
  await rules.take(to);
  const most = mostBetween(space, from, to, length);
  let candidates = candidatesOf(space, from, to, rules, mix ? MAX_CHOICE / CHOICE : most);
  const wanted = Math.min(most, usualBetween(space, candidates, from, to, length));
  const noise = new Map(candidates.map((place) => [place, 1 + CHANCE * random()]));
  const cost = (a: number, b: number, factor = 1) =>
    costOf(factor * distanceBetween(space, a, b)) +
    (mix ? MISFIT_COST * misfitOf(space.songs[a], space.songs[b]) : 0);
  const taken = new Set<number>();
  for (let count = wanted; ; ) {
    const ground = await groundOf(from, to, candidates, (a, b) => cost(a, b, noise.get(b)));
    const list = count === 0 ? [from, to] : await search(ground, rules, count);
    const bad = list && (await copiesAmong(list.slice(1, -1), rules, taken));
    if (bad && bad.size > 0) candidates = candidates.filter((place) => !bad.has(place));
    else if (list && isWithin(space, list, length)) {
      const places = await fillPath(space, list, wanted, rules, cost, (way, place) =>
        isWithin(space, [...way, place], length),
      );
      return { places, complete: places.length - 2 === most || 'seconds' in length };
    } else count = Math.min(count - 1, Math.floor(count * (list ? 1 : SHORTER)));
  }
}

/** Maximum number of songs between the ends. */
function mostBetween(space: SongSpace, from: number, to: number, length: Length): number {
  if ('songs' in length) {
    if (length.songs < 2)
      throw new TonearmError('bad-request', `Expected a path of 2 songs at least, got ${length.songs}.`);
    return length.songs - 2;
  }
  const ends = space.songs[from].durationSeconds + space.songs[to].durationSeconds;
  if (ends <= length.seconds) return MAX_CHOICE / CHOICE;
  throw new TonearmError(
    'bad-request',
    `Expected at least the ${Math.ceil(ends)} seconds of both ends, got ${Math.floor(length.seconds)}.`,
  );
}

function usualBetween(
  { songs }: SongSpace,
  candidates: readonly number[],
  from: number,
  to: number,
  length: Length,
): number {
  if ('songs' in length) return length.songs - 2;
  const sum = candidates.reduce((total, place) => total + songs[place].durationSeconds, 0);
  const left = length.seconds - songs[from].durationSeconds - songs[to].durationSeconds;
  return sum > 0 ? Math.ceil((left * candidates.length) / sum) : 0;
}

/** Number of candidates near each point of the straight line, for a number of songs between the ends. */
export function choicesAtStation(between: number, mix = false): number {
  const total = mix ? MAX_CHOICE : Math.min(MAX_CHOICE, Math.max(MIN_CHOICE, CHOICE * between));
  return Math.ceil(total / STATIONS);
}

/** Candidates in order of their position between the ends. */
function candidatesOf(
  space: SongSpace,
  from: number,
  to: number,
  rules: PlaylistRules,
  between: number,
): number[] {
  const each = choicesAtStation(between);
  const [start, end] = [pointOf(space, from).slice(), pointOf(space, to).slice()];
  const found = new Set<number>();
  for (let station = 0; station < STATIONS; station++) {
    const share = station / (STATIONS - 1);
    const point = start.map((value, i) => value + share * (end[i] - value));
    const near = nearestTo(space, point, each, (place) => rules.allows(place));
    for (const { index } of near) found.add(index);
  }
  const progress = (place: number) =>
    distanceBetween(space, from, place) ** 2 - distanceBetween(space, place, to) ** 2;
  const keyed = [...found].map((place) => ({ place, progress: progress(place) }));
  return keyed.sort((a, b) => a.progress - b.progress || a.place - b.place).map(({ place }) => place);
}

async function groundOf(
  from: number,
  to: number,
  places: readonly number[],
  cost: (from: number, to: number) => number,
): Promise<Ground> {
  const size = places.length + 1;
  const steps = new Float64Array(size * size);
  await forEachInSlices(places, (place, i) => {
    steps[places.length * size + i] = cost(from, place);
    steps[i * size + places.length] = cost(place, to);
    for (let j = i + 1; j < places.length; j++) steps[i * size + j] = cost(place, places[j]);
  });
  return { from, to, places, steps };
}

/** List with `count` songs between the ends; undefined without one. */
async function search(
  ground: Ground,
  rules: PlaylistRules,
  count: number,
): Promise<readonly number[] | undefined> {
  const ahead = await costsAhead(ground, count);
  let beginnings: Beginning[] = [{ last: -1, list: [ground.from], cost: 0, whole: 0 }];
  for (let left = count - 1; left >= 0; left--) {
    const next: Beginning[] = [];
    for (const beginning of beginnings) extend(beginning, ground, ahead[left], left, rules, next);
    beginnings = next;
    await setImmediate();
  }
  return beginnings.length > 0 ? [...beginnings[0].list, ground.to] : undefined;
}

/** Minimum cost from each candidate to the end, by number of songs still to come after it. */
async function costsAhead({ places, steps }: Ground, count: number): Promise<Float64Array[]> {
  const size = places.length + 1;
  const costs = [Float64Array.from(places, (_, i) => steps[i * size + places.length])];
  while (costs.length < count) {
    const before = costs[costs.length - 1];
    const next = new Float64Array(places.length).fill(Infinity);
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++)
        next[i] = Math.min(next[i], steps[i * size + j] + before[j]);
    }
    costs.push(next);
    await setImmediate();
  }
  return costs;
}

/** Adds the extensions of a beginning by one song to `next`, which holds the best of all in order. */
function extend(
  { last, list, cost }: Beginning,
  { places, steps, to }: Ground,
  ahead: Float64Array,
  left: number,
  rules: PlaylistRules,
  next: Beginning[],
): void {
  const row = (last < 0 ? places.length : last) * (places.length + 1);
  for (let i = last + 1; i < places.length; i++) {
    const whole = cost + steps[row + i] + ahead[i];
    if (!(whole < (next.length < BEGINNINGS ? Infinity : next[BEGINNINGS - 1].whole))) continue;
    const place = places[i];
    if (!rules.fitsAfter(list, place) || (left < rules.window && !rules.goTogether(place, to))) continue;
    const longer = { last: i, list: [...list, place], cost: cost + steps[row + i], whole };
    const at = next.findIndex((other) => other.whole > whole);
    next.splice(at < 0 ? next.length : at, 0, longer);
    if (next.length > BEGINNINGS) next.pop();
  }
}

function costOf(length: number): number {
  return length ** POWER;
}

async function copiesAmong(
  places: readonly number[],
  rules: PlaylistRules,
  taken: Set<number>,
): Promise<Set<number>> {
  const bad = new Set<number>();
  await rules.prepare(places);
  for (const place of places) {
    if (taken.has(place)) continue;
    if (await rules.take(place)) taken.add(place);
    else bad.add(place);
  }
  return bad;
}

function isWithin({ songs }: SongSpace, list: readonly number[], length: Length): boolean {
  if ('songs' in length) return true;
  return list.reduce((sum, place) => sum + songs[place].durationSeconds, 0) <= length.seconds;
}
