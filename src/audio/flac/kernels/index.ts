/** A FLAC frame to samples, in AssemblyScript: compiled by scripts/build-kernels.js into `../frame.wasm.ts`. */

export { FRAME } from '../../kernels/bits';
export { decodeFrame } from './frame';
export { ROW_BYTES, SAMPLES } from './memory';
