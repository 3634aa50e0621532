/**
 * The colours, in one place: paper and vinyl for the page, one hue a genre.
 *
 * Made in OKLCH: hues about 35 degrees apart, neighbours set apart by lightness too (so that they stay apart
 * for the colour-blind), metal without chroma. `fill` colours areas, on which black or white words have 4.5:1; `ink` is
 * dark or light enough to be text (4.5:1 on paper and on cards). palette.test.ts holds both promises.
 */
import { stepsOf } from '../../src/classify/levels.ts';
import { GENRES, type Genre } from '../../src/genres.ts';
import { placeOfOwn } from './own-genres.ts';

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

const WHITE = '#ffffff';
const BLACK = '#14110e';

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

/**
 * Colours of other genres than the ten, in order of assignment: apart from each other and from the ten for
 * the colour-blind, too.
 */
export const OWN_COLOURS: Record<Scheme, readonly (GenreColour & { readonly on: string })[]> = {
  light: [
    { ink: '#257774', fill: '#48c7c3', on: BLACK },
    { ink: '#660344', fill: '#660344', on: WHITE },
    { ink: '#9c5d21', fill: '#e4a067', on: BLACK },
    { ink: '#2f3287', fill: '#2f3287', on: WHITE },
    { ink: '#72700d', fill: '#787618', on: WHITE },
    { ink: '#6c5eba', fill: '#9b8ff0', on: BLACK },
    { ink: '#316689', fill: '#316689', on: WHITE },
    { ink: '#5d4f11', fill: '#5d4f11', on: WHITE },
  ],
  dark: [
    { ink: '#78e9a7', fill: '#78e9a7', on: BLACK },
    { ink: '#c27059', fill: '#813521', on: WHITE },
    { ink: '#d99ffb', fill: '#d99ffb', on: BLACK },
    { ink: '#737fdd', fill: '#3e439b', on: WHITE },
    { ink: '#cb6b34', fill: '#b05315', on: WHITE },
    { ink: '#77a276', fill: '#77a276', on: BLACK },
    { ink: '#b56cbc', fill: '#b56cbc', on: BLACK },
    { ink: '#9d7e95', fill: '#7c5e74', on: WHITE },
  ],
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

/** A CSS colour for text about a genre. */
export function genreInk(genre: string): string {
  return `var(--genre-${nameOf(genre)}-ink)`;
}

/** A CSS colour for an area that stands for a genre. */
export function genreFill(genre: string): string {
  return `var(--genre-${nameOf(genre)}-fill)`;
}

/** A CSS colour for words that stand on a genre's area. */
export function genreOn(genre: string): string {
  return `var(--genre-${nameOf(genre)}-on)`;
}

/** The colour of a genre's areas, as a value. */
export function genreHex(genre: string, scheme: Scheme): string {
  const known = colouredStep(genre);
  return known ? GENRE_COLOURS[scheme][known].fill : OWN_COLOURS[scheme][ownColour(genre)]!.fill;
}

/** Every colour of a scheme as CSS custom properties. */
export function cssVariables(scheme: Scheme): Record<string, string> {
  const page = Object.entries(PAGE[scheme]).map(([name, value]) => [`--${name}`, value]);
  const genres = Object.entries(GENRE_COLOURS[scheme]).flatMap(([genre, { ink, fill }]) => [
    [`--genre-${genre}-ink`, ink],
    [`--genre-${genre}-fill`, fill],
    [`--genre-${genre}-on`, LIGHT_ON[scheme].has(genre) ? WHITE : BLACK],
  ]);
  const own = OWN_COLOURS[scheme].flatMap(({ ink, fill, on }, place) => [
    [`--genre-own${place}-ink`, ink],
    [`--genre-own${place}-fill`, fill],
    [`--genre-own${place}-on`, on],
  ]);
  return Object.fromEntries([...page, ...genres, ...own]);
}

/** The narrowest step of a genre with levels that has a colour of its own. */
function colouredStep(genre: string): Genre | undefined {
  return stepsOf(genre).findLast(isGenre);
}

/** Name of the genre in the custom properties of its colours. */
function nameOf(genre: string): string {
  return colouredStep(genre) ?? `own${ownColour(genre)}`;
}

/** Index of the genre's colour among those for other genres. */
function ownColour(genre: string): number {
  return placeOfOwn(genre) % OWN_COLOURS.light.length;
}

/** Whether a genre is one of the ten. */
function isGenre(genre: string): genre is Genre {
  return (GENRES as readonly string[]).includes(genre);
}
