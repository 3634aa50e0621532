import { logarithmOfSymmetric } from '../dsp/linear-algebra.ts';
import { upperTriangle } from '../dsp/statistics.ts';
import type { SyncRecipe } from './recipe.ts';
import { speechMfccCov } from './speech-mfcc.ts';

const ORDER = 13;
/** Variances below this count as this: digital silence has none. */
const MIN_VARIANCE = 1e-3;

/**
 * Mean and matrix logarithm of the covariance of speech MFCC. Covariances are not a flat space; their logarithms are
 * (Arsigny et al. 2006), so distances and straight decision borders mean something there.
 */
export const mfccLogCov: SyncRecipe = {
  name: 'mfcc-logcov',
  version: 1,
  parameters: { of: speechMfccCov.name, ofVersion: speechMfccCov.version, leastVariance: MIN_VARIANCE },
  shape: [104],
  columns: speechMfccCov.columns.map((name) => name.replace('cov', 'logcov')),
  compute(analysis) {
    return { data: logCovarianceRow(speechMfccCov.compute(analysis).data), shape: [104] };
  },
};

/**
 * A row of `speech-mfcc-cov` with its covariance replaced by the logarithm; entries off the diagonal are multiplied
 * by the square root of 2, so that the distance of two rows is that of the matrices.
 */
export function logCovarianceRow(row: ArrayLike<number>): Float32Array {
  const matrix = new Float64Array(ORDER * ORDER);
  let next = ORDER;
  for (let i = 0; i < ORDER; i++) {
    for (let j = i; j < ORDER; j++) {
      matrix[i * ORDER + j] = row[next];
      matrix[j * ORDER + i] = row[next++];
    }
  }
  const logarithm = logarithmOfSymmetric(matrix, ORDER, MIN_VARIANCE);
  const scaled = logarithm.map((value, i) => (i % (ORDER + 1) === 0 ? value : value * Math.SQRT2));
  const output = new Float32Array(104);
  for (let i = 0; i < ORDER; i++) output[i] = row[i];
  output.set(upperTriangle(scaled, ORDER), ORDER);
  return output;
}
