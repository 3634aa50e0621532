/** Bands of lines that share a scale factor (ISO 11172-3 and 13818-3, tables B.8), and where coded lines belong. */

/** Division of a granule: a long block, three short ones, or the first two subbands long and the others short. */
export type Division = 'long' | 'short' | 'mixed';

export interface Bands {
  /** Lines of each, in the order of coding. */
  readonly widths: Int32Array;
  /** Number of long bands at the start; the others come in threes, one for each window. */
  readonly long: number;
  /** Byte offset in the spectrum of each coded line. */
  readonly places: Uint16Array;
}

/** Ends of the bands of long blocks by sample rate; 22,050 Hz counts for those below that are not named. */
const LONG: Readonly<Record<number, readonly number[]>> = {
  44100: [4, 8, 12, 16, 20, 24, 30, 36, 44, 52, 62, 74, 90, 110, 134, 162, 196, 238, 288, 342, 418, 576],
  48000: [4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384, 576],
  32000: [4, 8, 12, 16, 20, 24, 30, 36, 44, 54, 66, 82, 102, 126, 156, 194, 240, 296, 364, 448, 550, 576],
  22050: [6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 116, 140, 168, 200, 238, 284, 336, 396, 464, 522, 576],
  24000: [6, 12, 18, 24, 30, 36, 44, 54, 66, 80, 96, 114, 136, 162, 194, 232, 278, 332, 394, 464, 540, 576],
  8000: [
    12, 24, 36, 48, 60, 72, 88, 108, 132, 160, 192, 232, 280, 336, 400, 476, 566, 568, 570, 572, 574, 576,
  ],
};
/** Band boundaries of short blocks by sample rate; those of 16,000 Hz serve for rates not listed. */
const SHORT: Readonly<Record<number, readonly number[]>> = {
  44100: [4, 8, 12, 16, 22, 30, 40, 52, 66, 84, 106, 136, 192],
  48000: [4, 8, 12, 16, 22, 28, 38, 50, 64, 80, 100, 126, 192],
  32000: [4, 8, 12, 16, 22, 30, 42, 58, 78, 104, 138, 180, 192],
  22050: [4, 8, 12, 18, 24, 32, 42, 56, 74, 100, 132, 174, 192],
  24000: [4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 136, 180, 192],
  16000: [4, 8, 12, 18, 26, 36, 48, 62, 80, 104, 134, 174, 192],
  8000: [8, 16, 24, 36, 52, 72, 96, 124, 160, 162, 164, 166, 192],
};
/** Short bands that a mixed block leaves to long ones. */
const MIXED_SHORT = 3;
const LINES = 18;
const SUBBANDS = 32;

export function longEnds(sampleRate: number): readonly number[] {
  return LONG[sampleRate] ?? LONG[22_050];
}

/** Long bands of a mixed block. */
function longOfMixed(sampleRate: number): number {
  return sampleRate < 32_000 ? 6 : 8;
}

export function bandsOf(sampleRate: number, division: Division): Bands {
  const long = longEnds(sampleRate);
  const short = widthsOf(SHORT[sampleRate] ?? SHORT[16_000]);
  const count = { long: long.length, short: 0, mixed: longOfMixed(sampleRate) }[division];
  const shortWidths = division === 'long' ? [] : short.slice(division === 'mixed' ? MIXED_SHORT : 0);
  const widths = [
    ...widthsOf(long).slice(0, count),
    ...shortWidths.flatMap((width) => [width, width, width]),
  ];
  return { widths: Int32Array.from(widths), long: count, places: placesOf(widths, count) };
}

function widthsOf(ends: readonly number[]): number[] {
  return ends.map((end, i) => end - (ends[i - 1] ?? 0));
}

/**
 * Byte offsets of the coded lines: line k of subband s is at 32 k + s; in short blocks, line k of window w
 * counts as line 3 k + w.
 */
function placesOf(widths: readonly number[], long: number): Uint16Array {
  const places: number[] = [];
  widths.forEach((width, band) => {
    const start = places.length;
    const isShort = band >= long;
    const window = isShort ? (band - long) % 3 : 0;
    for (let k = 0; k < width; k++) {
      const line = isShort ? start - window * width + 3 * k + window : start + k;
      places.push(4 * ((line % LINES) * SUBBANDS + Math.floor(line / LINES)));
    }
  });
  return Uint16Array.from(places);
}
