/** What a sound says about each tempo: the input of the networks that choose. */
import { earComponents } from '../analysis/ear-components.ts';
import type { Analysis } from '../features/analysis.ts';
import { earSpectrogram, embeddingOf } from '../features/ear.ts';
import { onsetEnvelopes } from './onsets.ts';
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
/** Where along the list of tempi a candidate lies: bells over it. */
const PLACES = 6;
const PLACE_WIDTH = 0.12;

/** What the ear says of the sound, which settles how fast such music is counted. */
export const TEMPO_SOUND = 16;

/** Numbers of a candidate, the last `TEMPO_SOUND` the same for all. */
export const TEMPO_INPUTS = ENVELOPES * VALUES_AN_ENVELOPE + PLACES + TEMPO_SOUND;

export interface TempoEvidence {
  /** [TEMPI][TEMPO_INPUTS] */
  readonly rows: Float32Array;
  /** The sum of the envelopes' autocorrelations, by lag in frames. */
  readonly lags: Float64Array;
}

/**
 * @param analysis of half a minute at most, with an ear
 * @throws bad-model if the analysis was given no ear
 */
export async function tempoEvidence(analysis: Analysis): Promise<TempoEvidence> {
  const sound = earComponents(await embeddingOf(analysis)).slice(0, TEMPO_SOUND);
  const periodicities = onsetEnvelopes(earSpectrogram(analysis)).map(periodicityOf);
  const periodic = tempoRows(periodicities);
  const width = periodic.length / TEMPI.length;
  const rows = new Float32Array(TEMPI.length * TEMPO_INPUTS);
  TEMPI.forEach((_, i) => {
    rows.set(periodic.subarray(i * width, (i + 1) * width), i * TEMPO_INPUTS);
    rows.set([...placeOf(i / (TEMPI.length - 1)), ...sound], i * TEMPO_INPUTS + width);
  });
  return { rows, lags: sumOfLags(periodicities) };
}

/** The tempo within 4 % of another whose beats, and whose twos to sixteens of them, repeat most. */
export function refinedTempo(beatsPerMinute: number, lags: Float64Array): number {
  let [best, most] = [beatsPerMinute, -Infinity];
  for (let step = -40; step <= 40; step++) {
    const tempo = beatsPerMinute * (1 + step / 1000);
    const strength = [1, 2, 4, 8, 16].reduce((sum, beats) => sum + valueAt(lags, beats * lagOf(tempo)), 0);
    if (strength > most) [best, most] = [tempo, strength];
  }
  return best;
}

function placeOf(share: number): number[] {
  return Array.from({ length: PLACES }, (_, i) => {
    return Math.exp(-0.5 * ((share - i / (PLACES - 1)) / PLACE_WIDTH) ** 2);
  });
}

function sumOfLags(periodicities: readonly Periodicity[]): Float64Array {
  return periodicities[0].lags.map((_, i) => periodicities.reduce((sum, { lags }) => sum + lags[i], 0));
}
