import { besselI0 } from './bessel.ts';
import { floatsAt, kernels, layOut } from './kernels.ts';

/**
 * The low-pass of the `HQ` setting of soxr, which librosa's constant-Q transform decimates with: flat to 0.9136 of
 * the new Nyquist frequency, 120 dB down from that frequency on. It must be this one: the filters of an octave hear a
 * little of everything, so the transition band shows in the fourth digit.
 */
const TAPS = 381;
const KAISER_BETA = 12.37;
/** Middle of the transition, as a share of the old Nyquist frequency. */
const CUTOFF = (0.91363 + 1) / 4;

const BLOCK_OUTPUTS = 65_536;

let taps: Float32Array | undefined;

/**
 * Every second sample after a linear-phase low-pass (Kaiser-windowed sinc), aligned with the first sample; the
 * signal is zero beyond its ends.
 *
 * @param gain on every sample
 * @returns ceil(length / 2) samples
 */
export function halveRate(signal: Float32Array, gain = 1): Float32Array {
  taps ??= lowPass();
  const output = new Float32Array(Math.ceil(signal.length / 2));
  const weights = taps.map((tap) => tap * gain);
  for (let first = 0; first < output.length; first += BLOCK_OUTPUTS) {
    halveBlock(signal, weights, first, output.subarray(first, first + BLOCK_OUTPUTS));
  }
  return output;
}

/** Fills `output` with samples from `first` on of the halved signal. */
function halveBlock(signal: Float32Array, weights: Float32Array, first: number, output: Float32Array): void {
  const count = Math.ceil(output.length / 16) * 16;
  const reach = count + weights.length / 2;
  const { length } = weights;
  const pointers = layOut({ even: reach, odd: reach, taps: length, output: count });
  deal(signal, 2 * first - (TAPS - 1) / 2, floatsAt(pointers.even, reach), floatsAt(pointers.odd, reach));
  floatsAt(pointers.taps, length).set(weights);
  kernels().decimate({ ...pointers, length, count });
  output.set(floatsAt(pointers.output, output.length));
}

/** Parts the signal from sample `start` on into every first and every second sample; beyond its ends it is zero. */
function deal(signal: Float32Array, start: number, first: Float32Array, second: Float32Array): void {
  for (let i = 0; i < first.length; i++) {
    const at = start + 2 * i;
    first[i] = at >= 0 && at < signal.length ? signal[at] : 0;
    second[i] = at >= -1 && at + 1 < signal.length ? signal[at + 1] : 0;
  }
}

function lowPass(): Float32Array {
  const middle = (TAPS - 1) / 2;
  const values = Float64Array.from({ length: TAPS }, (_, n) => {
    const x = n - middle;
    const sinc = x === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * x) / (Math.PI * x);
    return sinc * besselI0(KAISER_BETA * Math.sqrt(1 - (x / (middle + 0.5)) ** 2));
  });
  const sum = values.reduce((total, value) => total + value, 0);
  const padded = new Float32Array(TAPS + 1);
  padded.set(values.map((value) => value / sum));
  return padded;
}
