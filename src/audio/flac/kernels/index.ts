/** A FLAC frame to samples, in AssemblyScript: compiled by scripts/build-kernels.js into `../frame.wasm.ts`. */

export { decodeFrame } from './frame';
export { FRAME, ROW_BYTES, SAMPLES } from './memory';
