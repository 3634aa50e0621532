/** Memory layout of the decoder: fixed addresses, room for the largest frame. Untouched pages cost nothing. */

/** Samples of a channel's longest block. */
const MAX_BLOCK: usize = 65536;
/** Rows of samples lie so far apart: some are read and written beyond a block that is no multiple of four. */
export const ROW_BYTES: usize = (MAX_BLOCK + 16) * 4;

/** Samples of each channel, integers first, then floats. */
export const SAMPLES: usize = memory.data(8 * (65536 + 16) * 4, 16);
/** Coefficients of the linear predictor. */
export const COEFFICIENTS: usize = memory.data(32 * 4, 16);
/** CRC-16 of a byte, and of one followed by 1 to 7 zero bytes. */
export const CHECKSUMS: usize = memory.data(8 * 256 * 2, 16);
