/** Songs after seeds, or after each other. */
import type { Length, PlaylistRules } from './playlist-rules.ts';
import { distanceBetween, nearest, type SongSpace } from './similarity.ts';
import { forEachInSlices } from './slices.ts';

/** Songs of the space, in order. */
export interface Chosen {
  readonly places: readonly number[];
  readonly complete: boolean;
}

/** Of the songs nearest to a seed, so many for each that is wanted are looked at. */
const CHOICE = 6;
const MIN_CHOICE = 60;
/** Without seeds, so many songs at random are looked at for each step. */
const DRAWN = 40;
/** How much the song before counts beside the seed. */
const STEP_WEIGHT = 0.5;
/** What chance may add to a distance. */
const CHANCE = 0.15;
const UNSURE_COST = 0.3;
/** Less time than this is left empty. */
const MIN_SECONDS_LEFT = 90;
const USUAL_SECONDS = 220;

/**
 * Each next song is near to the seed whose turn it is, and to the song before. Seeds take turns in equal parts of
 * the list. Without seeds, each is the nearest of some at random to the one before.
 */
export async function follow(
  space: SongSpace,
  seeds: readonly number[],
  rules: PlaylistRules,
  length: Length,
  random: () => number,
): Promise<Chosen> {
  for (const seed of seeds) await rules.take(seed);
  const wanted = 'songs' in length ? length.songs : Math.ceil(length.seconds / USUAL_SECONDS);
  const choices = await choicesOf(space, seeds, rules, wanted, random);
  const places: number[] = [];
  let seconds = 0;
  while (!isFull(length, places.length, seconds)) {
    const left = 'songs' in length ? Infinity : length.seconds - seconds;
    const share = 'songs' in length ? places.length / length.songs : seconds / length.seconds;
    const seed = seeds[Math.floor(share * seeds.length)];
    const fits = (place: number) =>
      space.songs[place].durationSeconds <= left && rules.allows(place) && rules.fitsAfter(places, place);
    const next = bestOf(space, choices(seed, fits), seed, places.at(-1) ?? seed, random);
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

/** Songs to choose from: near the seed, or any; all that fit where none of those does. */
async function choicesOf(
  space: SongSpace,
  seeds: readonly number[],
  rules: PlaylistRules,
  wanted: number,
  random: () => number,
): Promise<(seed: number | undefined, fits: (place: number) => boolean) => readonly number[]> {
  const matching: number[] = [];
  await forEachInSlices(space.songs, (_, place) => {
    if (rules.allows(place)) matching.push(place);
  });
  const most = Math.max(MIN_CHOICE, Math.ceil((CHOICE * wanted) / Math.max(1, seeds.length)));
  const near = new Map(
    seeds.map((seed) => {
      const found = nearest(space, seed, most, (place) => rules.allows(place));
      return [seed, found.map(({ index }) => index)];
    }),
  );
  return (seed, fits) => {
    const some = seed === undefined ? drawn(matching, random) : near.get(seed)!;
    const fitting = some.filter(fits);
    return fitting.length > 0 ? fitting : matching.filter(fits);
  };
}

function drawn(from: readonly number[], random: () => number): number[] {
  const found = new Set<number>();
  for (let i = 0; i < DRAWN; i++) found.add(from[Math.floor(random() * from.length)]);
  return from.length === 0 ? [] : [...found];
}

function bestOf(
  space: SongSpace,
  choices: readonly number[],
  seed: number | undefined,
  before: number | undefined,
  random: () => number,
): number | undefined {
  let best: { place: number; cost: number } | undefined;
  for (const place of choices) {
    const near = seed === undefined ? 0 : distanceBetween(space, seed, place);
    const step = before === undefined ? 0 : STEP_WEIGHT * distanceBetween(space, before, place);
    const unsure = space.songs[place].unsure ? UNSURE_COST : 0;
    const cost = near + step + unsure + CHANCE * random();
    if (!best || cost < best.cost) best = { place, cost };
  }
  return best?.place;
}
