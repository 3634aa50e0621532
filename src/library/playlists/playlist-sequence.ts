/** Playlists after seeds, or by steps from song to song. */

import { distanceBetween, nearest, type SongSpace } from '../similarity/similarity.ts';
import { forEachInSlices } from '../slices.ts';
import { type EnergyCourse, openCourse } from './playlist-course.ts';
import { misfitOf } from './playlist-mix.ts';
import type { Length, PlaylistRules } from './playlist-rules.ts';

/** Chosen songs of the space, in order. */
export interface SequencedSongs {
  readonly places: readonly number[];
  readonly complete: boolean;
}

/** Criteria of a list's order that outrank sound. */
export interface Direction {
  /** Whether each song can be mixed into the next. */
  readonly mix?: boolean;
  readonly energyCourse?: EnergyCourse;
}

/** Number of candidates near a seed, for each song wanted. */
const CHOICE = 6;
const MIN_CHOICE = 60;
/** Number of random candidates for each step without seeds. */
const DRAWN = 40;
/** Factor of the candidates near a seed, and number of random ones, for a list with a direction: few songs fit it. */
const DIRECTED = 4;
const DRAWN_DIRECTED = 1000;
/** Cost of a misfit: sound decides among songs that fit alike, since distances are about 1. */
const MISFIT_COST = 10;
/** Cost factor of a song off the course relative to all songs: the course outranks the mix. */
const COURSE_COST = 1000;
/** Factor between the list's length and the nearest songs that nearly all of it comes from. */
const LIKELY = 3;
/** Weight of the distance to the previous song, relative to that to the seed. */
const STEP_WEIGHT = 0.5;
/** Largest random addition to a distance. */
const CHANCE = 0.15;
const UNSURE_COST = 0.3;
/** Seconds that may remain unfilled. */
const MIN_SECONDS_LEFT = 90;
const USUAL_SECONDS = 220;

/**
 * Chooses songs step by step: each next one is near to the seed whose turn it is, and to the song before.
 * Seeds take turns in equal parts of the list. Without seeds, each is the nearest of some at random to the
 * one before. Among these songs, those that are on the course of energy and can be mixed into the one before
 * come first.
 */
export async function sequenceSongs(
  space: SongSpace,
  seeds: readonly number[],
  rules: PlaylistRules,
  length: Length,
  random: () => number,
  direction: Direction = {},
): Promise<SequencedSongs> {
  await rules.prepare(seeds);
  for (const seed of seeds) await rules.take(seed);
  const wanted = 'songs' in length ? length.songs : Math.ceil(length.seconds / USUAL_SECONDS);
  const more = direction.mix || direction.energyCourse ? DIRECTED : 1;
  const { all, near } = await choicesOf(space, seeds, rules, more * wanted);
  const soon = Math.ceil((LIKELY * wanted) / Math.max(1, seeds.length));
  await rules.prepare([...near.values()].flatMap((places) => places.slice(0, soon)));
  const offCourse = courseAmong(space, [...near.values()].flat(), all, direction.energyCourse);
  const places: number[] = [];
  let seconds = 0;
  while (!isFull(length, places.length, seconds)) {
    const left = 'songs' in length ? Infinity : length.seconds - seconds;
    const share = 'songs' in length ? places.length / length.songs : seconds / length.seconds;
    const seed = seeds[Math.floor(share * seeds.length)];
    const fits = (place: number) =>
      space.songs[place].durationSeconds <= left && rules.allows(place) && rules.fitsAfter(places, place);
    const some = (
      seed === undefined ? drawn(all, more > 1 ? DRAWN_DIRECTED : DRAWN, random) : near.get(seed)!
    ).filter(fits);
    const before = places.at(-1) ?? seed;
    const extra = (place: number) =>
      COURSE_COST * offCourse(share, space.songs[place].energy) +
      (direction.mix && before !== undefined
        ? MISFIT_COST * misfitOf(space.songs[before], space.songs[place])
        : 0);
    const next = bestOf(space, some.length > 0 ? some : all.filter(fits), seed, before, extra, random);
    if (next === undefined) return { places, complete: false };
    if (!(await rules.take(next))) continue;
    places.push(next);
    seconds += space.songs[next].durationSeconds;
  }
  return { places, complete: true };
}

function isFull(length: Length, songs: number, seconds: number): boolean {
  if ('songs' in length) return songs >= length.songs;
  return songs > 0 && length.seconds - seconds < MIN_SECONDS_LEFT;
}

/** Candidates: all that pass, and those near each seed. */
async function choicesOf(
  space: SongSpace,
  seeds: readonly number[],
  rules: PlaylistRules,
  wanted: number,
): Promise<{ all: readonly number[]; near: ReadonlyMap<number, readonly number[]> }> {
  const all: number[] = [];
  await forEachInSlices(space.songs, (_, place) => {
    if (rules.allows(place)) all.push(place);
  });
  const most = Math.max(MIN_CHOICE, Math.ceil((CHOICE * wanted) / Math.max(1, seeds.length)));
  const near = new Map(
    seeds.map((seed) => {
      const found = nearest(space, seed, most, (place) => rules.allows(place));
      return [seed, found.map(({ index }) => index)];
    }),
  );
  return { all, near };
}

/** Distance of a song from the course, among the songs near the seeds or among all. */
function courseAmong(
  { songs }: SongSpace,
  near: readonly number[],
  all: readonly number[],
  course: EnergyCourse | undefined,
): (share: number, energy: number | null) => number {
  if (course === undefined) return () => 0;
  const places = near.length > 0 ? near : all;
  return openCourse(
    course,
    places.map((place) => songs[place].energy),
  );
}

function drawn(from: readonly number[], count: number, random: () => number): number[] {
  const found = new Set<number>();
  for (let i = 0; i < count; i++) found.add(from[Math.floor(random() * from.length)]);
  return from.length === 0 ? [] : [...found];
}

function bestOf(
  space: SongSpace,
  choices: readonly number[],
  seed: number | undefined,
  before: number | undefined,
  extra: (place: number) => number,
  random: () => number,
): number | undefined {
  let best: { place: number; cost: number } | undefined;
  for (const place of choices) {
    const near = seed === undefined ? 0 : distanceBetween(space, seed, place);
    const step = before === undefined ? 0 : STEP_WEIGHT * distanceBetween(space, before, place);
    const unsure = space.songs[place].unsure ? UNSURE_COST : 0;
    const cost = near + step + unsure + CHANCE * random() + extra(place);
    if (!best || cost < best.cost) best = { place, cost };
  }
  return best?.place;
}
