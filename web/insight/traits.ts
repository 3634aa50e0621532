/** A sound in ten numbers that can be said in words, each independent of how loud it is. Pure. */

import { lowerMedian } from '../../src/dsp/statistics.ts';

export const TRAITS = [
  'tempo',
  'brightness',
  'brightnessMotion',
  'breadth',
  'crossings',
  'crossingMotion',
  'percussion',
  'dynamics',
  'pitches',
  'colourMotion',
] as const;

export type Trait = (typeof TRAITS)[number];
export type Traits = Readonly<Record<Trait, number>>;

/** Coefficients that tell the colour of a sound rather than its level (the first) or its detail. */
const COLOURS = Array.from({ length: 12 }, (_, i) => `mfcc${i + 2}_var`);

/**
 * The traits of a sound from columns of the recipe `librosa-57`, by name: tempo in beats a minute; brightness (the
 * spectrum's centre) and breadth (its bandwidth) in Hz; zero crossings as a share of samples; their motion, and
 * dynamics, as deviation relative to the mean; percussion as a share of the power that is percussive or harmonic;
 * pitches as the mean of the chroma, 0..1 (many sounding at once, or one); motion of colour as the mean deviation of
 * twelve MFCC.
 */
export function traitsOf(columns: Readonly<Record<string, number>>): Traits {
  const { harmony_var: harmonic, perceptr_var: percussive } = columns;
  return {
    tempo: columns.tempo!,
    brightness: columns.spectral_centroid_mean!,
    brightnessMotion: motion(columns, 'spectral_centroid'),
    breadth: columns.spectral_bandwidth_mean!,
    crossings: columns.zero_crossing_rate_mean!,
    crossingMotion: motion(columns, 'zero_crossing_rate'),
    percussion: share(percussive!, harmonic! + percussive!),
    dynamics: motion(columns, 'rms'),
    pitches: columns.chroma_stft_mean!,
    colourMotion: COLOURS.reduce((sum, name) => sum + Math.sqrt(columns[name]!), 0) / COLOURS.length,
  };
}

/** One song from several of its parts: the median tempo, the mean of all else. */
export function traitsOfParts(parts: readonly Traits[]): Traits {
  const entries = TRAITS.map((trait) => {
    const values = parts.map((part) => part[trait]);
    return [trait, trait === 'tempo' ? lowerMedian(values) : mean(values)];
  });
  return Object.fromEntries(entries) as Traits;
}

function motion(columns: Readonly<Record<string, number>>, name: string): number {
  return share(Math.sqrt(columns[`${name}_var`]!), columns[`${name}_mean`]!);
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
