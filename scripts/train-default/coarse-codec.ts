/** A stand-in for codecs of few bits, which training has none of: what they leave of a sound. */

import { randomOf } from '../../src/dsp/random.ts';
import { Dct4 } from './dct4.ts';

export interface Coarseness {
  /** Quantisation step, in root mean squares of a band of 100 Hz; it grows with the band's width. */
  readonly step: number;
  /** Seed of the noise that replaces coefficients below a step. */
  readonly seed: number;
}

/** Coefficients of a block; its window is twice as long, 46 ms at 22,050 Hz. */
const BLOCK = 512;
/** Borders of the bands, in coefficients: narrow at the bottom, half an octave at the top. */
const BORDERS = [0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 320, 384, 448, BLOCK];
/** Share of a coefficient below a step that is left as noise. */
const NOISE = 0.5;

/**
 * The sound as a codec of few bits leaves it: each band of each block keeps its energy, and of its coefficients what
 * coarse steps tell; the rest is noise.
 */
export function coarselyCoded(sound: Float32Array, { step, seed }: Coarseness): Float32Array {
  const random = randomOf(seed);
  const transform = new Dct4(BLOCK);
  const window = Float64Array.from({ length: 2 * BLOCK }, (_, i) =>
    Math.sin((Math.PI * (i + 0.5)) / (2 * BLOCK)),
  );
  const output = new Float32Array(sound.length);
  const coefficients = new Float64Array(BLOCK);
  for (let start = -BLOCK; start < sound.length; start += BLOCK) {
    fold(sound, { start, window }, coefficients);
    transform.transform(coefficients, coefficients);
    for (let band = 1; band < BORDERS.length; band++) {
      coarsen(coefficients.subarray(BORDERS[band - 1], BORDERS[band]), step, random);
    }
    transform.transform(coefficients, coefficients);
    unfold(coefficients, { start, window }, output);
  }
  return output;
}

/** Position of a block in the sound, and its window. */
interface Place {
  readonly start: number;
  readonly window: Float64Array;
}

/** The windowed block, folded to half its length: what the MDCT transforms. */
function fold(sound: Float32Array, { start, window }: Place, folded: Float64Array): void {
  const at = (i: number) => (sound[start + i] ?? 0) * window[i];
  const half = BLOCK / 2;
  for (let i = 0; i < half; i++) {
    folded[i] = -at(3 * half - 1 - i) - at(3 * half + i);
    folded[half + i] = at(i) - at(BLOCK - 1 - i);
  }
}

/** Adds the block to the sound again; neighbours cancel what folding mixed. */
function unfold(folded: Float64Array, { start, window }: Place, sound: Float32Array): void {
  const half = BLOCK / 2;
  const put = (i: number, value: number) => {
    const at = start + i;
    if (at >= 0 && at < sound.length) sound[at] += (window[i] * value) / half;
  };
  for (let i = 0; i < half; i++) {
    put(i, folded[half + i]);
    put(BLOCK - 1 - i, -folded[half + i]);
    put(3 * half - 1 - i, -folded[i]);
    put(3 * half + i, -folded[i]);
  }
}

/** Quantises a band in place; the wider the band, the coarser. */
function coarsen(band: Float64Array, step: number, random: () => number): void {
  const energy = energyOf(band);
  if (energy === 0) return;
  const size = step * Math.sqrt(energy / band.length) * (band.length / BORDERS[1]) ** 0.25;
  for (let i = 0; i < band.length; i++) {
    const rounded = Math.round(band[i] / size);
    band[i] = size * (rounded === 0 ? NOISE * (2 * random() - 1) : rounded);
  }
  const gain = Math.sqrt(energy / energyOf(band));
  for (let i = 0; i < band.length; i++) band[i] *= gain;
}

function energyOf(band: Float64Array): number {
  return band.reduce((sum, value) => sum + value * value, 0);
}
