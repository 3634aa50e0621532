import { besselI0 } from '../../dsp/bessel.ts';
import { Dct4 } from './dct4.ts';
import { EIGHT_SHORT, LONG_START, LONG_STOP } from './ics-info.ts';

/** What the filterbank needs to know of a frame. */
export interface WindowChoice {
  readonly sequence: number;
  /** Of this frame, for its second half: 0 sine, 1 Kaiser-Bessel derived. */
  readonly shape: number;
  /** Of the frame before, for the first half. */
  readonly previousShape: number;
}

/** Samples that a frame gives, and of overlap with nothing that the first frame of a stream gives. */
export const FRAME_SAMPLES = 1024;
const LONG = FRAME_SAMPLES;
const SHORT = 128;
/** Where the eight short windows begin in a long one. */
const SHORT_START = 448;

/** Rising halves by shape, with the 1 / N of the transform. */
const LONG_SLOPES = [sineSlope(LONG), kaiserBesselSlope(LONG, 4)].map((slope) => scaled(slope, 1 / LONG));
const SHORT_SLOPES = [sineSlope(SHORT), kaiserBesselSlope(SHORT, 6)].map((slope) => scaled(slope, 1 / SHORT));
/** Of long windows next to short ones: nothing, the short slope, then everything. */
const STEEP_SLOPES = SHORT_SLOPES.map(steepSlope);
/** Falling halves, by shape. */
const FALLING_LONG = LONG_SLOPES.map(reversed);
const FALLING_STEEP = STEEP_SLOPES.map(reversed);

/**
 * Spectrum to windowed time (ISO/IEC 14496-3, section 4.6.11): frames are added where they overlap. As all of it
 * is linear, one bank serves the mean of several channels.
 */
export class Filterbank {
  readonly #longDct = new Dct4(LONG);
  readonly #shortDct = new Dct4(SHORT);
  readonly #folded = new Float64Array(LONG);
  readonly #shortFolded = new Float64Array(SHORT);
  /** This frame's first half, and the second half, which the next frame needs. */
  #now = new Float64Array(LONG);
  #next = new Float64Array(LONG);

  /** Adds a frame's spectrum of 1,024 lines. */
  add(spectrum: Float64Array, choice: WindowChoice): void {
    if (choice.sequence === EIGHT_SHORT) this.#addShort(spectrum, choice);
    else this.#addLong(spectrum, choice);
  }

  /** The 1,024 samples that are complete now, times `gain`; the bank moves on by one frame. */
  take(gain: number): Float32Array {
    const out = new Float32Array(LONG);
    for (let i = 0; i < LONG; i++) out[i] = this.#now[i] * gain;
    const finished = this.#now;
    this.#now = this.#next;
    this.#next = finished.fill(0);
    return out;
  }

  #addLong(spectrum: Float64Array, { sequence, shape, previousShape }: WindowChoice): void {
    const folded = this.#folded;
    const now = this.#now;
    const next = this.#next;
    const rising = (sequence === LONG_STOP ? STEEP_SLOPES : LONG_SLOPES)[previousShape];
    const falling = (sequence === LONG_START ? FALLING_STEEP : FALLING_LONG)[shape];
    this.#longDct.transform(spectrum, folded);
    const half = LONG / 2;
    // The DCT-IV unfolds to 2,048 samples by its symmetries.
    for (let n = 0; n < half; n++) {
      now[n] += folded[n + half] * rising[n];
      now[n + half] -= folded[LONG - 1 - n] * rising[n + half];
      next[n] -= folded[half - 1 - n] * falling[n];
      next[n + half] -= folded[n] * falling[n + half];
    }
  }

  #addShort(spectrum: Float64Array, { shape, previousShape }: WindowChoice): void {
    const folded = this.#shortFolded;
    const half = SHORT / 2;
    const falling = SHORT_SLOPES[shape];
    for (let window = 0; window < 8; window++) {
      this.#shortDct.transform(spectrum.subarray(window * SHORT, (window + 1) * SHORT), folded);
      const rising = SHORT_SLOPES[window === 0 ? previousShape : shape];
      const start = SHORT_START + window * SHORT;
      for (let n = 0; n < SHORT; n++) {
        const first = n < half ? folded[n + half] : -folded[SHORT + half - 1 - n];
        const second = n < half ? -folded[half - 1 - n] : -folded[n - half];
        this.#addAt(start + n, first * rising[n]);
        this.#addAt(start + SHORT + n, second * falling[SHORT - 1 - n]);
      }
    }
  }

  #addAt(index: number, value: number): void {
    if (index < LONG) this.#now[index] += value;
    else this.#next[index - LONG] += value;
  }
}

function scaled(slope: Float64Array, factor: number): Float64Array {
  return slope.map((value) => value * factor);
}

function reversed(slope: Float64Array): Float64Array {
  return slope.slice().reverse();
}

/** A short slope in the middle of a long half, for the scale of a long transform. */
function steepSlope(short: Float64Array): Float64Array {
  const slope = new Float64Array(LONG);
  slope.set(scaled(short, SHORT / LONG), SHORT_START);
  return slope.fill(1 / LONG, SHORT_START + SHORT);
}

function sineSlope(length: number): Float64Array {
  return Float64Array.from({ length }, (_, n) => Math.sin((Math.PI / (2 * length)) * (n + 0.5)));
}

/** The root of the running sum of a Kaiser window, over its whole sum. */
function kaiserBesselSlope(length: number, alpha: number): Float64Array {
  const kaiser = Float64Array.from({ length: length + 1 }, (_, n) =>
    besselI0(Math.PI * alpha * Math.sqrt(1 - ((2 * n) / length - 1) ** 2)),
  );
  const total = kaiser.reduce((sum, value) => sum + value, 0);
  let sum = 0;
  return Float64Array.from({ length }, (_, n) => {
    sum += kaiser[n];
    return Math.sqrt(sum / total);
  });
}
