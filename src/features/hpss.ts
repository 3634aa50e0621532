import { floatsAt, kernels, layOut } from '../dsp/kernels.ts';
import type { Stft, StftParameters } from '../dsp/stft.ts';
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
 * Separates what rings (horizontal lines of the spectrogram) from what knocks (vertical lines).
 *
 * Medians of the magnitudes along time and along frequency make a soft mask, h^2 / (h^2 + p^2) (Fitzgerald 2010).
 * The percussive part is what the harmonic part leaves, since the two masks add up to one.
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
  const buffers = layOutBlock(stft, count, kernelSize);
  const { rows, complex } = buffers;
  floatsAt(complex, rows * 2 * stft.stride)
    .fill(0)
    .set(bins);
  floatsAt(buffers.tall, (rows + kernelSize - 1) * stft.stride)
    .fill(0)
    .set(magnitudes);
  maskByMedians(stft, count, kernelSize, buffers);
  floatsAt(buffers.sum, stft.reach(rows)).fill(0);
  stft.writeTables(buffers.window, buffers.factors, buffers.order, 2 / stft.nFft);
  inverse(stft, buffers);
  accumulate(floatsAt(buffers.sum, stft.reach(rows)), output, start);
}

/** Buffers of one block: `tall` has rows of frames and a halo, `wide` is it turned over, with its own halo. */
function layOutBlock(stft: Stft, count: number, kernelSize: number) {
  const rows = Math.ceil(count / 4) * 4;
  const { stride } = stft;
  const halo = kernelSize - 1;
  const [complex, tall, wide, along, across, turned, sorted, window, factors, order, work, sum] = layOut([
    rows * 2 * stride,
    (rows + halo) * stride,
    (stride + halo) * rows,
    rows * stride,
    rows * stride,
    rows * stride,
    4 * (kernelSize + 2),
    ...stft.tableLengths,
    stft.reach(rows),
  ]);
  return { rows, complex, tall, wide, along, across, turned, sorted, window, factors, order, work, sum };
}

type BlockBuffers = ReturnType<typeof layOutBlock>;

/** Medians of `tall` along time and along frequency, and the mask that they make, on `complex`. */
function maskByMedians(
  { stride, bins }: Stft,
  count: number,
  kernelSize: number,
  buffers: BlockBuffers,
): void {
  const { rows, complex, tall, wide, along, across, turned, sorted } = buffers;
  const call = kernels();
  const side = (kernelSize - 1) / 2;
  call.slidingMedian(tall, along, count, stride, stride, kernelSize, sorted);
  call.transpose(tall + side * stride * 4, rows, stride, stride, wide + side * rows * 4, rows);
  mirrorRows(floatsAt(wide, (stride + 2 * side) * rows), rows, bins, side);
  call.slidingMedian(wide, turned, bins, rows, rows, kernelSize, sorted);
  call.transpose(turned, stride, rows, rows, across, stride);
  call.softMask(complex, along, across, count, stride);
}

function inverse({ stride, nFft, hopLength }: Stft, buffers: BlockBuffers): void {
  const { rows, complex, window, factors, order, work, sum } = buffers;
  kernels().istft(complex, stride, rows, hopLength, nFft, window, factors, order, work, sum);
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

/** Fills `side` rows above and below the `count` rows in the middle with their mirror image. */
function mirrorRows(rows: Float32Array, width: number, count: number, side: number): void {
  for (let i = 1; i <= side; i++) {
    for (const index of [-i, count - 1 + i]) {
      const source = (side + mirror(index, count)) * width;
      rows.copyWithin((side + index) * width, source, source + width);
    }
  }
}

/** Index of the value that stands at `index` when a line of `length` values is mirrored at its edges. */
function mirror(index: number, length: number): number {
  const phase = ((index % (2 * length)) + 2 * length) % (2 * length);
  return phase < length ? phase : 2 * length - 1 - phase;
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
