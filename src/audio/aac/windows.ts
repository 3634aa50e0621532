/** Windows and tables of the transforms (ISO/IEC 14496-3, section 4.6.11), as the kernels lay them out. */
import { besselI0 } from '../../dsp/bessel.ts';
import { fourierTables } from '../../dsp/fourier-tables.ts';

/** Samples of a frame; the first frame's overlap precedes the sound. */
export const FRAME_SAMPLES = 1024;
export const SHORT_LINES = 128;
/** First line of the eight short windows within a long one. */
const SHORT_START = 448;
/** Bytes of a complex value of four transforms at once. */
const POINT_BYTES = 32;

/** Long windows, sine and Kaiser-Bessel derived; those next to short ones; all of these as they fall. */
export function longSlopes(): Float32Array[] {
  const rising = [sineSlope(FRAME_SAMPLES), kaiserBesselSlope(FRAME_SAMPLES, 4)].map((slope) =>
    slope.map((value) => value / FRAME_SAMPLES),
  );
  const all = [...rising, ...shortRising().map(steepSlope)];
  return [...all, ...all.map(reversed)].map((slope) => Float32Array.from(slope));
}

/** The same of short windows. */
export function shortSlopes(): Float32Array[] {
  const rising = shortRising().map((slope) => slope.map((value) => value / SHORT_LINES));
  return [...rising, ...rising.map(reversed)].map((slope) => Float32Array.from(slope));
}

/** Twiddle factors and permutation of a transform of `lines` lines, laid out for `kernels/transform.ts`. */
export function transformTables(lines: number): { floats: Float32Array; places: Uint32Array } {
  const angles = Float64Array.from({ length: lines / 2 }, (_, k) => (Math.PI * (k + 1 / 8)) / lines);
  const points = lines / 8;
  const turns = [1, 2, 3].map((lane) =>
    Float64Array.from({ length: points }, (_, q) => (-2 * Math.PI * lane * q) / (lines / 2)),
  );
  const { twiddles, order } = fourierTables(2 * points);
  const parts = [
    angles.map(Math.cos),
    angles.map(Math.sin),
    ...turns.flatMap((turn) => [turn.map(Math.cos), turn.map(Math.sin)]),
    twiddles,
  ];
  const floats = Float32Array.from(parts.flatMap((part) => [...part]));
  return { floats, places: order.map((place) => place * POINT_BYTES) };
}

function shortRising(): Float64Array[] {
  return [sineSlope(SHORT_LINES), kaiserBesselSlope(SHORT_LINES, 6)];
}

function reversed(slope: Float64Array): Float64Array {
  return slope.slice().reverse();
}

/** Slope of a long window beside short ones: zeros, the short slope, then ones. */
function steepSlope(short: Float64Array): Float64Array {
  const slope = new Float64Array(FRAME_SAMPLES);
  slope.set(short, SHORT_START);
  slope.fill(1, SHORT_START + SHORT_LINES);
  return slope.map((value) => value / FRAME_SAMPLES);
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
