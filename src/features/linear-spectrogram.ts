import { logarithms } from '../dsp/logarithms.ts';
import { Stft } from '../dsp/stft.ts';
import type { Analysis } from './analysis.ts';
import type { SyncRecipe } from './recipe.ts';
import { summarise } from './summary.ts';

const N_FFT = 256;
const HOP_LENGTH = 224;
const BINS = 128;
/** Short-time frames to a column: 496 columns of the 2,954 frames of 30 seconds. */
const FRAMES_PER_COLUMN = 2953 / 496;
const FIRST_FRAME = 3;
/** Natural logarithm of power below the loudest cell at which everything is silence. */
const RANGE = 36;
/** Transform of adjacent frames that do not overlap. */
const TRANSFORM = new Stft({ nFft: N_FFT, hopLength: N_FFT, window: 'tukey', center: false });

/**
 * Spectrogram: logarithm of power in 128 linear bands (86 Hz each) 16.5 times a second, standardised over all
 * cells, so that neither level nor scale matters. It equals what `spectrograms.u8` of the training data holds
 * as bytes: `standardise` of those bytes is comparable.
 */
export const linearSpectrogram: SyncRecipe = {
  name: 'linear-spectrogram',
  version: 1,
  parameters: {
    sampleRate: 22_050,
    nFft: N_FFT,
    hopLength: HOP_LENGTH,
    window: 'tukey 0.25',
    detrend: 'constant',
    columnsPerThirtySeconds: 496,
    range: RANGE,
    scaling: 'mean 0, variance 1',
  },
  shape: [-1, BINS],
  columns: Array.from({ length: BINS }, (_, k) => `bin${k}`),
  compute(analysis) {
    const data = sharedPicture(analysis);
    return { data, shape: [data.length / BINS, BINS] };
  },
};

/** Values of `linear-spectrogram`, shared by other recipes. Not to be written to. */
export function sharedPicture(analysis: Analysis): Float32Array {
  return analysis.memo('picture', () => standardise(logPowers(analysis.signal)));
}

/** Values less their mean, over their standard deviation; zeros if they are all the same. */
export function standardise(values: ArrayLike<number>): Float32Array {
  const output = new Float32Array(values);
  const { mean, variance } = summarise(output);
  const deviation = Math.sqrt(variance);
  if (!(deviation > 1e-9)) return output.fill(0);
  for (let at = 0; at < output.length; at += BINS) scale(output.subarray(at, at + BINS), mean, deviation);
  return output;
}

function scale(values: Float32Array, mean: number, deviation: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] - mean) / deviation;
}

function logPowers(signal: Float32Array): Float32Array {
  const stretches = stretchesOf(signal);
  const columns = stretches.length / N_FFT;
  const rows = new Float32Array(columns * TRANSFORM.stride);
  TRANSFORM.frames(stretches, 0, columns, 'power', rows);
  const powers = new Float32Array(columns * BINS);
  let loudest = 0;
  for (let c = 0; c < columns; c++) {
    const row = rows.subarray(c * TRANSFORM.stride, c * TRANSFORM.stride + BINS);
    loudest = Math.max(loudest, copyOneSided(row, powers.subarray(c * BINS, (c + 1) * BINS)));
  }
  logarithms(powers, loudest > 0 ? loudest * Math.exp(-RANGE) : 1);
  return powers;
}

/** Copies values less their mean. */
function copyCentred(values: Float64Array, output: Float32Array): void {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n];
  const mean = sum / values.length;
  for (let n = 0; n < values.length; n++) output[n] = values[n] - mean;
}

/**
 * Copies a power spectrum as a one-sided density: bins present in both halves count twice.
 * @returns the largest value
 */
function copyOneSided(row: Float32Array, powers: Float32Array): number {
  powers[0] = row[0];
  let loudest = powers[0];
  for (let k = 1; k < BINS; k++) {
    powers[k] = 2 * row[k];
    if (powers[k] > loudest) loudest = powers[k];
  }
  return loudest;
}

/** Frames of the columns, each less its mean: [columns][N_FFT]. */
function stretchesOf(signal: Float32Array): Float32Array {
  const frames = Math.max(1, Math.floor((signal.length - N_FFT) / HOP_LENGTH) + 1);
  const columns = Math.max(1, Math.round((frames - 1) / FRAMES_PER_COLUMN));
  const output = new Float32Array(columns * N_FFT);
  const stretch = new Float64Array(N_FFT);
  for (let c = 0; c < columns; c++) {
    const frame = Math.floor(((c + 0.5) / columns) * (frames - 1)) + FIRST_FRAME;
    const start = Math.min(frame, frames - 1) * HOP_LENGTH;
    const length = Math.min(N_FFT, signal.length - start);
    stretch.fill(0, length);
    stretch.set(signal.subarray(start, start + length));
    copyCentred(stretch, output.subarray(c * N_FFT, (c + 1) * N_FFT));
  }
  return output;
}
