/** A low-pass filter cut into phases, one for each place that an output may have between two inputs. */
export interface PolyphaseFilter {
  /** Outputs in `down` inputs; in lowest terms. */
  up: number;
  down: number;
  /** Inputs that one output hears; even; `taps / 2 - 1` lie before its centre. */
  taps: number;
  /** The output whose first tap is `history[start]` and which lies `phase / up` after its centre. */
  apply(history: Float64Array, start: number, phase: number): number;
}

/** Flat up to this share of the lower Nyquist frequency; gone at the whole of it. */
const PASSBAND = 0.9;
/** dB below the sound at which aliases and images stay. */
const STOPBAND_ATTENUATION = 110;
/** Rates with no small ratio: between so many phases, coefficients are interpolated (error below -115 dB). */
const MAX_PHASES = 1_024;

/**
 * Kaiser-windowed sinc (Oppenheim & Schafer, Discrete-Time Signal Processing, section 7.5.3); each phase is
 * scaled to a gain of exactly 1 at 0 Hz.
 */
export function designFilter(fromRate: number, toRate: number): PolyphaseFilter {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const down = fromRate / divisor;
  const band = Math.min(1, toRate / fromRate);
  const width = Math.PI * band * (1 - PASSBAND);
  const taps = 2 * Math.ceil((STOPBAND_ATTENUATION - 7.95) / (2.285 * width) / 2);
  const cutoff = (band * (1 + PASSBAND)) / 2;
  const phaseAt = (fraction: number) => phaseCoefficients(taps, cutoff, fraction);
  const base = { up, down, taps };
  if (up === 1) return { ...base, apply: symmetricFilter(phaseAt(0)) };
  if (up <= MAX_PHASES) {
    const phases = Array.from({ length: up }, (_, phase) => phaseAt(phase / up));
    return { ...base, apply: (history, start, phase) => dot(phases[phase], history, start) };
  }
  const phases = Array.from({ length: MAX_PHASES + 1 }, (_, phase) => phaseAt(phase / MAX_PHASES));
  return { ...base, apply: interpolatedFilter(phases, up) };
}

/** The coefficients for an output `fraction` of an input sample after the centre tap. */
function phaseCoefficients(taps: number, cutoff: number, fraction: number): Float64Array {
  const half = taps / 2;
  const beta = 0.1102 * (STOPBAND_ATTENUATION - 8.7);
  const coefficients = Float64Array.from({ length: taps }, (_, tap) => {
    const time = tap - (half - 1) - fraction;
    return sinc(cutoff * time) * kaiser(time / half, beta);
  });
  const gain = coefficients.reduce((sum, value) => sum + value, 0);
  return coefficients.map((value) => value / gain);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number, beta: number): number {
  return Math.abs(x) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x));
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** With one phase the filter is symmetric about its centre: half the multiplications. */
function symmetricFilter(coefficients: Float64Array): PolyphaseFilter['apply'] {
  const centre = coefficients.length / 2 - 1;
  const side = coefficients.slice(centre + 1, coefficients.length - 1);
  const middle = coefficients[centre];
  const pairs = side.length & ~1;
  return (history, start) => {
    const at = start + centre;
    let even = middle * history[at];
    let odd = 0;
    for (let i = 0; i < pairs; i += 2) {
      even += side[i] * (history[at - 1 - i] + history[at + 1 + i]);
      odd += side[i + 1] * (history[at - 2 - i] + history[at + 2 + i]);
    }
    if (pairs < side.length) even += side[pairs] * (history[at - 1 - pairs] + history[at + 1 + pairs]);
    return even + odd;
  };
}

function interpolatedFilter(phases: readonly Float64Array[], up: number): PolyphaseFilter['apply'] {
  return (history, start, phase) => {
    const place = (phase / up) * MAX_PHASES;
    const below = Math.floor(place);
    const share = place - below;
    return (1 - share) * dot(phases[below], history, start) + share * dot(phases[below + 1], history, start);
  };
}

function dot(coefficients: Float64Array, history: Float64Array, start: number): number {
  const length = coefficients.length;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    even += coefficients[i] * history[start + i];
    odd += coefficients[i + 1] * history[start + i + 1];
  }
  return even + odd;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
