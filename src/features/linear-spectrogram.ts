import { RealFft } from '../dsp/fft.ts';
import { saneSample } from '../dsp/sane.ts';
import type { Frames } from './frames.ts';
import type { Recipe } from './recipe.ts';
import { summarise } from './summary.ts';

const N_FFT = 256;
const HOP_LENGTH = 224;
const BINS = 128;
/** Share of the window that rises and falls. */
const TAPER = 0.25;
/** Short-time frames to a column: 496 columns of the 2,954 frames of 30 seconds. */
const FRAMES_PER_COLUMN = 2953 / 496;
const FIRST_FRAME = 3;
/** Natural logarithm of power below the loudest cell at which everything is silence. */
const RANGE = 36;

/**
 * A picture of the sound: logarithm of power in 128 linear bands (86 Hz each) 16.5 times a second, standardised over
 * all cells, so that neither level nor scale matters. It is the picture that `spectrograms.u8` of the training data
 * holds as bytes: `standardise` of those bytes is comparable.
 */
export const linearSpectrogram: Recipe = {
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
  compute({ data: signal }) {
    const { data, width } = logPowers(signal);
    return { data: standardise(data), shape: [data.length / width, width] };
  },
};

/** Values less their mean, over their standard deviation; zeros if they are all the same. */
export function standardise(values: ArrayLike<number>): Float32Array {
  const output = Float32Array.from(values);
  const { mean, variance } = summarise(output);
  const deviation = Math.sqrt(variance);
  return output.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}

function logPowers(signal: Float32Array): Frames {
  const frames = Math.max(1, Math.floor((signal.length - N_FFT) / HOP_LENGTH) + 1);
  const columns = Math.max(1, Math.round((frames - 1) / FRAMES_PER_COLUMN));
  const data = new Float32Array(columns * BINS);
  const spectrum = powerSpectrum();
  for (let c = 0; c < columns; c++) {
    const frame = Math.floor(((c + 0.5) / columns) * (frames - 1)) + FIRST_FRAME;
    const start = Math.min(frame, frames - 1) * HOP_LENGTH;
    spectrum(signal.subarray(start, start + N_FFT), data.subarray(c * BINS, (c + 1) * BINS));
  }
  const loudest = data.reduce((a, b) => Math.max(a, b), 0);
  const floor = loudest > 0 ? loudest * Math.exp(-RANGE) : 1;
  return { data: data.map((power) => Math.log(Math.max(floor, power))), width: BINS };
}

/** One-sided power of a stretch whose mean is taken off. */
function powerSpectrum(): (stretch: Float32Array, output: Float32Array) => void {
  const fft = new RealFft(N_FFT);
  const window = tukeyWindow();
  const buffer = new Float64Array(N_FFT);
  const [re, im] = [new Float64Array(N_FFT / 2 + 1), new Float64Array(N_FFT / 2 + 1)];
  return (stretch, output) => {
    buffer.fill(0);
    for (let n = 0; n < stretch.length; n++) buffer[n] = saneSample(stretch[n]);
    const mean = buffer.reduce((sum, value) => sum + value, 0) / N_FFT;
    for (let n = 0; n < N_FFT; n++) buffer[n] = (buffer[n] - mean) * window[n];
    fft.forward(buffer, re, im);
    for (let k = 0; k < BINS; k++) output[k] = (k === 0 ? 1 : 2) * (re[k] * re[k] + im[k] * im[k]);
  };
}

function tukeyWindow(): Float64Array {
  const edge = (TAPER * N_FFT) / 2;
  return Float64Array.from({ length: N_FFT }, (_, n) => {
    const distance = Math.min(n, N_FFT - n);
    return distance >= edge ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * distance) / edge);
  });
}
