/**
 * Kernels of layer III, in AssemblyScript: compiled by scripts/build-kernels.js into `../layer3.wasm.ts`.
 * Headers are read in TypeScript beside.
 */

export { openBits } from './bits';
export { hybrid, middleAndSide } from './hybrid';
export {
  ALIASES,
  CODES,
  DATA,
  GAINS,
  HISTORY,
  LONG_COSINES,
  OUTPUT,
  OVERLAP,
  PLACES,
  POWERS,
  SECANTS,
  SHORT_COSINES,
  SPECTRA,
  TAPS,
  WIDTHS,
  WINDOWS,
} from './memory';
export { readNumbers } from './numbers';
export { synthesise } from './synthesis';
