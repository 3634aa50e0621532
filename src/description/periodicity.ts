/** Periodicity: how well a sound agrees with each of many tempi. */
import { RealFft } from '../dsp/fft.ts';
import { periodicWindow } from '../dsp/window.ts';
import { FRAME_RATE } from './onsets.ts';

const PER_OCTAVE = 24;
const SLOWEST = 30;
const FASTEST = 300;

/** The tempi that are compared, in beats per minute, evenly over the octaves. */
export const TEMPI: readonly number[] = Array.from(
  { length: 1 + Math.round(PER_OCTAVE * Math.log2(FASTEST / SLOWEST)) },
  (_, i) => SLOWEST * 2 ** (i / PER_OCTAVE),
);
/** Metrical ratios that are examined with a tempo: faster and slower levels of the metre. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4];
/** Offsets between two tempi of the list, in steps of the list; the best of three counts. */
const OFFSETS = [-1 / 3, 0, 1 / 3];
const SIZE = 4096;
/** Window of 12.3 s in which the rhythm is taken as steady, in frames. */
const WINDOW = 768;
const HOP = WINDOW / 2;
/** Number of frames analysed: half a minute. Autocorrelation would wrap round beyond. */
export const MAX_FRAMES = SIZE / 2;

const BINS = SIZE / 2 + 1;
const fft = new RealFft(SIZE);
const ones = new Float64Array(MAX_FRAMES).fill(1);
const padded = new Float64Array(SIZE);
const [re, im, zeros] = [new Float64Array(BINS), new Float64Array(BINS), new Float64Array(BINS)];

/** Autocorrelation and mean spectrum of an envelope. */
export interface Periodicity {
  /** Autocorrelation by lag in frames; 1 at 0. */
  readonly lags: Float64Array;
  /** Magnitude by frequency, in bins of `FRAME_RATE / 4096`; root mean square 1. */
  readonly spectrum: Float64Array;
}

/** Number of features of each tempo and envelope. */
export const VALUES_AN_ENVELOPE = 2 * RATIOS.length;

export function periodicityOf(envelope: Float64Array): Periodicity {
  const heard = envelope.subarray(0, MAX_FRAMES);
  return { lags: autocorrelation(heard), spectrum: meanSpectrum(heard) };
}

/** Features of each tempo of `TEMPI`: [tempi][envelopes x ratios x (autocorrelation, spectrum)]. */
export function tempoRows(periodicities: readonly Periodicity[]): Float32Array {
  places ??= { lags: placesOf(lagOf), spectrum: placesOf((bpm) => (bpm / 60 / FRAME_RATE) * SIZE) };
  const rows = new Float32Array(TEMPI.length * RATIOS.length * periodicities.length * 2);
  let at = 0;
  for (let tempo = 0; tempo < TEMPI.length; tempo++) {
    for (const { lags, spectrum } of periodicities) {
      for (let ratio = 0; ratio < RATIOS.length; ratio++) {
        const first = (tempo * RATIOS.length + ratio) * OFFSETS.length;
        rows[at++] = bestOf(lags, places.lags, first);
        rows[at++] = bestOf(spectrum, places.spectrum, first);
      }
    }
  }
  return rows;
}

/** Positions among the lags and in the spectrum: [tempi][ratios][offsets]. */
let places: { readonly lags: Float64Array; readonly spectrum: Float64Array } | undefined;

function placesOf(place: (bpm: number) => number): Float64Array {
  const all = TEMPI.flatMap((tempo) =>
    RATIOS.flatMap((ratio) => OFFSETS.map((offset) => place(tempo * ratio * 2 ** (offset / PER_OCTAVE)))),
  );
  return Float64Array.from(all);
}

function bestOf(values: Float64Array, places: Float64Array, first: number): number {
  let best = -Infinity;
  for (let i = first; i < first + OFFSETS.length; i++) best = Math.max(best, valueAt(values, places[i]));
  return best;
}

/** Frames from one beat to the next. */
export function lagOf(beatsPerMinute: number): number {
  return (60 * FRAME_RATE) / beatsPerMinute;
}

/** Linear interpolation in an array, zero beyond the last value. */
export function valueAt(values: Float64Array, place: number): number {
  const i = Math.floor(place);
  if (place > values.length - 1) return 0;
  const rest = place - i;
  return rest === 0 ? values[i] : values[i] * (1 - rest) + values[i + 1] * rest;
}

function autocorrelation(envelope: Float64Array): Float64Array {
  const { length } = envelope;
  const power = powerOf(envelope, ones.subarray(0, length));
  const lags = new Float64Array(SIZE);
  fft.inverse(power, zeros, lags);
  const scale = 1 / (lags[0] / length + 1e-9);
  for (let lag = 0; lag < MAX_FRAMES; lag++) lags[lag] *= scale / Math.max(1, length - lag);
  return lags.subarray(0, MAX_FRAMES);
}

function meanSpectrum(envelope: Float64Array): Float64Array {
  const length = Math.min(WINDOW, envelope.length);
  const window = periodicWindow('hann', length);
  const total = new Float64Array(BINS);
  for (let start = 0; start + length <= envelope.length; start += HOP) {
    const power = powerOf(envelope.subarray(start, start + length), window);
    for (let k = 0; k < BINS; k++) total[k] += Math.sqrt(power[k]);
  }
  let squares = 0;
  for (let k = 0; k < BINS; k++) squares += total[k] * total[k];
  const scale = 1 / Math.sqrt(squares / BINS + 1e-12);
  for (let k = 0; k < BINS; k++) total[k] *= scale;
  return total;
}

/** Power spectrum, in a buffer that is valid until the next call. */
function powerOf(values: Float64Array, weights: Float64Array): Float64Array {
  padded.fill(0, values.length);
  for (let i = 0; i < values.length; i++) padded[i] = values[i] * weights[i];
  fft.forward(padded, re, im);
  for (let k = 0; k < BINS; k++) re[k] = re[k] * re[k] + im[k] * im[k];
  return re;
}
