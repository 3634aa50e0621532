import { type Analysis, sharedAnalysis } from './analysis.ts';
import { chromaFrames } from './chroma.ts';
import { hpss } from './hpss.ts';
import { mfccFrames } from './mfcc.ts';
import type { Recipe } from './recipe.ts';
import { spectralBandwidth, spectralCentroid, spectralRolloff } from './spectral.ts';
import { columnOf, meanAndVariance, summarise } from './summary.ts';
import { tempo } from './tempo.ts';
import { rms, zeroCrossingRate } from './waveform.ts';

const N_MFCC = 20;
/** librosa's defaults; version 0.7, which made the known table, continued the signal by its mirror image. */
export const TABLE_PARAMETERS = {
  sampleRate: 22_050,
  nFft: 2048,
  hopLength: 512,
  window: 'hann',
  padMode: 'reflect',
  nMels: 128,
  nMfcc: N_MFCC,
} as const;
export const COEFFICIENT_NAMES = Array.from({ length: N_MFCC }, (_, i) => `mfcc${i + 1}`);

/**
 * The 57 columns of the widely used feature table of GTZAN (`features_30_sec.csv`, without `length`, which tells the
 * source): means and population variances of librosa's features, and the tempo.
 */
export const librosa57: Recipe = {
  name: 'librosa-57',
  version: 1,
  parameters: { ...TABLE_PARAMETERS, tempoWeighting: 'product' },
  shape: [57],
  columns: columnNames(),
  compute(samples) {
    const data = librosa57Row(sharedAnalysis(samples, { padMode: TABLE_PARAMETERS.padMode }));
    return { data, shape: [57] };
  },
};

/** The 57 numbers of a sound; the analysis decides the padding. */
export function librosa57Row(analysis: Analysis): Float32Array {
  const { signal, sampleRate } = analysis;
  const samples = { data: signal, sampleRate };
  const { harmonic, percussive } = hpss(analysis);
  const features = [
    chromaFrames(analysis).data,
    rms(samples, { padMode: analysis.stft.padMode }).data,
    spectralCentroid(analysis).data,
    spectralBandwidth(analysis).data,
    spectralRolloff(analysis).data,
    zeroCrossingRate(samples).data,
  ];
  const beatsPerMinute = tempo(analysis, { aggregate: 'median', weighting: 'product' });
  return Float32Array.from([
    ...features.flatMap(meanAndVariance),
    ...withoutTail(harmonic, analysis),
    ...withoutTail(percussive, analysis),
    beatsPerMinute,
    ...coefficientRows(analysis).flatMap(meanAndVariance),
  ]);
}

/** Each of the 20 MFCC over time. */
export function coefficientRows(analysis: Analysis): Float32Array[] {
  const coefficients = mfccFrames(analysis, { nMfcc: N_MFCC }).data;
  return Array.from({ length: N_MFCC }, (_, i) => columnOf(coefficients, N_MFCC, i));
}

/** The table's names of the mean and variance of each feature. */
export function pairNames(features: readonly string[]): string[] {
  return features.flatMap((name) => [`${name}_mean`, `${name}_var`]);
}

/** Mean and variance as if the samples behind the centre of the last frame were zero: librosa 0.7 left them so. */
function withoutTail(part: Float32Array, { frames, stft }: Analysis): [number, number] {
  const known = part.subarray(0, (frames - 1) * stft.hopLength);
  const { mean, variance } = summarise(known);
  const share = known.length / part.length;
  return [mean * share, (variance + mean * mean) * share - (mean * share) ** 2];
}

function columnNames(): string[] {
  const features = [
    'chroma_stft',
    'rms',
    'spectral_centroid',
    'spectral_bandwidth',
    'rolloff',
    'zero_crossing_rate',
    'harmony',
    'perceptr',
  ];
  return [...pairNames(features), 'tempo', ...pairNames(COEFFICIENT_NAMES)];
}
