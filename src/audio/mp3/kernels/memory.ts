/** Where everything lies: fixed, so that a decoder is one instance. Its caller fills the tables and the frame. */

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
/** Of a channel's granule: lines of each band and what its numbers are multiplied by, in the order of coding. */
export const WIDTHS: usize = memory.data(40 * 4, 16);
export const GAINS: usize = memory.data(40 * 4, 16);
/** Where in the spectrum each coded line goes, in bytes. */
export const PLACES: usize = memory.data(576 * 2, 16);
/** Of each channel: line k of subband s at k * ROW + s. */
export const SPECTRA: usize = memory.data(2 * 18 * 32 * 4, 16);
/** Of each channel, 18 rows of 32: what the last granule adds to the next. */
export const OVERLAP: usize = memory.data(2 * 18 * 32 * 4, 16);
/** Of each channel, 36 rows of 32 subbands. */
export const SUBBANDS: usize = memory.data(2 * 36 * 32 * 4, 16);
/** Windows of the block types, 36 each (of type 2: 12), with what the transforms leave out. */
export const WINDOWS: usize = memory.data(4 * 36 * 4, 16);
/** Eight pairs of the butterflies between subbands. */
export const ALIASES: usize = memory.data(16 * 4, 16);
/** Of the transform of a long block: see `hybrid.ts`. */
export const LONG_COSINES: usize = memory.data(32 * 4, 16);
/** Of the transform of a short block: 6 rows of 6. */
export const SHORT_COSINES: usize = memory.data(36 * 4, 16);
/** Halves of secants of the stages of a cosine transform of 32: 16, 8, 4, 2, 1. */
export const SECANTS: usize = memory.data(32 * 4, 16);
/** Of outputs 0 to 16, 16 taps for itself and 16 for that on the other side of the middle. */
export const TAPS: usize = memory.data(17 * 32 * 4, 16);
/** Of each channel, 32 rows over time: 16 slots of before, then a frame's. */
export const HISTORY: usize = memory.data(2 * 32 * 52 * 4, 16);
/** Of each channel, 1,152 samples. */
export const OUTPUT: usize = memory.data(2 * 1152 * 4, 16);
/** Nothing that stays. */
export const SCRATCH: usize = memory.data(32768, 16);
