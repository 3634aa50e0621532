/**
 * Memory layout of the decoder: fixed addresses, one instance per decoder. The caller fills the tables and
 * the frame.
 */

/** Floats of a row of the spectrum. */
export const ROW: usize = 32;
export const ROW_BYTES: usize = ROW * 4;
/** Lines of a subband. */
export const LINES: usize = 18;
export const SPECTRUM_BYTES: usize = LINES * ROW_BYTES;
/** Time slots of a frame: two granules. */
export const SLOTS: usize = 36;

/** Main data as it came, with what is read beyond its end. */
export const DATA: usize = memory.data(4096, 16);
/** The same as words. */
export const WORDS: usize = memory.data(4096, 16);
/** Code tables, see `huffman.ts`. */
export const CODES: usize = memory.data(32768, 16);
/** n to the power of 4/3. */
export const POWERS: usize = memory.data(8208 * 4, 16);
/** Widths and gains of the bands of one channel's granule, in coding order. */
export const WIDTHS: usize = memory.data(40 * 4, 16);
export const GAINS: usize = memory.data(40 * 4, 16);
/** Byte offset in the spectrum of each coded line. */
export const PLACES: usize = memory.data(576 * 2, 16);
/** Spectrum of each channel: line k of subband s at k * ROW + s. */
export const SPECTRA: usize = memory.data(2 * 18 * 32 * 4, 16);
/** Overlap of each channel: 18 rows of 32 that the last granule adds to the next. */
export const OVERLAP: usize = memory.data(2 * 18 * 32 * 4, 16);
/** Subband samples of each channel: 36 rows of 32. */
export const SUBBANDS: usize = memory.data(2 * 36 * 32 * 4, 16);
/** Windows of the block types, 36 each (of type 2: 12), with what the transforms leave out. */
export const WINDOWS: usize = memory.data(4 * 36 * 4, 16);
/** Eight pairs of the butterflies between subbands. */
export const ALIASES: usize = memory.data(16 * 4, 16);
/** Cosines of the transform of a long block, see `hybrid.ts`. */
export const LONG_COSINES: usize = memory.data(32 * 4, 16);
/** Cosines of the transform of a short block: 6 rows of 6. */
export const SHORT_COSINES: usize = memory.data(36 * 4, 16);
/** Halves of secants of the stages of a cosine transform of 32: 16, 8, 4, 2, 1. */
export const SECANTS: usize = memory.data(32 * 4, 16);
/** Synthesis window of outputs 0 to 16: 16 taps of the output itself and 16 of its mirror image. */
export const TAPS: usize = memory.data(17 * 32 * 4, 16);
/** History of the synthesis filter, each channel 32 rows over time: 16 past slots, then a frame's. */
export const HISTORY: usize = memory.data(2 * 32 * 52 * 4, 16);
/** Output of each channel: 1,152 samples. */
export const OUTPUT: usize = memory.data(2 * 1152 * 4, 16);
/** Scratch memory; nothing in it outlives a call. */
export const SCRATCH: usize = memory.data(32768, 16);
