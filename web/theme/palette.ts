/**
 * The colours, in one place: paper and vinyl for the page, one hue a genre.
 *
 * Made in OKLCH: hues about 35 degrees apart, neighbours set apart by lightness too (so that they stay apart
 * for the colour-blind), metal without chroma. `fill` colours areas, on which black or white words have 4.5:1; `ink` is
 * dark or light enough to be text (4.5:1 on paper and on cards). palette.test.ts holds both promises.
 */
import { stepsOf } from '../../src/classify/levels.ts';
import { GENRES, type Genre } from '../../src/genres.ts';

export type Scheme = 'light' | 'dark';

export interface GenreColour {
  readonly ink: string;
  readonly fill: string;
}

export const PAGE: Record<Scheme, Readonly<Record<PageColour, string>>> = {
  light: {
    paper: '#f5f1e8',
    card: '#fffcf6',
    well: '#ebe5d8',
    raised: '#fffcf6',
    line: '#ddd5c5',
    ink: '#1b1815',
    'ink-soft': '#3b3530',
    dim: '#665e53',
    wave: '#b9b0a1',
    vinyl: '#1d1a18',
    groove: '#3a3531',
    arm: '#c9c1b3',
    'arm-edge': '#8d8578',
    danger: '#b3261e',
  },
  dark: {
    paper: '#141210',
    card: '#1e1b18',
    well: '#2a2622',
    raised: '#494138',
    line: '#38332d',
    ink: '#f4efe5',
    'ink-soft': '#d5cec1',
    dim: '#a79e90',
    wave: '#6b6358',
    vinyl: '#0a0908',
    groove: '#2b2723',
    arm: '#d8d0c2',
    'arm-edge': '#7a7267',
    danger: '#ff8a80',
  },
};

export const GENRE_COLOURS: Record<Scheme, Readonly<Record<Genre, GenreColour>>> = {
  light: {
    blues: { ink: '#0968ba', fill: '#1c73c5' },
    classical: { ink: '#7a6100', fill: '#c2a02e' },
    country: { ink: '#9a5505', fill: '#cd7c2d' },
    disco: { ink: '#a333b5', fill: '#be4ecf' },
    hiphop: { ink: '#6741ca', fill: '#6741ca' },
    jazz: { ink: '#097176', fill: '#0d9fa6' },
    metal: { ink: '#5a626c', fill: '#78808a' },
    pop: { ink: '#bd2a6e', fill: '#f6629e' },
    reggae: { ink: '#087736', fill: '#25984d' },
    rock: { ink: '#c72314', fill: '#db3826' },
  },
  dark: {
    blues: { ink: '#58a6fa', fill: '#4495ea' },
    classical: { ink: '#dac468', fill: '#dac468' },
    country: { ink: '#ef9b50', fill: '#ef9b50' },
    disco: { ink: '#dd74ee', fill: '#d262e3' },
    hiphop: { ink: '#a592ff', fill: '#8968f4' },
    jazz: { ink: '#46c6cd', fill: '#46c6cd' },
    metal: { ink: '#a6aeb8', fill: '#9da5b0' },
    pop: { ink: '#fe89b4', fill: '#fe89b4' },
    reggae: { ink: '#53be70', fill: '#53be70' },
    rock: { ink: '#ff6f5c', fill: '#f45340' },
  },
};

/** Fills so dark that words on them are white; on all others they are near black. */
const LIGHT_ON: Record<Scheme, ReadonlySet<string>> = {
  light: new Set(['blues', 'hiphop', 'rock']),
  dark: new Set(),
};

type PageColour =
  | 'paper'
  | 'card'
  | 'well'
  | 'raised'
  | 'line'
  | 'ink'
  | 'ink-soft'
  | 'dim'
  | 'wave'
  | 'vinyl'
  | 'groove'
  | 'arm'
  | 'arm-edge'
  | 'danger';

/** A CSS colour for text about a genre; a model's own genre, unknown here, is plain ink. */
export function genreInk(genre: string): string {
  const known = colouredStep(genre);
  return known ? `var(--genre-${known}-ink)` : 'var(--ink)';
}

/** A CSS colour for an area that stands for a genre. */
export function genreFill(genre: string): string {
  const known = colouredStep(genre);
  return known ? `var(--genre-${known}-fill)` : 'var(--dim)';
}

/** A CSS colour for words that stand on a genre's area. */
export function genreOn(genre: string): string {
  const known = colouredStep(genre);
  return known ? `var(--genre-${known}-on)` : 'var(--paper)';
}

/** Every colour of a scheme as CSS custom properties. */
export function cssVariables(scheme: Scheme): Record<string, string> {
  const page = Object.entries(PAGE[scheme]).map(([name, value]) => [`--${name}`, value]);
  const genres = Object.entries(GENRE_COLOURS[scheme]).flatMap(([genre, { ink, fill }]) => [
    [`--genre-${genre}-ink`, ink],
    [`--genre-${genre}-fill`, fill],
    [`--genre-${genre}-on`, LIGHT_ON[scheme].has(genre) ? '#ffffff' : '#14110e'],
  ]);
  return Object.fromEntries([...page, ...genres]);
}

/** The narrowest step of a genre with levels that has a colour of its own. */
function colouredStep(genre: string): Genre | undefined {
  return stepsOf(genre).findLast(isGenre);
}

/** Whether a genre has a colour of its own. */
export function isGenre(genre: string): genre is Genre {
  return (GENRES as readonly string[]).includes(genre);
}
