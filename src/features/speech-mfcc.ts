import type { Samples } from '../audio/samples.ts';
import { dctMatrix, projectRows } from '../dsp/dct.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import { logarithms } from '../dsp/logarithms.ts';
import { preEmphasise } from '../dsp/pre-emphasis.ts';
import { meanAndCovariance, upperTriangle } from '../dsp/statistics.ts';
import { Stft } from '../dsp/stft.ts';
import type { Analysis } from './analysis.ts';
import type { FeatureArray, SyncRecipe } from './recipe.ts';

const SAMPLE_RATE = 22_050;
const FULL_SCALE = 32_768;
/** 20 ms and 10 ms; the step of 220.5 samples rounds half up. */
const FRAME_LENGTH = 441;
const FRAME_STEP = 221;
const N_FFT = 512;
const BINS = N_FFT / 2 + 1;
const STRIDE = Math.ceil(BINS / 4) * 4;
const BLOCK_FRAMES = 512;
const N_FILTERS = 26;
const N_COEFFICIENTS = 13;
const LIFTER = 22;
const PREEMPHASIS = 0.97;
/** Energy of an empty filter: the rounding of a double. */
const EMPTY_FILTER = N_FFT * Number.EPSILON;
/** Smallest energy, the epsilon of a float. */
const MIN_ENERGY = 2 ** -126;
const BANK = new FilterBank(triangularFilters(), BINS);
const BASIS = lifteredDct();

/** Mean and covariance of speech MFCC: the song as one Gaussian, what nearest-neighbour systems compare. */
export const speechMfccCov: SyncRecipe = {
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
  compute(analysis) {
    const { mean, covariance } = keptStatistics(analysis);
    const data = new Float32Array(104);
    data.set(mean);
    data.set(upperTriangle(covariance, N_COEFFICIENTS), N_COEFFICIENTS);
    return { data, shape: [104] };
  },
};

/** Mean [13] of `speechMfcc`. */
export function speechMfccMean(analysis: Analysis): Float64Array {
  return keptStatistics(analysis).mean;
}

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

/** Cached result. */
function keptStatistics(analysis: Analysis) {
  return analysis.memo('speech mfcc', () => speechMfccStatistics(analysis.samples()));
}

function speechMfccFrames(samples: Samples): Float64Array {
  const signal = samples.data;
  const frames = 1 + Math.max(0, Math.ceil((signal.length - FRAME_LENGTH) / FRAME_STEP));
  const output = new Float64Array(frames * N_COEFFICIENTS);
  const spectra = powerSpectra();
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - first);
    const energies = new Float32Array(count * N_FILTERS);
    BANK.apply(spectra(signal, first, count), STRIDE, energies);
    cepstra(energies, output.subarray(first * N_COEFFICIENTS));
  }
  return output;
}

/** Power spectra of frames from `first` on: rows of STRIDE values, at most BLOCK_FRAMES, valid until the next call. */
function powerSpectra(): (signal: Float32Array, first: number, count: number) => Float32Array {
  const frame = {
    nFft: N_FFT,
    hopLength: FRAME_STEP,
    winLength: FRAME_LENGTH,
    window: 'ones',
    center: false,
  } as const;
  const stft = new Stft(frame);
  // The transform puts the window in its middle, which the power does not show: only the start has to be moved.
  const lead = Math.floor((N_FFT - FRAME_LENGTH) / 2);
  const stretch = new Float32Array((BLOCK_FRAMES - 1) * FRAME_STEP + N_FFT);
  const rows = new Float32Array(BLOCK_FRAMES * STRIDE);
  return (signal, first, count) => {
    const samples = (count - 1) * FRAME_STEP + N_FFT;
    copyEmphasised(signal, first * FRAME_STEP - lead, stretch.subarray(0, samples));
    const spectra = rows.subarray(0, count * STRIDE);
    stft.frames(stretch.subarray(0, samples), 0, count, 'power', spectra);
    return spectra;
  };
}

/** The signal after pre-emphasis, from sample `start` on; silent before its beginning and behind its end. */
function copyEmphasised(signal: Float32Array, start: number, target: Float32Array): void {
  const from = Math.max(0, -start);
  const end = Math.max(from, Math.min(target.length, signal.length - start));
  target.fill(0, 0, from);
  target.fill(0, end);
  preEmphasise(signal, PREEMPHASIS, start + from, target.subarray(from, end));
}

/** @param energies overwritten */
function cepstra(energies: Float32Array, output: Float64Array): void {
  for (let i = 0; i < energies.length; i++) if (energies[i] === 0) energies[i] = EMPTY_FILTER;
  logarithms(energies, MIN_ENERGY, 1, Math.log(N_FFT));
  output.set(projectRows(energies, N_FILTERS, BASIS));
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
