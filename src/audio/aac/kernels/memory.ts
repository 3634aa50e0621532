/** Memory layout of the decoder: fixed addresses, one instance per decoder. The caller fills the tables. */

/** Lines of a long window, and of a short one. */
export const LINES: usize = 1024;
export const SHORT_LINES: usize = 128;
export const SPECTRUM_BYTES: usize = LINES * 4;
/** Bands of a channel's frame by group: at most eight times 15, or one times 51. */
export const MAX_BANDS: usize = 128;

/** First line of each band of the current channel, and the end of the last. */
export const OFFSETS: usize = memory.data(64 * 4, 16);
/** Number of windows in each window group. */
export const GROUPS: usize = memory.data(8 * 4, 16);
/** Codebook, and gain, energy or position as coded, by channel, group and band. */
export const CODEBOOKS: usize = memory.data(16 * 128, 16);
export const FACTORS: usize = memory.data(16 * 128 * 4, 16);
/** Mid/side mask by group and band: 1 if coded as mid and side. */
export const MASK: usize = memory.data(128, 16);
/** Spectral lines of each channel; short windows follow one another. */
export const SPECTRA: usize = memory.data(16 * 1024 * 4, 16);
/** Coefficients of a TNS filter, doubles, padded with zeros. */
export const FILTER: usize = memory.data(32 * 8, 16);

/**
 * Codebooks 0 (scale factors) to 11: entries by the next 10 bits; number of codes of each length; entries in
 * code order.
 */
export const LOOKUPS: usize = memory.data(12 * 1024 * 4, 16);
export const COUNTS: usize = memory.data(12 * 20 * 4, 16);
export const ENTRIES: usize = memory.data(12 * 320 * 4, 16);
/** Lines of each symbol to the power of 4/3, one vector each, codebooks 1 to 11. */
export const VALUES: usize = memory.data(12 * 320 * 16, 16);
/** Sign masks by which of four lines are not 0 and by the sign bits. */
export const SIGNS: usize = memory.data(16 * 16 * 16, 16);
/** n to the power of 4/3. */
export const POWERS: usize = memory.data(8192 * 4, 16);
/** 2 to the power of a quarter of (n - 100). */
export const GAINS: usize = memory.data(256 * 4, 16);

/** Rising halves of windows by kind: long, steep (each by shape), and as they fall. */
export const SLOPES: usize = memory.data(8 * 1024 * 4, 16);
/** The same of short windows. */
export const SHORT_SLOPES: usize = memory.data(4 * 128 * 4, 16);
/** Twiddle tables of the long transform and the short one, see `transform.ts`. */
export const TABLES: usize = memory.data(32768, 16);
export const SHORT_TABLES: usize = memory.data(4096, 16);
/** Overlap-add buffer of each plane: the next complete samples, and half a frame beyond. */
export const SUMS: usize = memory.data(8 * 2048 * 4, 16);
/** Output samples of each plane. */
export const OUTPUT: usize = memory.data(8 * 1024 * 4, 16);
/** Scratch memory; nothing in it outlives a call. */
export const SCRATCH: usize = memory.data(16384, 16);
