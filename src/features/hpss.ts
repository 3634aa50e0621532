import { maskedSum, mirror } from '../dsp/median-mask.ts';
import type { StftParameters } from '../dsp/stft.ts';
import { type Sound, spectraOf } from './analysis.ts';
import type { Spectra } from './spectra.ts';

const BLOCK_FRAMES = 64;
const TINY = 1.1754943508222875e-38;

/** The two parts of a sound, each as long as the sound; they add up to it. */
export interface HarmonicPercussive {
  readonly harmonic: Float32Array;
  readonly percussive: Float32Array;
}

/**
 * Harmonic-percussive separation: horizontal lines of the spectrogram against vertical ones.
 *
 * Medians of the magnitudes along time and along frequency make a soft mask, h^2 / (h^2 + p^2) (Fitzgerald
 * 2010). The percussive part is the residual of the harmonic part, since the two masks add up to one.
 * @param parameters `kernelSize`: length of both medians, odd (31)
 */
export function hpss(
  sound: Sound,
  parameters: StftParameters & { kernelSize?: number } = {},
): HarmonicPercussive {
  const spectra = spectraOf(sound, parameters);
  const { kernelSize = 31 } = parameters;
  if (kernelSize < 1 || kernelSize % 2 === 0) {
    throw new RangeError(`Expected an odd kernelSize, got ${kernelSize}`);
  }
  return spectra.memo(`hpss ${kernelSize}`, () => {
    const harmonic = harmonicPart(spectra, kernelSize);
    return { harmonic, percussive: difference(spectra.signal, harmonic) };
  });
}

function harmonicPart(spectra: Spectra, kernelSize: number): Float32Array {
  const { stft, frames, signal } = spectra;
  const output = new Float32Array(signal.length);
  const origin = stft.center ? stft.nFft / 2 : 0;
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - first);
    addBlock(spectra, kernelSize, first, count, output, first * stft.hopLength - origin);
  }
  divideByWindows(spectra, output, origin);
  return output;
}

/** Masks `count` frames and adds what they sound like to `output`, from sample `start` on. */
function addBlock(
  spectra: Spectra,
  kernelSize: number,
  first: number,
  count: number,
  output: Float32Array,
  start: number,
): void {
  const { stft } = spectra;
  const bins = new Float32Array(count * 2 * stft.stride);
  stft.frames(spectra.signal, first, count, 'complex', bins);
  const magnitudes = withHalo(spectra, first, count, (kernelSize - 1) / 2);
  accumulate(maskedSum(stft, bins, magnitudes, kernelSize), output, start);
}

/** Magnitudes of the frames and of `side` frames on either side; beyond the ends the spectrogram is mirrored. */
function withHalo(spectra: Spectra, first: number, count: number, side: number): Float32Array {
  const { frames, stft } = spectra;
  const low = Math.max(0, first - side);
  const high = Math.min(frames, first + count + side);
  const known = spectra.magnitudes(low, high - low);
  const rows = new Float32Array((count + 2 * side) * stft.stride);
  rows.set(known, (low - first + side) * stft.stride);
  for (let i = 0; i < count + 2 * side; i++) {
    const t = first - side + i;
    if (t >= 0 && t < frames) continue;
    rows.set(spectra.magnitudes(mirror(t, frames), 1), i * stft.stride);
  }
  return rows;
}

function accumulate(sum: Float32Array, output: Float32Array, start: number): void {
  const from = Math.max(0, -start);
  const to = Math.min(sum.length, output.length - start);
  for (let i = from; i < to; i++) output[start + i] += sum[i];
}

/** Divides each sample by the sum of the squared windows over it; away from the ends that sum repeats every hop. */
function divideByWindows(spectra: Spectra, output: Float32Array, origin: number): void {
  const { nFft, hopLength, window } = spectra.stft;
  const squares = window.map((value) => value * value);
  const lastStart = (spectra.frames - 1) * hopLength;
  const period = Float64Array.from({ length: hopLength }, (_, phase) => {
    let sum = 0;
    for (let n = phase; n < nFft; n += hopLength) sum += squares[n];
    return sum;
  });
  for (let i = 0; i < output.length; i++) {
    const at = i + origin;
    const whole = at >= nFft - hopLength && at <= lastStart;
    const weight = whole ? period[at % hopLength] : weightAt(at, squares, hopLength, lastStart);
    if (weight > TINY) output[i] /= weight;
  }
}

function weightAt(at: number, squares: Float64Array, hopLength: number, lastStart: number): number {
  let sum = 0;
  for (let start = Math.min(lastStart, at - (at % hopLength)); start >= 0; start -= hopLength) {
    if (at - start >= squares.length) break;
    sum += squares[at - start];
  }
  return sum;
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  const output = new Float32Array(a.length);
  for (let i = 0; i < a.length; i++) output[i] = a[i] - b[i];
  return output;
}
