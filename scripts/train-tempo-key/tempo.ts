/** The networks that choose a tempo: how they learn and what they are worth. */
import { beatsOfOnsets } from '../../src/description/beats.ts';
import type { NetworkShape } from '../../src/description/network.ts';
import { TEMPI } from '../../src/description/periodicity.ts';
import { tempoCandidates, tempoOfBeats } from '../../src/description/tempo.ts';
import { refinedTempo, TEMPO_INPUTS, TEMPO_SOUND } from '../../src/description/tempo-evidence.ts';
import type { Example, Training } from './fit.ts';
import type { Song } from './songs.ts';

const SHAPE: NetworkShape = { networks: 2, inputs: TEMPO_INPUTS, hidden: 16, outputs: 1 };
export const TEMPO_TRAINING: Training = {
  shape: SHAPE,
  candidates: TEMPI.length,
  epochs: 60,
  dropout: 0.2,
  sound: { inputs: TEMPO_SOUND, dropout: 0.5 },
};
/** Steps of the list of tempi around the annotated one that count as right, as a bell. */
const TARGET_WIDTH = 0.8;
/** An estimate this near is right. */
const TOLERANCE = 0.04;
const METRICAL_LEVELS = [1, 2, 3, 1 / 2, 1 / 3];

export function tempoExample({ tempo, tempoRows, genre, group }: Song): Example {
  const steps = TEMPI.length / Math.log2(TEMPI[TEMPI.length - 1] / TEMPI[0]);
  const wanted = Math.min(TEMPI[TEMPI.length - 1], Math.max(TEMPI[0], tempo));
  const bell = TEMPI.map((bpm) => Math.exp(-0.5 * ((Math.log2(bpm / wanted) * steps) / TARGET_WIDTH) ** 2));
  const sum = bell.reduce((total, value) => total + value, 0);
  return { rows: tempoRows, target: Float32Array.from(bell, (value) => value / sum), genre, group };
}

export interface TempoAnswer {
  readonly beatsPerMinute: number;
  readonly right: boolean;
  /** 1 where it is right when double, half, triple and third are allowed. */
  readonly score: number;
  /** Probability by the networks. */
  readonly probability: number;
}

export function tempoAnswer(song: Song, probabilities: Float64Array): TempoAnswer {
  const [{ beatsPerMinute, probability }] = tempoCandidates(probabilities);
  const steady = refinedTempo(beatsPerMinute, song.lags);
  const tempo = tempoOfBeats([beatsOfOnsets(song.onsets, steady)], steady);
  return {
    beatsPerMinute: tempo,
    right: isRightTempo(tempo, song.tempo),
    score: isRightLevel(tempo, song.tempo) ? 1 : 0,
    probability,
  };
}

export function isRightTempo(tempo: number, annotated: number): boolean {
  return Math.abs(tempo / annotated - 1) <= TOLERANCE;
}

/** Allowing double, half, triple and third. */
export function isRightLevel(tempo: number, annotated: number): boolean {
  return METRICAL_LEVELS.some((level) => isRightTempo(tempo * level, annotated));
}
