/** Tempo features of a sound: the input of the networks that choose among tempi. */
import { earComponents } from '../analysis/ear-components.ts';
import type { Analysis } from '../features/analysis.ts';
import { embeddingOf } from '../features/ear.ts';
import { ALL_RANGES, onsetsOf } from './onsets.ts';
import {
  lagOf,
  type Periodicity,
  periodicityOf,
  TEMPI,
  tempoRows,
  VALUES_AN_ENVELOPE,
  valueAt,
} from './periodicity.ts';

const ENVELOPES = 9;
/** Bell curves over the list of tempi, which tell the networks where in it a candidate lies. */
const PLACES = 6;
const PLACE_WIDTH = 0.12;
/** Minimum onset density of a tempo; clicks a second apart have ten times as much. */
const MIN_DENSITY = 0.02;
/** Minimum power about the mean, -100 dB: less is the rounding of a constant offset. */
const MIN_POWER = 1e-10;

/** Number of embedding components, which settle how fast such music is counted. */
export const TEMPO_SOUND = 16;

/** Number of inputs of a candidate, the last `TEMPO_SOUND` the same for all. */
export const TEMPO_INPUTS = ENVELOPES * VALUES_AN_ENVELOPE + PLACES + TEMPO_SOUND;

export interface TempoEvidence {
  /** [TEMPI][TEMPO_INPUTS] */
  readonly rows: Float32Array;
  /** The sum of the envelopes' autocorrelations, by lag in frames. */
  readonly lags: Float64Array;
  /** Whether there are onsets to count: false of silence and of single events. */
  readonly isCountable: boolean;
}

/**
 * @param analysis of half a minute at most, with an ear
 * @throws bad-model if the analysis was given no ear
 */
export async function tempoEvidence(analysis: Analysis): Promise<TempoEvidence> {
  const sound = earComponents(await embeddingOf(analysis)).slice(0, TEMPO_SOUND);
  const envelopes = onsetsOf(analysis);
  const periodicities = envelopes.map(periodicityOf);
  const periodic = tempoRows(periodicities);
  const width = periodic.length / TEMPI.length;
  const rows = new Float32Array(TEMPI.length * TEMPO_INPUTS);
  TEMPI.forEach((_, i) => {
    rows.set(periodic.subarray(i * width, (i + 1) * width), i * TEMPO_INPUTS);
    rows.set(PLACES_OF[i], i * TEMPO_INPUTS + width);
    rows.set(sound, i * TEMPO_INPUTS + width + PLACES);
  });
  const isCountable =
    powerOf(analysis.signal) >= MIN_POWER && densityOf(envelopes[ALL_RANGES]) >= MIN_DENSITY;
  return { rows, lags: sumOfLags(periodicities), isCountable };
}

/** Tempo within 3 % of another with the highest autocorrelation; to a tenth of a percent, if the music keeps it. */
export function refinedTempo(beatsPerMinute: number, lags: Float64Array): number {
  return bestNear(bestNear(beatsPerMinute, [1, 2, 4], 25, lags), [4, 8, 16], 5, lags);
}

/** Refines a tempo within so many thousandths: the one with the highest autocorrelation after so many beats. */
function bestNear(tempo: number, beats: readonly number[], thousandths: number, lags: Float64Array): number {
  let [best, most] = [tempo, -Infinity];
  for (let step = -thousandths; step <= thousandths; step++) {
    const near = tempo * (1 + step / 1000);
    const strength = beats.reduce((sum, count) => sum + valueAt(lags, count * lagOf(near)), 0);
    if (strength > most) [best, most] = [near, strength];
  }
  return best;
}

/** Onset density, 0..1: next to nothing for one or two events in silence. */
function densityOf(envelope: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < envelope.length; i++) sum += Math.abs(envelope[i]);
  return (sum / envelope.length) ** 2;
}

/** Variance. */
function powerOf(signal: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < signal.length; i++) {
    sum += signal[i];
    squares += signal[i] * signal[i];
  }
  return squares / signal.length - (sum / signal.length) ** 2;
}

/** Values of the bell curves for each of the tempi. */
const PLACES_OF = TEMPI.map((_, i) => placeOf(i / (TEMPI.length - 1)));

function placeOf(share: number): number[] {
  return Array.from({ length: PLACES }, (_, i) => {
    return Math.exp(-0.5 * ((share - i / (PLACES - 1)) / PLACE_WIDTH) ** 2);
  });
}

function sumOfLags(periodicities: readonly Periodicity[]): Float64Array {
  const sums = new Float64Array(periodicities[0].lags.length);
  for (const { lags } of periodicities) {
    for (let i = 0; i < sums.length; i++) sums[i] += lags[i];
  }
  return sums;
}
