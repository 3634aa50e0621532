import type { Samples } from '../audio/samples.ts';
import { dctMatrix } from '../dsp/dct.ts';
import { RealFft } from '../dsp/fft.ts';
import { saneSample } from '../dsp/sane.ts';
import { meanAndCovariance, upperTriangle } from '../dsp/statistics.ts';
import type { FeatureArray, Recipe } from './recipe.ts';

const SAMPLE_RATE = 22_050;
const FULL_SCALE = 32_768;
/** 20 ms and 10 ms; the step of 220.5 samples rounds half up. */
const FRAME_LENGTH = 441;
const FRAME_STEP = 221;
const N_FFT = 512;
const BINS = N_FFT / 2 + 1;
const N_FILTERS = 26;
const N_COEFFICIENTS = 13;
const LIFTER = 22;
const PREEMPHASIS = 0.97;

/** Mean and covariance of speech MFCC: the song as one Gaussian, what nearest-neighbour systems compare. */
export const speechMfccCov: Recipe = {
  name: 'speech-mfcc-cov',
  version: 1,
  parameters: {
    sampleRate: SAMPLE_RATE,
    fullScale: FULL_SCALE,
    frameLength: FRAME_LENGTH,
    frameStep: FRAME_STEP,
    nFft: N_FFT,
    window: 'rectangular',
    preemphasis: PREEMPHASIS,
    nFilters: N_FILTERS,
    nCoefficients: N_COEFFICIENTS,
    lifter: LIFTER,
    covarianceDivisor: 'N-1',
  },
  shape: [104],
  columns: covarianceColumns(),
  compute(samples) {
    const { mean, covariance } = speechMfccStatistics(samples);
    const data = new Float32Array(104);
    data.set(mean);
    data.set(upperTriangle(covariance, N_COEFFICIENTS), N_COEFFICIENTS);
    return { data, shape: [104] };
  },
};

/** Mean [13] and covariance [13 x 13] (N - 1) of `speechMfcc`; one frame has a covariance of zero. */
export function speechMfccStatistics(samples: Samples): { mean: Float64Array; covariance: Float64Array } {
  return meanAndCovariance(speechMfccFrames(samples), N_COEFFICIENTS);
}

/**
 * MFCC as speech recognisers compute them, equal to python_speech_features 0.6 with winlen 0.02 s and
 * appendEnergy off: pre-emphasis, bare frames of 441 samples every 221, 26 triangular filters on the power
 * spectrum, natural log, orthonormal DCT-II, 13 coefficients, sinusoidal lifter.
 *
 * @param samples at 22,050 Hz; scaled to and rounded as 16-bit integers, as the format expects them.
 * @returns [frames, 13], frames = 1 + ceil((samples - 441) / 221), at least 1; the last is padded with zeros.
 *   An empty filter counts as 2^-52, so silence is finite.
 */
export function speechMfcc(samples: Samples): FeatureArray {
  const data = Float32Array.from(speechMfccFrames(samples));
  return { data, shape: [data.length / N_COEFFICIENTS, N_COEFFICIENTS] };
}

function speechMfccFrames(samples: Samples): Float64Array {
  const signal = emphasise(samples.data);
  const frames = 1 + Math.max(0, Math.ceil((signal.length - FRAME_LENGTH) / FRAME_STEP));
  const output = new Float64Array(frames * N_COEFFICIENTS);
  const fft = new RealFft(N_FFT);
  const filters = triangularFilters();
  const basis = lifteredDct();
  const frame = new Float64Array(N_FFT);
  const re = new Float64Array(BINS);
  const im = new Float64Array(BINS);
  const energies = new Float64Array(N_FILTERS);
  for (let t = 0; t < frames; t++) {
    const start = t * FRAME_STEP;
    const part = signal.subarray(start, start + FRAME_LENGTH);
    frame.fill(0, part.length);
    frame.set(part);
    fft.forward(frame, re, im);
    logEnergies(re, im, filters, energies);
    project(basis, energies, output.subarray(t * N_COEFFICIENTS, (t + 1) * N_COEFFICIENTS));
  }
  return output;
}

function emphasise(data: Float32Array): Float64Array {
  const output = new Float64Array(data.length);
  let previous = 0;
  for (let i = 0; i < data.length; i++) {
    const value = toInt16(data[i]);
    output[i] = i === 0 ? value : value - PREEMPHASIS * previous;
    previous = value;
  }
  return output;
}

function toInt16(value: number): number {
  return Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(saneSample(value) * FULL_SCALE)));
}

function logEnergies(
  re: Float64Array,
  im: Float64Array,
  filters: Float64Array,
  energies: Float64Array,
): void {
  for (let k = 0; k < BINS; k++) re[k] = (re[k] * re[k] + im[k] * im[k]) / N_FFT;
  for (let j = 0; j < N_FILTERS; j++) {
    let sum = 0;
    for (let k = 0; k < BINS; k++) sum += filters[j * BINS + k] * re[k];
    energies[j] = Math.log(sum === 0 ? Number.EPSILON : sum);
  }
}

function project(basis: Float64Array, energies: Float64Array, output: Float64Array): void {
  for (let c = 0; c < N_COEFFICIENTS; c++) {
    let sum = 0;
    for (let j = 0; j < N_FILTERS; j++) sum += basis[c * N_FILTERS + j] * energies[j];
    output[c] = sum;
  }
}

function lifteredDct(): Float64Array {
  return dctMatrix(N_COEFFICIENTS, N_FILTERS).map(
    (value, i) => value * (1 + (LIFTER / 2) * Math.sin((Math.PI * Math.floor(i / N_FILTERS)) / LIFTER)),
  );
}

/** Triangles between whole FFT bins that lie evenly on the mel scale 2595 log10(1 + f / 700). */
function triangularFilters(): Float64Array {
  const topMel = 2595 * Math.log10(1 + SAMPLE_RATE / 2 / 700);
  const corners = Array.from({ length: N_FILTERS + 2 }, (_, i) => {
    const hertz = 700 * (10 ** ((topMel * i) / (N_FILTERS + 1) / 2595) - 1);
    return Math.floor(((N_FFT + 1) * hertz) / SAMPLE_RATE);
  });
  const filters = new Float64Array(N_FILTERS * BINS);
  for (let j = 0; j < N_FILTERS; j++) {
    const [left, centre, right] = corners.slice(j, j + 3);
    for (let k = left; k < centre; k++) filters[j * BINS + k] = (k - left) / (centre - left);
    for (let k = centre; k < right; k++) filters[j * BINS + k] = (right - k) / (right - centre);
  }
  return filters;
}

function covarianceColumns(): string[] {
  const columns = Array.from({ length: N_COEFFICIENTS }, (_, i) => `mean${i}`);
  for (let i = 0; i < N_COEFFICIENTS; i++) {
    for (let j = i; j < N_COEFFICIENTS; j++) columns.push(`cov${i}_${j}`);
  }
  return columns;
}
