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
  const count = Math.ceil(signal.length / 2);
  const length = taps.length;
  const reach = 2 * count + length;
  const [input, weights, output] = layOut([reach, length, count]);
  const middle = (TAPS - 1) / 2;
  const padded = floatsAt(input, reach).fill(0);
  padded.set(signal, middle);
  floatsAt(weights, length).set(taps.map((tap) => tap * gain));
  kernels().decimate(input, weights, length, output, count);
  return floatsAt(output, count).slice();
}

function lowPass(): Float32Array {
  const middle = (TAPS - 1) / 2;
  const values = Float64Array.from({ length: TAPS }, (_, n) => {
    const x = n - middle;
    const sinc = x === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * x) / (Math.PI * x);
    return sinc * bessel(KAISER_BETA * Math.sqrt(1 - (x / (middle + 0.5)) ** 2));
  });
  const sum = values.reduce((total, value) => total + value, 0);
  const padded = new Float32Array(Math.ceil(TAPS / 4) * 4);
  padded.set(values.map((value) => value / sum));
  return padded;
}

/** Modified Bessel function of the first kind and order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
