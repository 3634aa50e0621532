import { SYNTHESIS_WINDOW } from './standard-tables.ts';

/** Tables of layer III arithmetic, laid out as `kernels/memory.ts` says. */

const LONG = 36;
const SHORT = 12;
/** Coefficients of the butterflies between subbands (table B.9). */
const ALIAS_COEFFICIENTS = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037];

export function powers(): Float32Array {
  return Float32Array.from({ length: 8_208 }, (_, n) => n ** (4 / 3));
}

export function aliases(): Float32Array {
  return Float32Array.from(
    ALIAS_COEFFICIENTS.flatMap((c) => [1 / Math.sqrt(1 + c * c), c / Math.sqrt(1 + c * c)]),
  );
}

export function longCosines(): Float32Array {
  const cosines = new Float32Array(32);
  for (let m = 0; m < 9; m++) {
    cosines[m] = Math.cos((Math.PI / 18) * m);
    cosines[16 + m] = halfSecant((Math.PI / LONG) * (2 * m + 1));
  }
  return cosines;
}

export function shortCosines(): Float32Array {
  return Float32Array.from({ length: 36 }, (_, i) =>
    Math.cos((Math.PI / 24) * (2 * Math.floor(i / 6) + 1) * (2 * (i % 6) + 1)),
  );
}

/** Windows by block type, 36 values each. */
export function windows(): Float32Array {
  const all = new Float32Array(4 * LONG);
  for (let n = 0; n < LONG; n++) {
    all[n] = sine(n, LONG) * ofTransform(n, LONG);
    all[LONG + n] = start(n) * ofTransform(n, LONG);
    all[3 * LONG + n] = start(LONG - 1 - n) * ofTransform(n, LONG);
  }
  for (let n = 0; n < SHORT; n++) all[2 * LONG + n] = sine(n, SHORT) * signOf(n, SHORT);
  return all;
}

/** Start window, from long blocks to short ones; reversed, the stop window. */
function start(n: number): number {
  if (n < 18) return sine(n, LONG);
  if (n < 24) return 1;
  return n < 30 ? sine(n - 18, SHORT) : 0;
}

function sine(n: number, length: number): number {
  return Math.sin((Math.PI / length) * (n + 0.5));
}

/** Factor that the fast transform leaves to the window: the sign of value n and half a secant. */
function ofTransform(n: number, length: number): number {
  const quarter = length / 4;
  const source = n < quarter ? n + quarter : n < 3 * quarter ? 3 * quarter - 1 - n : n - 3 * quarter;
  return signOf(n, length) * halfSecant((Math.PI / (2 * length)) * (2 * source + 1));
}

function signOf(n: number, length: number): number {
  return n < length / 4 ? 1 : -1;
}

export function secants(): Float32Array {
  const stages = [32, 16, 8, 4, 2].flatMap((size) =>
    Array.from({ length: size / 2 }, (_, k) => halfSecant((Math.PI / (2 * size)) * (2 * k + 1))),
  );
  return Float32Array.from([...stages, 0]);
}

function halfSecant(angle: number): number {
  return 1 / (2 * Math.cos(angle));
}

/** Synthesis window of outputs j and 32 - j: row 16 + j of the cosine transform at even taps, 16 - j at odd ones. */
export function taps(): Float32Array {
  const all = new Float32Array(17 * 32);
  for (let j = 0; j <= 16; j++) {
    for (let m = 0; m < 16; m++) {
      const isOdd = m % 2 === 1;
      if (j < 16 || isOdd) all[32 * j + m] = (isOdd ? -1 : 1) * windowAt(j + 32 * m);
      if (j > 0 && j < 16) all[32 * j + 16 + m] = -windowAt(32 - j + 32 * m);
    }
  }
  return all;
}

/** D(i) of the standard. */
function windowAt(i: number): number {
  const value = (i <= 256 ? SYNTHESIS_WINDOW[i] : mirrored(i)) / 65_536;
  return value;
}

function mirrored(i: number): number {
  return (i % 64 === 0 ? 1 : -1) * SYNTHESIS_WINDOW[512 - i];
}
