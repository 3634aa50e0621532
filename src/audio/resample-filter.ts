import { besselI0 } from '../dsp/bessel.ts';
import type { PolyphaseFilter } from '../dsp/polyphase.ts';

/** Passband edge as a share of the lower Nyquist frequency, which is the stopband edge. */
const PASSBAND = 0.9;
/** Stopband attenuation in dB. */
const STOPBAND_ATTENUATION = 110;
/** Number of phases for rates without a small ratio: interpolation between them errs by less than -115 dB. */
const MAX_PHASES = 1_024;
/** Multiple of the taps: coefficients are added up in 4 vectors of 4. */
const TAPS_UNIT = 16;

/** Number of cached filters: from a library's rates to that of recipes, and from there to the ear's. */
const MAX_FILTERS = 8;
const filters = new Map<string, PolyphaseFilter>();

/** Cached `designFilter`, which takes milliseconds, for the most recent rates. */
export function filterFor(fromRate: number, toRate: number): PolyphaseFilter {
  const key = `${fromRate} ${toRate}`;
  const filter = filters.get(key) ?? designFilter(fromRate, toRate);
  filters.delete(key);
  filters.set(key, filter);
  if (filters.size > MAX_FILTERS) filters.delete(filters.keys().next().value!);
  return filter;
}

/**
 * Kaiser-windowed sinc (Oppenheim & Schafer, Discrete-Time Signal Processing, section 7.5.3); each phase is
 * scaled to a gain of 1 at 0 Hz.
 */
function designFilter(fromRate: number, toRate: number): PolyphaseFilter {
  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const band = Math.min(1, toRate / fromRate);
  const width = Math.PI * band * (1 - PASSBAND);
  const half = Math.ceil((STOPBAND_ATTENUATION - 7.95) / (2.285 * width) / 2);
  const taps = TAPS_UNIT * Math.ceil((2 * half) / TAPS_UNIT);
  const rows = Math.min(up, MAX_PHASES);
  const cutoff = (band * (1 + PASSBAND)) / 2;
  const coefficients = new Float32Array((rows + 1) * taps);
  for (let row = 0; row <= rows; row++) coefficients.set(phase(taps, half, cutoff, row / rows), row * taps);
  return { up, down: fromRate / divisor, taps, centre: half - 1, rows, coefficients };
}

/** The coefficients for an output `fraction` of an input sample after its centre tap; zeros fill them up. */
function phase(taps: number, half: number, cutoff: number, fraction: number): Float64Array {
  const beta = 0.1102 * (STOPBAND_ATTENUATION - 8.7);
  const values = Float64Array.from({ length: taps }, (_, tap) => {
    const time = tap - (half - 1) - fraction;
    return sinc(cutoff * time) * kaiser(time / half, beta);
  });
  const gain = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / gain);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number, beta: number): number {
  return Math.abs(x) >= 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
