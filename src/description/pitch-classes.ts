/** Note salience from the peaks of long spectra, independent of tuning and level. */
import type { Analysis } from '../features/analysis.ts';
import type { Spectra } from '../features/spectra.ts';

const SAMPLE_RATE = 16_000;
const N_FFT = 2048;
const BIN = SAMPLE_RATE / N_FFT;
/** Minimum share of a frame's largest value that is a peak: less is rounding. */
const FAINTEST = 1e-4;
/** Peaks are sought from 40 Hz to 3.5 kHz. */
const FIRST_PEAK = Math.ceil(40 / BIN);
const LAST_PEAK = Math.floor(3500 / BIN);
/** Pitch range of the peaks that estimate the tuning: 100 Hz to 2 kHz. */
const TUNING_PITCHES = [pitchOf(100), pitchOf(2000)] as const;
/** Last bin of the octave around a peak, by which prominence is measured: 4 kHz. */
const LAST_BIN = 4000 / BIN;

/** MIDI numbers of the notes that are looked for: E1 to D#8. */
export const FIRST_NOTE = 28;
export const NOTES = 84;

/** Salient peaks, as columns, in order of their frames. */
interface Peaks {
  readonly frames: number[];
  readonly pitches: number[];
  readonly heights: number[];
  /** Prominence of each peak over the octave around it, times its level relative to the frame's maximum. */
  readonly salience: number[];
}

/** Note salience in each frame: [frames][NOTES]. Independent of gain. */
export function noteFrames(analysis: Analysis): Float64Array {
  const spectra = analysis.spectra({
    sampleRate: SAMPLE_RATE,
    nFft: N_FFT,
    hopLength: N_FFT,
    center: false,
  });
  const { frames, pitches, heights, salience } = peaksOf(spectra);
  const tuning = tuningOf(pitches, heights);
  const notes = new Float64Array(spectra.frames * NOTES);
  for (let i = 0; i < frames.length; i++) {
    const pitch = pitches[i] - tuning;
    const nearest = Math.round(pitch);
    const note = nearest - FIRST_NOTE;
    if (note < 0 || note >= NOTES) continue;
    notes[frames[i] * NOTES + note] += salience[i] * Math.cos(Math.PI * (pitch - nearest)) ** 2;
  }
  return notes;
}

/** Deviation of the peaks from equal temperament at A4 = 440 Hz, in semitones, -0.5..0.5: their circular mean. */
function tuningOf(pitches: readonly number[], heights: readonly number[]): number {
  let [x, y] = [0, 0];
  for (let i = 0; i < pitches.length; i++) {
    if (pitches[i] <= TUNING_PITCHES[0] || pitches[i] >= TUNING_PITCHES[1]) continue;
    const angle = 2 * Math.PI * pitches[i];
    x += heights[i] * Math.cos(angle);
    y += heights[i] * Math.sin(angle);
  }
  return Math.atan2(y, x) / (2 * Math.PI);
}

/** Pitch as a fractional MIDI number. */
function pitchOf(hertz: number): number {
  return 69 + 12 * Math.log2(hertz / 440);
}

function peaksOf(spectra: Spectra): Peaks {
  const peaks: Peaks = { frames: [], pitches: [], heights: [], salience: [] };
  const { stride } = spectra.stft;
  spectra.eachBlock((rows, first) => {
    for (let row = 0; row * stride < rows.length; row++) {
      addPeaks(peaks, rows.subarray(row * stride, row * stride + LAST_BIN + 1), first + row);
    }
  });
  return peaks;
}

/** Sums of the magnitudes of a frame below each bin. */
const sums = new Float64Array(LAST_BIN + 2);

/** Adds those of a frame. */
function addPeaks(peaks: Peaks, magnitudes: Float32Array, frame: number): void {
  const from = peaks.heights.length;
  let [sum, most] = [0, 0];
  for (let k = 0; k <= LAST_BIN; k++) {
    const magnitude = magnitudes[k];
    sum += magnitude;
    sums[k + 1] = sum;
    if (magnitude > most) most = magnitude;
  }
  const faintest = FAINTEST * most;
  let before = magnitudes[FIRST_PEAK - 1];
  let middle = magnitudes[FIRST_PEAK];
  for (let k = FIRST_PEAK; k <= LAST_PEAK; k++) {
    const behind = magnitudes[k + 1];
    if (middle > before && middle >= behind && middle > faintest) addPeak(peaks, magnitudes, k);
    before = middle;
    middle = behind;
  }
  for (let i = from; i < peaks.heights.length; i++) peaks.frames.push(frame);
  weighByHeight(peaks, from);
}

/** Adds a peak, interpolated by a parabola through three logarithms, if it is salient. */
function addPeak(peaks: Peaks, magnitudes: Float32Array, k: number): void {
  const end = Math.min(LAST_BIN, Math.floor(k * Math.SQRT2)) + 1;
  const from = Math.floor(k * Math.SQRT1_2);
  const around = (sums[end] - sums[from]) / (end - from);
  if (magnitudes[k] <= around || magnitudes[k - 1] <= 0 || magnitudes[k + 1] <= 0) return;
  const a = Math.log(magnitudes[k - 1]);
  const b = Math.log(magnitudes[k]);
  const c = Math.log(magnitudes[k + 1]);
  const shift = (0.5 * (a - c)) / (a - 2 * b + c);
  const height = Math.exp(b - 0.25 * (a - c) * shift);
  peaks.pitches.push(pitchOf((k + shift) * BIN));
  peaks.heights.push(height);
  peaks.salience.push(Math.log(height / around));
}

/** Weight of a note by its level relative to the loudest of its frame. */
function weighByHeight({ heights, salience }: Peaks, from: number): void {
  let highest = 0;
  for (let i = from; i < heights.length; i++) highest = Math.max(highest, heights[i]);
  for (let i = from; i < heights.length; i++) salience[i] *= Math.sqrt(heights[i] / highest);
}
