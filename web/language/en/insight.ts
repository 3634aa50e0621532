/** Words for what speaks for a genre. */

import type { Comparison } from '../../insight/spreads.ts';
import type { Trait } from '../../insight/traits.ts';
import { spoken } from '../spoken.ts';
import { genreName } from './main.ts';

interface TraitWords {
  readonly name: string;
  /** The ends of its scale. */
  readonly ends: readonly [low: string, high: string];
  /** Adjectives for a song with less, or more, of it. */
  readonly less: string;
  readonly more: string;
  readonly value: (value: number) => string;
}

const hertz = (value: number) => `around ${Number(value.toPrecision(2)).toLocaleString('en')} Hz`;
const share = (value: number) => `${Math.round(100 * value)}%`;

const TRAIT_WORDS: Record<Trait, TraitWords> = {
  tempo: {
    name: 'Tempo',
    ends: ['slow', 'fast'],
    less: 'Slower',
    more: 'Faster',
    value: (value) => `${Math.round(value)} beats a minute`,
  },
  brightness: {
    name: 'Brightness',
    ends: ['dark', 'bright'],
    less: 'Darker',
    more: 'Brighter',
    value: hertz,
  },
  brightnessMotion: {
    name: 'Play of light',
    ends: ['steady', 'changing'],
    less: 'Steadier in brightness',
    more: 'More changing in brightness',
    value: (value) => `varies by ${share(value)}`,
  },
  breadth: {
    name: 'Breadth',
    ends: ['narrow', 'wide'],
    less: 'Narrower in sound',
    more: 'Wider in sound',
    value: hertz,
  },
  crossings: {
    name: 'Roughness',
    ends: ['smooth', 'rough'],
    less: 'Smoother',
    more: 'Rougher',
    value: (value) => `crosses zero at ${share(value)} of samples`,
  },
  crossingMotion: {
    name: 'Hiss and tone by turns',
    ends: ['one of them', 'in turns'],
    less: 'Less of hiss and tone by turns',
    more: 'More of hiss and tone by turns, as in words and drums',
    value: (value) => `varies by ${share(value)}`,
  },
  percussion: {
    name: 'Percussion',
    ends: ['tones', 'beats'],
    less: 'Less percussive',
    more: 'More percussive',
    value: (value) => `${share(value)} of the power`,
  },
  dynamics: {
    name: 'Loud and soft',
    ends: ['even', 'dynamic'],
    less: 'More even in loudness',
    more: 'More dynamic',
    value: (value) => `varies by ${share(value)}`,
  },
  pitches: {
    name: 'Pitches at once',
    ends: ['few', 'many'],
    less: 'Fewer pitches at once',
    more: 'More pitches at once',
    value: (value) => `${share(value)} of the octave filled`,
  },
  colourMotion: {
    name: 'Change of tone colour',
    ends: ['constant', 'changing'],
    less: 'More constant in tone colour',
    more: 'More changing in tone colour',
    value: (value) => `${value.toFixed(1)} steps of MFCC`,
  },
};

export const words = spoken('insight', {
  title: (genre: string) => `What is typical of ${genreName(genre)}`,
  lead: (songs: number) =>
    `This song beside the ${songs.toLocaleString('en')} that the default model learned from. It shows what is typical, which is not always what decided.`,
  genre: 'Compared with',
  trait: (trait: Trait) => TRAIT_WORDS[trait],
  sentence: ({ trait, amongAll, amongGenre, kind }: Comparison, genre: string) => {
    const { less, more } = TRAIT_WORDS[trait];
    if (kind === 'unusual') {
      const above = amongGenre > 0.5;
      const others = hundred(above ? amongGenre : 1 - amongGenre);
      return `${above ? more : less} than ${others} of 100 ${genreName(genre)} songs.`;
    }
    const above = amongAll > 0.5;
    return `${above ? more : less} than ${hundred(above ? amongAll : 1 - amongAll)} of 100 songs.`;
  },
  kind: {
    typical: (genre: string) => `typical of ${genreName(genre)}`,
    unusual: (genre: string) => `unusual for ${genreName(genre)}`,
    neither: () => 'says little',
  },
  none: (genre: string) => `In none of these does it stand out the way ${genreName(genre)} does.`,
  legend: (genre: string) => `The dot is this song, the bar the middle half of ${genreName(genre)} songs.`,
  more: 'All ten measures',
  fewer: 'Only what stands out',
  looking: 'Measuring the sound',
  failed: 'The sound could not be measured in this browser.',
  silent: 'There was nothing to measure.',
} as const);

function hundred(share: number): number {
  return Math.min(99, Math.max(1, Math.round(100 * share)));
}
