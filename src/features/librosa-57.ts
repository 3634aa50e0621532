import { chromaFrames } from './chroma.ts';
import { hpss } from './hpss.ts';
import { mfccFrames } from './mfcc.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
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
export const librosa57: SyncRecipe = {
  name: 'librosa-57',
  version: 1,
  parameters: { ...TABLE_PARAMETERS, tempoWeighting: 'product' },
  shape: [57],
  columns: columnNames(),
  compute(analysis) {
    const data = librosa57Row(analysis.spectra({ padMode: TABLE_PARAMETERS.padMode }));
    return { data, shape: [57] };
  },
};

/** The 57 numbers of a sound; the analysis decides the padding. */
function librosa57Row(spectra: Spectra): Float32Array {
  const { signal, sampleRate } = spectra;
  const samples = { data: signal, sampleRate };
  const { harmonic, percussive } = hpss(spectra);
  const features = [
    chromaFrames(spectra).data,
    rms(samples, { padMode: spectra.stft.padMode }).data,
    spectralCentroid(spectra).data,
    spectralBandwidth(spectra).data,
    spectralRolloff(spectra).data,
    zeroCrossingRate(samples).data,
  ];
  const beatsPerMinute = tempo(spectra, { aggregate: 'median', weighting: 'product' });
  return Float32Array.from([
    ...features.flatMap(meanAndVariance),
    ...withoutTail(harmonic, spectra),
    ...withoutTail(percussive, spectra),
    beatsPerMinute,
    ...coefficientRows(spectra).flatMap(meanAndVariance),
  ]);
}

/** Each of the 20 MFCC over time. */
export function coefficientRows(spectra: Spectra): Float32Array[] {
  const coefficients = mfccFrames(spectra, { nMfcc: N_MFCC }).data;
  return Array.from({ length: N_MFCC }, (_, i) => columnOf(coefficients, N_MFCC, i));
}

/** The table's names of the mean and variance of each feature. */
export function pairNames(features: readonly string[]): string[] {
  return features.flatMap((name) => [`${name}_mean`, `${name}_var`]);
}

/** Mean and variance as if the samples behind the centre of the last frame were zero: librosa 0.7 left them so. */
function withoutTail(part: Float32Array, { frames, stft }: Spectra): [number, number] {
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
