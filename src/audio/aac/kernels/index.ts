/**
 * The arithmetic of AAC, in AssemblyScript: compiled by scripts/build-kernels.js into `../aac.wasm.ts`. Elements and
 * what they say of windows, filters and pulses are read in TypeScript beside.
 */

export { FRAME, openBits } from '../../kernels/bits';
export { readFactors } from './factors';
export { shapeNoise } from './filter';
export { addFrame, takeFrame } from './filterbank';
export {
  CODEBOOKS,
  COUNTS,
  ENTRIES,
  FACTORS,
  FILTER,
  GAINS,
  GROUPS,
  LOOKUPS,
  MASK,
  OFFSETS,
  OUTPUT,
  POWERS,
  SHORT_SLOPES,
  SHORT_TABLES,
  SIGNS,
  SLOPES,
  SPECTRA,
  TABLES,
  VALUES,
} from './memory';
export { addSpectrum, powerOf, powerOfSum } from './power';
export { readSpectrum } from './spectrum';
export { fillNoise, joinStereo, seedNoise } from './stereo';
