/**
 * The hot loops, in AssemblyScript: compiled by scripts/build-kernels.js into `../kernels.wasm.ts`.
 *
 * Pointers are byte offsets into the one memory, all multiples of 16; nothing is allocated here, the caller
 * lays out its buffers. Rows of spectra are padded to a multiple of four values.
 */

export { decimate } from './decimate';
export { squaredDistances } from './distances';
export { slidingEnergy, slidingPowers } from './energy';
export { filterBank, square } from './filter-bank';
export { logarithms } from './logarithm';
export { softMask, transpose } from './mask';
export { slidingMedian } from './median';
export { peaks } from './peaks';
export { project } from './project';
export { halve, resample, split } from './resample';
export { emphasise, largestMagnitude, level, levels, meanOfTwo, squares, total } from './samples';
export { extremes, limitedPowers, moments, rollOff } from './spectral';
export { istft, stft } from './stft';
export { truePeak } from './true-peak';
export { weightedPowers } from './weighting';
