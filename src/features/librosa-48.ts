import { type Analysis, sharedAnalysis } from './analysis.ts';
import { COEFFICIENT_NAMES, coefficientRows, pairNames, TABLE_PARAMETERS } from './librosa-57.ts';
import type { Recipe } from './recipe.ts';
import { spectralBandwidth, spectralCentroid, spectralRolloff } from './spectral.ts';
import { meanAndVariance } from './summary.ts';
import { rms } from './waveform.ts';

const { padMode } = TABLE_PARAMETERS;

/**
 * The 48 columns of `librosa-57` that cost little: without chroma, zero crossings, harmony, perceptr and tempo,
 * which take three quarters of its time. Names and values are those of `librosa-57`.
 */
export const librosa48: Recipe = {
  name: 'librosa-48',
  version: 1,
  parameters: TABLE_PARAMETERS,
  shape: [48],
  columns: pairNames(['rms', 'spectral_centroid', 'spectral_bandwidth', 'rolloff', ...COEFFICIENT_NAMES]),
  compute(samples) {
    const analysis = sharedAnalysis(samples, { padMode });
    return { data: Float32Array.from(rowsOf(analysis).flatMap(meanAndVariance)), shape: [48] };
  },
};

function rowsOf(analysis: Analysis): Float32Array[] {
  const { signal, sampleRate } = analysis;
  return [
    rms({ data: signal, sampleRate }, { padMode }).data,
    spectralCentroid(analysis).data,
    spectralBandwidth(analysis).data,
    spectralRolloff(analysis).data,
    ...coefficientRows(analysis),
  ];
}
