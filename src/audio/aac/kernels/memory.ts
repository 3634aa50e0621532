/** Where everything lies: fixed, so that a decoder is one instance. Its caller fills the tables. */

/** Lines of a long window, and of a short one. */
export const LINES: usize = 1024;
export const SHORT_LINES: usize = 128;
export const SPECTRUM_BYTES: usize = LINES * 4;
/** Bands by group of a channel's frame: at most eight of 15, or one of 51. */
export const MAX_BANDS: usize = 128;

/** First line of each band of the channel at hand, and the end of the last. */
export const OFFSETS: usize = memory.data(64 * 4, 16);
/** How many windows are in each of its groups. */
export const GROUPS: usize = memory.data(8 * 4, 16);
/** Of each channel, by group and band: the codebook, and the gain, energy or position as coded. */
export const CODEBOOKS: usize = memory.data(16 * 128, 16);
export const FACTORS: usize = memory.data(16 * 128 * 4, 16);
/** By group and band, 1: coded as middle and side. */
export const MASK: usize = memory.data(128, 16);
/** Of each channel, lines; of short windows, one window after the other. */
export const SPECTRA: usize = memory.data(16 * 1024 * 4, 16);
/** Of a filter along the lines, doubles, and zeros behind. */
export const FILTER: usize = memory.data(32 * 8, 16);

/** Of books 0 (differences of factors) to 11: entries by the next 10 bits; codes of each length; entries in their order. */
export const LOOKUPS: usize = memory.data(12 * 1024 * 4, 16);
export const COUNTS: usize = memory.data(12 * 20 * 4, 16);
export const ENTRIES: usize = memory.data(12 * 320 * 4, 16);
/** Of books 1 to 11, what the lines of a symbol are to the power of 4/3: a vector each. */
export const VALUES: usize = memory.data(12 * 320 * 16, 16);
/** By which of four lines are not 0, and so many bits: their signs. */
export const SIGNS: usize = memory.data(16 * 16 * 16, 16);
/** Numbers to the power of 4/3. */
export const POWERS: usize = memory.data(8192 * 4, 16);
/** 2 to the power of a quarter of (n - 100). */
export const GAINS: usize = memory.data(256 * 4, 16);

/** Rising halves of windows by kind: long, steep (each by shape), and as they fall. */
export const SLOPES: usize = memory.data(8 * 1024 * 4, 16);
/** The same of short windows. */
export const SHORT_SLOPES: usize = memory.data(4 * 128 * 4, 16);
/** Of the transforms of a long window, then a short one: see `transform.ts`. */
export const TABLES: usize = memory.data(32768, 16);
export const SHORT_TABLES: usize = memory.data(4096, 16);
/** Of each plane, what frames have added: the samples that are complete next, and half a frame's more. */
export const SUMS: usize = memory.data(8 * 2048 * 4, 16);
/** Of each plane, the samples of a frame. */
export const OUTPUT: usize = memory.data(8 * 1024 * 4, 16);
/** Nothing that stays. */
export const SCRATCH: usize = memory.data(16384, 16);
