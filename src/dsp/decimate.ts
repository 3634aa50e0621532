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
  const padded = Math.ceil(count / 16) * 16;
  const reach = padded + taps.length / 2;
  const [even, odd, weights, output] = layOut([reach, reach, taps.length, padded]);
  deal(signal, floatsAt(even, reach), floatsAt(odd, reach));
  floatsAt(weights, taps.length).set(taps.map((tap) => tap * gain));
  kernels().decimate(even, odd, weights, taps.length, output, padded);
  return floatsAt(output, count).slice();
}

/** Parts the signal, delayed so that the middle tap falls on its first sample, into even and odd samples. */
function deal(signal: Float32Array, even: Float32Array, odd: Float32Array): void {
  const delay = (TAPS - 1) / 2;
  even.fill(0);
  odd.fill(0);
  for (let i = 0; i < signal.length; i++) {
    const at = i + delay;
    if (at % 2 === 0) even[at >> 1] = signal[i];
    else odd[at >> 1] = signal[i];
  }
}

function lowPass(): Float32Array {
  const middle = (TAPS - 1) / 2;
  const values = Float64Array.from({ length: TAPS }, (_, n) => {
    const x = n - middle;
    const sinc = x === 0 ? CUTOFF : Math.sin(Math.PI * CUTOFF * x) / (Math.PI * x);
    return sinc * bessel(KAISER_BETA * Math.sqrt(1 - (x / (middle + 0.5)) ** 2));
  });
  const sum = values.reduce((total, value) => total + value, 0);
  const padded = new Float32Array(TAPS + 1);
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
