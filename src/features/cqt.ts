import { halveRate } from '../dsp/decimate.ts';
import { RealFft } from '../dsp/fft.ts';
import { FilterBank } from '../dsp/filter-bank.ts';
import { Stft } from '../dsp/stft.ts';
import { periodicWindow } from '../dsp/window.ts';
import { type Sound, spectraOf } from './analysis.ts';
import { byRow, type Frames } from './frames.ts';
import type { FeatureArray } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { estimateTuning } from './tuning.ts';

/** C1, in Hz. */
const C1 = 440 * 2 ** (-45 / 12);
/** Share of a filter's magnitude that lies in bins too small to keep. */
const SPARSITY = 0.01;
const BLOCK_FRAMES = 256;

export interface CqtParameters {
  readonly hopLength?: number;
  /** Lowest frequency, in Hz, before tuning. */
  readonly fMin?: number;
  readonly nBins?: number;
  readonly binsPerOctave?: number;
  /** Tuning in fractions of a bin; estimated from the sound by default. */
  readonly tuning?: number;
}

/** The non-zero part of one filter's spectrum: bins from `start` on. */
interface SparseFilter {
  readonly start: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

interface OctaveBank {
  /** Filters of the octave. */
  readonly size: number;
  readonly nFft: number;
  readonly bank: FilterBank;
}

/**
 * Magnitude of the constant-Q transform: filters that lie evenly on the scale of notes, each as long as its pitch
 * needs. Computed octave by octave from the top, at half the rate each time (Schoerkhuber and Klapuri 2010).
 *
 * @returns [nBins (84), frames], frames = 1 + floor(length / hopLength (512))
 * @throws RangeError when the highest filter passes half the sample rate or the hop does not halve often enough.
 */
export function cqt(sound: Sound, parameters: CqtParameters = {}): FeatureArray {
  return byRow(cqtFrames(spectraOf(sound), parameters));
}

/** `cqt` frame by frame. */
export function cqtFrames(spectra: Spectra, parameters: CqtParameters = {}): Frames {
  const { hopLength = 512, fMin = C1, nBins = 84, binsPerOctave = 12 } = parameters;
  const tuning = parameters.tuning ?? estimateTuning(spectra, { binsPerOctave });
  const lowest = fMin * 2 ** (tuning / binsPerOctave);
  const octaves = Math.ceil(nBins / binsPerOctave);
  const relativeWidth = 2 ** (2 / binsPerOctave);
  const quality = (relativeWidth + 1) / (relativeWidth - 1);
  checkRange(spectra.sampleRate, lowest * 2 ** ((nBins - 1) / binsPerOctave), quality);
  checkHop(hopLength, octaves);
  const frames = 1 + Math.floor(spectra.signal.length / hopLength);
  const data = new Float32Array(frames * nBins);
  const bankOf = sameBankWhileSameSize(lowest / spectra.sampleRate, nBins, binsPerOctave, quality);
  let signal = spectra.signal;
  for (let octave = 0; octave < octaves; octave++) {
    const bottom = Math.max(0, nBins - (octave + 1) * binsPerOctave);
    const { nFft, bank } = bankOf(octave);
    respond(signal, new Stft({ nFft, hopLength: hopLength / 2 ** octave, window: 'ones' }), bank, {
      data,
      width: nBins,
      bottom,
    });
    if (octave < octaves - 1) signal = halveRate(signal, Math.SQRT2);
  }
  return { data, width: nBins };
}

/**
 * The filters of an octave, from the top octave (0) down. At half the rate an octave below they are the same filters,
 * but for a lowest octave that is not whole.
 *
 * @param lowest the lowest frequency, in cycles per sample at the full rate
 */
function sameBankWhileSameSize(
  lowest: number,
  nBins: number,
  binsPerOctave: number,
  quality: number,
): (octave: number) => OctaveBank {
  let known: OctaveBank | undefined;
  return (octave) => {
    const top = nBins - octave * binsPerOctave;
    const bottom = Math.max(0, top - binsPerOctave);
    if (known?.size === top - bottom) return known;
    const cycles = Float64Array.from({ length: top - bottom }, (_, i) => {
      return lowest * 2 ** ((bottom + i) / binsPerOctave + octave);
    });
    known = octaveBank(cycles, quality);
    return known;
  };
}

function octaveBank(cycles: Float64Array, quality: number): OctaveBank {
  const nFft = 2 ** Math.max(3, Math.ceil(Math.log2(quality / cycles[0])));
  const fft = new RealFft(nFft);
  const filters = Array.from(cycles, (frequency) => filterSpectrum(frequency, quality, fft));
  return { size: cycles.length, nFft, bank: complexBank(filters, Math.ceil((nFft / 2 + 1) / 4) * 4) };
}

/** Writes the responses of one octave's filters into columns `bottom`... of the frames. */
function respond(
  signal: Float32Array,
  stft: Stft,
  bank: FilterBank,
  target: Frames & { readonly bottom: number },
): void {
  const frames = Math.min(stft.frameCount(signal.length), target.data.length / target.width);
  const rows = new Float32Array(Math.min(frames, BLOCK_FRAMES) * 2 * stft.stride);
  const responses = new Float32Array(Math.min(frames, BLOCK_FRAMES) * bank.filters);
  for (let first = 0; first < frames; first += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - first);
    const part = rows.subarray(0, count * 2 * stft.stride);
    stft.frames(signal, first, count, 'complex', part);
    bank.apply(part, 2 * stft.stride, responses);
    for (let i = 0; i < count; i++) {
      const at = (first + i) * target.width + target.bottom;
      for (let f = 0; f < bank.filters; f += 4) {
        target.data[at + f / 4] = magnitudeAt(responses, i * bank.filters + f);
      }
    }
  }
}

/**
 * Four real filters for each complex one, over rows that hold real parts and, from `stride` on, imaginary parts: the
 * products of re with re, im with im, im with re and re with im.
 */
function complexBank(filters: readonly SparseFilter[], stride: number): FilterBank {
  const width = 2 * stride;
  const matrix = new Float64Array(filters.length * 4 * width);
  filters.forEach(({ start, re, im }, f) => {
    const row = (product: number, plane: number) => (4 * f + product) * width + plane * stride + start;
    matrix.set(re, row(0, 0));
    matrix.set(im, row(1, 1));
    matrix.set(im, row(2, 0));
    matrix.set(re, row(3, 1));
  });
  return new FilterBank(matrix, width);
}

function magnitudeAt(responses: Float32Array, at: number): number {
  const re = responses[at] - responses[at + 1];
  const im = responses[at + 2] + responses[at + 3];
  return Math.sqrt(re * re + im * im);
}

/**
 * The positive frequencies of a Hann-windowed complex tone whose magnitudes sum to 1, scaled for the length of the
 * transform and by the root of the filter's length, its smallest bins dropped.
 */
function filterSpectrum(cycles: number, quality: number, fft: RealFft): SparseFilter {
  const nFft = fft.size;
  const length = quality / cycles;
  const first = Math.floor(-length / 2);
  const window = periodicWindow('hann', Math.ceil(Math.floor(length / 2) - first));
  const sum = window.reduce((total, value) => total + value, 0);
  const scale = length / nFft / sum / Math.sqrt(length);
  const [cos, sin] = [new Float64Array(nFft), new Float64Array(nFft)];
  const start = Math.floor((nFft - window.length) / 2);
  for (let n = 0; n < window.length; n++) {
    const phase = 2 * Math.PI * cycles * (first + n);
    cos[start + n] = window[n] * scale * Math.cos(phase);
    sin[start + n] = window[n] * scale * Math.sin(phase);
  }
  return sparsify(complexSpectrum(cos, sin, fft));
}

/** Bins 0..n/2 of the transform of cos + i sin. */
function complexSpectrum(
  cos: Float64Array,
  sin: Float64Array,
  fft: RealFft,
): { re: Float64Array; im: Float64Array } {
  const bins = cos.length / 2 + 1;
  const [re, im] = [new Float64Array(bins), new Float64Array(bins)];
  const [sinRe, sinIm] = [new Float64Array(bins), new Float64Array(bins)];
  fft.forward(cos, re, im);
  fft.forward(sin, sinRe, sinIm);
  for (let k = 0; k < bins; k++) {
    re[k] -= sinIm[k];
    im[k] += sinRe[k];
  }
  return { re, im };
}

function sparsify({ re, im }: { re: Float64Array; im: Float64Array }): SparseFilter {
  const magnitudes = re.map((value, k) => Math.hypot(value, im[k]));
  const sorted = magnitudes.slice().sort();
  const limit = SPARSITY * sorted.reduce((sum, value) => sum + value, 0);
  let [index, sum] = [0, sorted[0]];
  while (sum < limit && index < sorted.length - 1) sum += sorted[++index];
  const threshold = sorted[index];
  const start = magnitudes.findIndex((value) => value >= threshold);
  const end = magnitudes.findLastIndex((value) => value >= threshold) + 1;
  const keep = (value: number, k: number) => (magnitudes[start + k] >= threshold ? value : 0);
  return { start, re: re.slice(start, end).map(keep), im: im.slice(start, end).map(keep) };
}

function checkRange(sampleRate: number, highest: number, quality: number): void {
  const edge = highest * (1 + (0.5 * 1.50018310546875) / quality);
  if (edge > sampleRate / 2) {
    throw new RangeError(`Expected filters below ${sampleRate / 2} Hz, got one that reaches ${edge} Hz`);
  }
}

function checkHop(hopLength: number, octaves: number): void {
  if (!Number.isInteger(hopLength / 2 ** (octaves - 1))) {
    throw new RangeError(`Expected a hop that halves ${octaves - 1} times, got ${hopLength}`);
  }
}
