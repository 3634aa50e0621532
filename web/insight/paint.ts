/** Conversion of values to pixels. Pure. */
import { hzToMel } from '../../src/dsp/mel.ts';
import type { Picture } from './mosaic.ts';

/** Colour ramp from silent to loud: night, plum, the record's red, amber, paper. The same in both schemes. */
const RAMP = [
  [20, 17, 22],
  [74, 32, 84],
  [205, 52, 52],
  [244, 165, 66],
  [255, 250, 232],
] as const;
/** Softer than this below the loudest is black. */
const RANGE_DB = 65;
/** The core's sounds go up to half of 22,050 Hz. */
const HIGHEST_HZ = 11_025;

/**
 * Fills RGBA pixels, the first row at the bottom.
 * @param level how bright a value is, 0..1
 */
export function paintPicture(
  { data, rows, columns }: Picture,
  level: (value: number) => number,
  pixels: Uint8ClampedArray,
): void {
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const [red, green, blue] = colourOf(level(data[column * rows + row]!));
      pixels.set([red, green, blue, 255], 4 * ((rows - 1 - row) * columns + column));
    }
  }
}

/** Brightness of decibels: 1 for the loudest of `data`. */
export function levelOfDb(data: Float32Array): (db: number) => number {
  const loudest = data.reduce((most, value) => Math.max(most, value), -Infinity);
  return (db) => 1 - (loudest - db) / RANGE_DB;
}

/** Height of a frequency in a mel spectrogram, 0..1. */
export function melPlace(hertz: number, bands: number): number {
  // Bands are centred one step in from either end.
  const step = hzToMel(hertz) / (hzToMel(HIGHEST_HZ) / (bands + 1));
  return (step - 0.5) / bands;
}

/** @param level clipped to 0..1 */
export function colourOf(level: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, level)) * (RAMP.length - 1);
  const index = Math.min(RAMP.length - 2, Math.floor(place));
  const [low, high] = [RAMP[index]!, RAMP[index + 1]!];
  const mix = (i: 0 | 1 | 2) => low[i] + (place - index) * (high[i] - low[i]);
  return [mix(0), mix(1), mix(2)];
}
