/** Shapes of the pictures: numbers in, SVG paths and points out. Pure: no DOM. */

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Range of values over the height of a picture. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const LOWEST_HERTZ = 40;
const NOTES = [
  'C',
  'C sharp',
  'D',
  'E flat',
  'E',
  'F',
  'F sharp',
  'G',
  'A flat',
  'A',
  'B flat',
  'B',
] as const;
export const PITCH_CLASSES = NOTES;

/** A line through values at equal distances, from edge to edge. */
export function linePath(values: ArrayLike<number>, { width, height }: Box, { low, high }: Range): string {
  const step = width / Math.max(1, values.length - 1);
  const scale = height / (high - low || 1);
  let path = '';
  for (let i = 0; i < values.length; i++) {
    const y = clamp(height - (values[i]! - low) * scale, 0, height);
    path += `${i === 0 ? 'M' : 'L'}${round(i * step)} ${round(y)}`;
  }
  return path;
}

/** The outline of a long wave: least and largest sample of each column, -1..1 over the height. */
export function envelopePath(samples: Float32Array, columns: number, { width, height }: Box): string {
  const half = height / 2;
  let [top, bottom] = ['', ''];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * samples.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples.length) / columns));
    let [least, most] = [0, 0];
    for (let i = from; i < to; i++) {
      least = Math.min(least, samples[i] ?? 0);
      most = Math.max(most, samples[i] ?? 0);
    }
    const x = round((column * width) / (columns - 1));
    top += `${column === 0 ? 'M' : 'L'}${x} ${round(half - clamp(most, 0, 1) * half)}`;
    bottom = `L${x} ${round(half - clamp(least, -1, 0) * half)}${bottom}`;
  }
  return `${top}${bottom}Z`;
}

/** Position of a frequency on a logarithmic axis from 40 Hz to half the sample rate, 0..1. */
export function hertzShare(hertz: number, sampleRate: number): number {
  const share =
    Math.log(Math.max(hertz, LOWEST_HERTZ) / LOWEST_HERTZ) / Math.log(sampleRate / 2 / LOWEST_HERTZ);
  return clamp(share, 0, 1);
}

/** A spectrum in decibels below its loudest bin, 80 dB high, over the logarithmic axis; closed at the bottom. */
export function spectrumPath(magnitudes: Float32Array, sampleRate: number, { width, height }: Box): string {
  const loudest = magnitudes.reduce((most, value) => Math.max(most, value), 1e-9);
  const nFft = 2 * (magnitudes.length - 1);
  let path = `M0 ${height}`;
  for (let bin = 1; bin < magnitudes.length; bin++) {
    const hertz = (bin * sampleRate) / nFft;
    if (hertz < LOWEST_HERTZ) continue;
    const decibels = 20 * Math.log10(Math.max(magnitudes[bin]!, 1e-9) / loudest);
    const y = clamp((-decibels / 80) * height, 0, height);
    path += `L${round(hertzShare(hertz, sampleRate) * width)} ${round(y)}`;
  }
  return `${path}L${width} ${height}Z`;
}

/** The frequency of the loudest bin, refined by the parabola through its neighbours, in Hz; 0 for silence. */
export function loudestHertz(magnitudes: Float32Array, sampleRate: number): number {
  let best = 0;
  for (let bin = 1; bin < magnitudes.length - 1; bin++) if (magnitudes[bin]! > magnitudes[best]!) best = bin;
  if (best === 0 || magnitudes[best]! < 1e-6) return 0;
  const [before, at, after] = [magnitudes[best - 1]!, magnitudes[best]!, magnitudes[best + 1]!];
  const shift = (before - after) / (2 * (before - 2 * at + after) || 1);
  return ((best + shift) * sampleRate) / (2 * (magnitudes.length - 1));
}

/** The nearest note of the scale: `A3`, as pianists count. */
export function noteOf(hertz: number): string {
  const steps = Math.round(12 * Math.log2(hertz / 440)) + 57;
  return `${NOTES[((steps % 12) + 12) % 12]} ${Math.floor(steps / 12)}`;
}

/** Inverse of the orthonormal DCT-II from the first `kept` coefficients. */
export function inverseDct(coefficients: ArrayLike<number>, kept: number, length: number): number[] {
  return Array.from({ length }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < Math.min(kept, coefficients.length); k++) {
      const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
      sum += coefficients[k]! * scale * Math.cos((Math.PI * k * (2 * n + 1)) / (2 * length));
    }
    return sum;
  });
}

/** A wedge of a ring from `from` to `to` turns, clockwise from the top. */
export function wedgePath(from: number, to: number, inner: number, outer: number): string {
  const at = (turn: number, radius: number) =>
    `${round(radius * Math.sin(2 * Math.PI * turn))} ${round(-radius * Math.cos(2 * Math.PI * turn))}`;
  return `M${at(from, inner)}L${at(from, outer)}A${outer} ${outer} 0 0 1 ${at(to, outer)}L${at(to, inner)}A${inner} ${inner} 0 0 0 ${at(from, inner)}Z`;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
