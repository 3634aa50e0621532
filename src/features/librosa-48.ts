import { COEFFICIENT_NAMES, coefficientRows, pairNames, TABLE_PARAMETERS } from './librosa-57.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { spectralBandwidth, spectralCentroid, spectralRolloff } from './spectral.ts';
import { meanAndVariance } from './summary.ts';
import { rms } from './waveform.ts';

const { padMode } = TABLE_PARAMETERS;

/**
 * The 48 columns of `librosa-57` that cost little: without chroma, zero crossings, harmony, perceptr and tempo,
 * which take three quarters of its time. Names and values are those of `librosa-57`.
 */
export const librosa48: SyncRecipe = {
  name: 'librosa-48',
  version: 1,
  parameters: TABLE_PARAMETERS,
  shape: [48],
  columns: pairNames(['rms', 'spectral_centroid', 'spectral_bandwidth', 'rolloff', ...COEFFICIENT_NAMES]),
  compute(analysis) {
    const spectra = analysis.spectra({ padMode });
    return { data: Float32Array.from(rowsOf(spectra).flatMap(meanAndVariance)), shape: [48] };
  },
};

function rowsOf(spectra: Spectra): Float32Array[] {
  const { signal, sampleRate } = spectra;
  return [
    rms({ data: signal, sampleRate }, { padMode }).data,
    spectralCentroid(spectra).data,
    spectralBandwidth(spectra).data,
    spectralRolloff(spectra).data,
    ...coefficientRows(spectra),
  ];
}
