/** The networks that choose a key: how they learn and what they are worth. */

import { MODES, TONICS } from '../../src/description/key.ts';
import { KEY_INPUTS, KEY_SOUND, keyRows } from '../../src/description/key-evidence.ts';
import type { NetworkShape } from '../../src/description/network.ts';
import { argmax } from '../../src/dsp/statistics.ts';
import type { Example, Training } from './fit.ts';
import type { Song } from './songs.ts';

const SHAPE: NetworkShape = { networks: 3, inputs: KEY_INPUTS, hidden: 32, outputs: 2 };
export const KEY_TRAINING: Training = {
  shape: SHAPE,
  candidates: TONICS.length,
  epochs: 60,
  dropout: 0.3,
  sound: { inputs: KEY_SOUND, dropout: 0.5 },
};

export function keyExample({ key, keyEvidence, components, genre, group }: Song): Example {
  const target = new Float32Array(MODES.length * TONICS.length);
  target[key] = 1;
  return { rows: keyRows(keyEvidence, components), target, genre, group };
}

/** MIREX score: a fifth above is half right, the relative key .3, the parallel one .2. Keys as 2 x tonic + mode. */
export function mirexScore(answer: number, annotated: number): number {
  if (answer === annotated) return 1;
  const steps = ((answer >> 1) - (annotated >> 1) + 12) % 12;
  const [mode, wanted] = [answer % 2, annotated % 2];
  if (mode === wanted) return steps === 7 ? 0.5 : 0;
  if (steps === (wanted === 0 ? 9 : 3)) return 0.3;
  return steps === 0 ? 0.2 : 0;
}

export interface KeyAnswer {
  readonly key: number;
  readonly right: boolean;
  /** MIREX score. */
  readonly score: number;
  /** Probability by the networks. */
  readonly probability: number;
}

export function keyAnswer({ key }: Song, probabilities: Float64Array): KeyAnswer {
  const answer = argmax(probabilities);
  return {
    key: answer,
    right: answer === key,
    score: mirexScore(answer, key),
    probability: probabilities[answer],
  };
}
