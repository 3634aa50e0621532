/** Colourings of the map: kinds of points, each with a name and a colour. Pure. */

import { shortKey } from '../../../src/description/comment-template.ts';
import { QUADRANTS } from '../../../src/description/description.ts';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import { genreName } from '../../language/en/main.ts';
import { genreHex, genreInk, type Scheme } from '../../theme/palette.ts';
import { MOOD_COLOURS, STEP_COLOURS, WHEEL_COLOURS } from '../../theme/scales.ts';
import { KEYS } from '../keys.ts';
import { moodName } from '../song-words.ts';

export const COLOURED_BY = ['genre', 'mood', 'energy', 'tempo', 'key', 'year'] as const;
export type ColouredBy = (typeof COLOURED_BY)[number];

export interface Kind {
  readonly name: string;
  /** `#rrggbb` */
  readonly fill: string;
  /** CSS colour of text. */
  readonly ink: string;
}

export interface Colouring {
  readonly kinds: readonly Kind[];
  /** Index of each point's kind; -1: not known, or not sure. */
  readonly kind: ArrayLike<number>;
  /** The same, and of points that are not sure what they may be. */
  readonly likely: ArrayLike<number>;
}

/** Lower bounds of the kinds, without the first. */
const ENERGY_FROM = [0.25, 0.45, 0.65, 0.85];
const TEMPO_FROM = [80, 100, 120, 140, 160];
const DECADES_FROM = [1970, 1980, 1990, 2000, 2010];

const text = words.map.kinds;

export function colouringOf(map: SongMap, by: ColouredBy, scheme: Scheme): Colouring {
  switch (by) {
    case 'genre':
      return { kinds: genreKinds(map.genres, scheme), kind: map.genre, likely: map.likely };
    case 'mood':
      return moods(map, scheme);
    case 'energy':
      return inSteps(map.energy, ENERGY_FROM, text.energy, scheme);
    case 'tempo':
      return inSteps(map.beatsPerMinute, TEMPO_FROM, text.tempo, scheme);
    case 'year':
      return inSteps(map.year, DECADES_FROM, text.year, scheme);
    case 'key':
      return keys(map, scheme);
  }
}

function genreKinds(genres: readonly string[], scheme: Scheme): Kind[] {
  return genres.map((genre) => ({
    name: genreName(genre),
    fill: genreHex(genre, scheme),
    ink: genreInk(genre),
  }));
}

function moods({ mood, likelyMood }: SongMap, scheme: Scheme): Colouring {
  const places = new Map<string | null, number>(QUADRANTS.map((quadrant, place) => [quadrant, place]));
  const placesOf = (list: SongMap['mood']) => Int16Array.from(list, (one) => places.get(one) ?? -1);
  return {
    kinds: QUADRANTS.map((quadrant) => kindOf(moodName(quadrant), MOOD_COLOURS[scheme][quadrant])),
    kind: placesOf(mood),
    likely: placesOf(likelyMood),
  };
}

/** The hours of the wheel: a minor key and the major of the same notes. */
function keys({ camelot }: SongMap, scheme: Scheme): Colouring {
  const kind = Int16Array.from(camelot, (key) => (key === null ? -1 : Number.parseInt(key, 10) - 1));
  const kinds = WHEEL_COLOURS[scheme].map((fill, hour) => {
    const [minor, major] = KEYS.slice(2 * hour, 2 * hour + 2).map(({ name }) => shortKey(name));
    return kindOf(text.key(hour + 1, minor!, major!), fill);
  });
  return { kinds, kind, likely: kind };
}

function inSteps(
  values: readonly (number | null)[],
  from: readonly number[],
  names: readonly string[],
  scheme: Scheme,
): Colouring {
  const kind = Int16Array.from(values, (value) =>
    value === null ? -1 : from.filter((least) => value >= least).length,
  );
  const colours = STEP_COLOURS[scheme];
  const last = colours.length - 1;
  const kinds = names.map((name, step) => kindOf(name, colours[Math.round((step * last) / from.length)]!));
  return { kinds, kind, likely: kind };
}

/** Words in a colour that leans towards that of words, so that it is legible. */
function kindOf(name: string, fill: string): Kind {
  return { name, fill, ink: `color-mix(in oklab, ${fill} 40%, var(--ink))` };
}
