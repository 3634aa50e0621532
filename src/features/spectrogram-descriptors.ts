import { dctMatrix } from '../dsp/dct.ts';
import { RealFft } from '../dsp/fft.ts';
import { logarithmOfSymmetric } from '../dsp/linear-algebra.ts';
import { meanAndCovariance, upperTriangle } from '../dsp/statistics.ts';
import { linearSpectrogram, sharedPicture } from './linear-spectrogram.ts';
import type { SyncRecipe } from './recipe.ts';
import { BINS, type FilterBin, LOWEST_HZ, spectrogramFilters } from './spectrogram-filters.ts';

/** Spectrogram columns a second. */
const COLUMN_RATE = 2954 / 30 / (2953 / 496);
const BANDS = 24;
/** Standard deviations below the mean at which everything is silence. */
const FLOOR = -6;
const COEFFICIENTS = 16;
const MIN_VARIANCE = 1e-4;
/** Hz between which the fluctuation of loudness is summed up: beats below, rolls and tremolo above. */
const MODULATION_EDGES = [0.25, 0.5, 0.75, 1, 1.4, 1.9, 2.5, 3.2, 4, 5, 6.2, 8.2] as const;
const BANDS_TOGETHER = 3;
const N_FFT = 512;
const MIN_MODULATION = 1e-4;
/** Columns after which onsets may repeat: up to 3.6 s. */
const LAGS = 59;
/** Lags of a quarter to two and a half seconds, whose strongest repetitions count by themselves. */
const BEAT_LAGS = [4, 40] as const;
const STRONGEST = 5;
/** Columns (0.6 s) that a sustained tone fills. */
const SUSTAINED = 10;
const TRIANGLE = (COEFFICIENTS * (COEFFICIENTS + 1)) / 2;
const FILTERS = spectrogramFilters(BANDS);
const DCT = dctMatrix(COEFFICIENTS, BANDS);
const FFT = new RealFft(N_FFT);

/**
 * Descriptors of the coarse `linear-spectrogram`: band fluctuations, cepstra with their covariance and that
 * of their changes (as matrix logarithms), onset periods, and the shares of horizontal lines (tones) and of
 * vertical edges (beats).
 */
export const spectrogramDescriptors: SyncRecipe = {
  name: 'picture-blocks',
  version: 1,
  parameters: {
    of: linearSpectrogram.name,
    ofVersion: linearSpectrogram.version,
    bands: BANDS,
    lowestHz: LOWEST_HZ,
    coefficients: COEFFICIENTS,
    leastVariance: MIN_VARIANCE,
    nFft: N_FFT,
    lags: LAGS,
  },
  shape: [columnNames().length],
  columns: columnNames(),
  compute(analysis) {
    const data = describePicture(sharedPicture(analysis));
    return { data, shape: [data.length] };
  },
};

/** @param spectrogram standardised, [columns][128], at least one column; the modulations are of the first 512. */
function describePicture(spectrogram: Float32Array): Float32Array {
  const clipped = spectrogram.slice();
  for (let at = 0; at < clipped.length; at += BINS) clip(clipped.subarray(at, at + BINS));
  const lines = bandLines(clipped);
  const cepstra = cepstraOf(lines);
  const { mean, covariance } = meanAndCovariance(cepstra, COEFFICIENTS);
  return Float32Array.from([
    ...modulations(lines),
    ...mean,
    ...flattened(covariance),
    ...flattened(meanAndCovariance(changesOf(cepstra), COEFFICIENTS).covariance),
    ...repetitions(lines),
    ...texture(clipped),
  ]);
}

/** Differences of each row from the one before. */
function changesOf(cepstra: Float64Array): Float64Array {
  const changes = new Float64Array(cepstra.length - COEFFICIENTS);
  for (let i = 0; i < changes.length; i++) changes[i] = cepstra[i + COEFFICIENTS] - cepstra[i];
  return changes;
}

function clip(values: Float32Array): void {
  for (let i = 0; i < values.length; i++) if (!(values[i] > FLOOR)) values[i] = FLOOR;
}

/** Mel bands of the spectrogram, [bands][columns]: means under triangles. */
function bandLines(spectrogram: Float32Array): Float64Array[] {
  const columns = spectrogram.length / BINS;
  const lines = FILTERS.map(() => new Float64Array(columns));
  for (let t = 0; t < columns; t++) {
    for (let band = 0; band < BANDS; band++) lines[band][t] = weighted(FILTERS[band], spectrogram, t * BINS);
  }
  return lines;
}

function weighted(filter: readonly FilterBin[], values: Float32Array | Float64Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < filter.length; i++) sum += filter[i].weight * values[offset + filter[i].bin];
  return sum;
}

/** Logarithm of the power of fluctuation: [groups of three bands][modulation ranges]. */
function modulations(lines: readonly Float64Array[]): number[] {
  const powers = lines.map(modulationPowers);
  return Array.from({ length: BANDS / BANDS_TOGETHER }, (_, group) => {
    const members = powers.slice(group * BANDS_TOGETHER, (group + 1) * BANDS_TOGETHER);
    return members[0].map((_, i) => Math.log(average(members.map((row) => row[i])) + MIN_MODULATION));
  }).flat();
}

function modulationPowers(line: Float64Array): number[] {
  const length = Math.min(N_FFT, line.length);
  const centre = average(line);
  const input = new Float64Array(N_FFT);
  for (let t = 0; t < length; t++) {
    const window = length > 1 ? 0.5 - 0.5 * Math.cos((2 * Math.PI * t) / (length - 1)) : 1;
    input[t] = (line[t] - centre) * window;
  }
  const [re, im] = [new Float64Array(N_FFT / 2 + 1), new Float64Array(N_FFT / 2 + 1)];
  FFT.forward(input, re, im);
  const power = re.map((value, k) => (value * value + im[k] * im[k]) / length);
  const binAt = (hertz: number) => Math.ceil((hertz * N_FFT) / COLUMN_RATE);
  return MODULATION_EDGES.slice(1).map((to, i) =>
    average(power.subarray(binAt(MODULATION_EDGES[i]), binAt(to))),
  );
}

/** [columns][coefficients] */
function cepstraOf(lines: readonly Float64Array[]): Float64Array {
  const columns = lines[0].length;
  const output = new Float64Array(columns * COEFFICIENTS);
  const column = new Float64Array(BANDS);
  for (let t = 0; t < columns; t++) {
    for (let band = 0; band < BANDS; band++) column[band] = lines[band][t];
    transform(column, output.subarray(t * COEFFICIENTS, (t + 1) * COEFFICIENTS));
  }
  return output;
}

function transform(column: Float64Array, coefficients: Float64Array): void {
  for (let k = 0; k < COEFFICIENTS; k++) {
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += DCT[k * BANDS + band] * column[band];
    coefficients[k] = sum;
  }
}

/** Matrix logarithm as a vector with the matrix's norm. */
function flattened(covariance: Float64Array): Float64Array {
  const logarithm = logarithmOfSymmetric(covariance, COEFFICIENTS, MIN_VARIANCE);
  const scaled = logarithm.map((value, i) => (i % (COEFFICIENTS + 1) === 0 ? value : value * Math.SQRT2));
  return upperTriangle(scaled, COEFFICIENTS);
}

/** Autocorrelation of the rise of loudness at lags of 1..59 columns, then its five largest values at beats. */
function repetitions(lines: readonly Float64Array[]): number[] {
  const onsets = risesOf(lines);
  const centre = average(onsets);
  for (let t = 0; t < onsets.length; t++) onsets[t] -= centre;
  const power = correlation(onsets, 0) + 1e-9;
  const byLag = Array.from({ length: LAGS + 1 }, (_, lag) => correlation(onsets, lag) / power);
  const strongest = byLag.slice(...BEAT_LAGS).sort((a, b) => a - b);
  return [...byLag.slice(1), ...strongest.slice(-STRONGEST)];
}

function correlation(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < values.length; t++) sum += values[t] * values[t - lag];
  return sum;
}

/** Summed increases of the bands from each column to the next; a single column has none. */
function risesOf(lines: readonly Float64Array[]): Float64Array {
  const rises = new Float64Array(Math.max(1, lines[0].length - 1));
  for (const line of lines) {
    for (let t = 1; t < line.length; t++) rises[t - 1] += Math.max(0, line[t] - line[t - 1]);
  }
  return rises;
}

/** Texture of each band: mean difference of neighbouring bins in sustained sound, and of neighbouring columns. */
function texture(spectrogram: Float32Array): number[] {
  const overBands = (values: Float64Array) => FILTERS.map((filter) => weighted(filter, values, 0));
  return [...overBands(toneContrast(spectrogram)), ...overBands(edgeContrast(spectrogram))];
}

/** Mean difference of each bin from one column to the next. */
function edgeContrast(spectrogram: Float32Array): Float64Array {
  const contrast = new Float64Array(BINS);
  for (let at = BINS; at < spectrogram.length; at += BINS) {
    addSteps(spectrogram, at, contrast);
  }
  const steps = Math.max(1, spectrogram.length / BINS - 1);
  return contrast.map((sum) => sum / steps);
}

/** Adds the differences between the column at `at` and the one before. */
function addSteps(spectrogram: Float32Array, at: number, steps: Float64Array): void {
  for (let bin = 0; bin < BINS; bin++) {
    steps[bin] += Math.abs(spectrogram[at + bin] - spectrogram[at + bin - BINS]);
  }
}

/** Mean difference of each bin to the next, in means over ten columns; the last bin is repeated. */
function toneContrast(spectrogram: Float32Array): Float64Array {
  const stretches = Math.floor(spectrogram.length / BINS / SUSTAINED);
  const contrast = new Float64Array(BINS);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const means = new Float64Array(BINS);
    for (let column = 0; column < SUSTAINED; column++) {
      const at = (stretch * SUSTAINED + column) * BINS;
      for (let bin = 0; bin < BINS; bin++) means[bin] += spectrogram[at + bin] / SUSTAINED;
    }
    for (let bin = 0; bin < BINS - 1; bin++)
      contrast[bin] += Math.abs(means[bin + 1] - means[bin]) / stretches;
  }
  contrast[BINS - 1] = contrast[BINS - 2];
  return contrast;
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return values.length > 0 ? sum / values.length : 0;
}

function columnNames(): string[] {
  const numbered = (stem: string, count: number) => Array.from({ length: count }, (_, i) => `${stem}${i}`);
  const ranges = MODULATION_EDGES.length - 1;
  return [
    ...Array.from(
      { length: (BANDS / BANDS_TOGETHER) * ranges },
      (_, i) => `modulation${Math.floor(i / ranges)}_${i % ranges}`,
    ),
    ...numbered('cepstrum', COEFFICIENTS),
    ...numbered('logcov', TRIANGLE),
    ...numbered('change_logcov', TRIANGLE),
    ...Array.from({ length: LAGS }, (_, i) => `repetition${i + 1}`),
    ...numbered('strongest_repetition', STRONGEST),
    ...numbered('tones', BANDS),
    ...numbered('edges', BANDS),
  ];
}
