/** Regions of the map in words: what their songs share. Pure. */
import { GENRES } from '../../../src/genres.ts';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { genreName, strings } from '../../language/en/main.ts';
import { moodName } from '../song-words.ts';

export type MapRegion = SongMap['regions'][number];

/** Bounds of energy beyond which it is named. */
const GENTLE_BELOW = 0.35;
const LIVELY_FROM = 0.65;

/**
 * Name such as "calm instrumental jazz"; undefined without distinctive properties, or with those of a larger
 * region.
 */
export function regionNames(regions: readonly MapRegion[]): readonly (string | undefined)[] {
  const taken = new Set<string>();
  return regions.map((region) => {
    const name = candidatesOf(region).find((candidate) => candidate !== '' && !taken.has(candidate));
    if (name !== undefined) taken.add(name);
    return name;
  });
}

/** The best first: the others tell it apart from one that has that name already. */
function candidatesOf({ genre, mood, energy, words: heard }: MapRegion): string[] {
  const feel = mood === null ? '' : moodName(mood).toLowerCase();
  const power = energy === null ? '' : powerOf(energy);
  const kind = genre === null ? '' : genreName(genre);
  const own = new Set([...kind.toLowerCase().split(/\s+/), feel]);
  // Of a region with a genre, another genre says less than any other word: "rock metal".
  const isOther = (word: string) => kind !== '' && isGenre(word);
  const telling = heard
    .filter((word) => !own.has(strings.sound.word(word).toLowerCase()))
    .toSorted((a, b) => Number(isOther(a)) - Number(isOther(b)));
  const [first = '', second = ''] = telling.map(strings.sound.word);
  const lead = feel || power;
  const plain = isOther(telling[0] ?? '') ? [[lead]] : [];
  return [...plain, [lead, first], [lead, first, second], [power, first], [power, first, second]].map(
    (qualities) => words.map.region(qualities.filter(Boolean), kind),
  );
}

function isGenre(word: string): boolean {
  return (GENRES as readonly string[]).includes(word);
}

function powerOf(energy: number): string {
  if (energy < GENTLE_BELOW) return words.map.gentle;
  return energy >= LIVELY_FROM ? words.map.lively : '';
}
