/** What is drawn of a sound: curves and fields over time. */
import type { Samples } from '../../audio/samples.ts';
import { amplitudeToDb, powerToDb } from '../../dsp/decibel.ts';
import { Analysis } from '../../features/analysis.ts';
import { beatTrack } from '../../features/beat.ts';
import { chromaStft } from '../../features/chroma.ts';
import { melSpectrogram } from '../../features/mel-spectrogram.ts';
import { mfcc } from '../../features/mfcc.ts';
import { onsetStrength } from '../../features/onset.ts';
import type { FeatureArray } from '../../features/recipe.ts';
import { spectralCentroid, spectralRolloff } from '../../features/spectral.ts';
import { tonnetz } from '../../features/tonnetz.ts';

/** A tick of the value axis, at a share of its height from below. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Curve {
  readonly name?: string;
  readonly values: Float32Array;
}

export interface Curves {
  /** Two lines that are a band are its upper and its lower edge. */
  readonly kind: 'lines' | 'band';
  readonly lines: readonly Curve[];
  readonly low: number;
  readonly high: number;
}

/** One picture above a common axis of time. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly ticks: readonly Tick[];
  /** Rows from below: [rows, frames], drawn from `low` to `high`. */
  readonly field?: { readonly array: FeatureArray; readonly low: number; readonly high: number };
  /** Drawn over the field, from `low` to `high`. */
  readonly curves?: Curves;
  /** Seconds that are marked. */
  readonly marks?: readonly number[];
}

const PITCHES = ['C', 'D', 'E', 'F', 'G', 'A', 'B'];
const SEMITONES = [0, 2, 4, 5, 7, 9, 11];
const TONNETZ = ['fifth x', 'fifth y', 'minor x', 'minor y', 'major x', 'major y'];
const WAVE_POINTS = 2000;
const DYNAMIC_RANGE_DB = 80;

const PANELS: Readonly<Record<string, (samples: Samples, analysis: Analysis) => Panel>> = {
  waveform: (samples) => {
    const lines = envelope(samples.data);
    const ticks = [-1, 0, 1].map((value) => ({ at: (value + 1) / 2, text: `${value}` }));
    return {
      title: 'Waveform',
      unit: 'of full scale',
      ticks,
      curves: { kind: 'band', lines, low: -1, high: 1 },
    };
  },
  spectrogram: (samples, analysis) => {
    const array = magnitudeField(analysis);
    const ticks = hertzTicks(samples.sampleRate / 2, (hertz) => hertz / (samples.sampleRate / 2));
    return { title: 'Spectrogram', unit: 'Hz', ticks, field: { array, low: -DYNAMIC_RANGE_DB, high: 0 } };
  },
  mel: (samples, analysis) => {
    const { data, shape } = melSpectrogram(analysis);
    const array = { data: powerToDb(data, { reference: largest(data) }), shape };
    const top = mel(samples.sampleRate / 2);
    const ticks = [256, 1024, 4096, 8192].map((hertz) => ({ at: mel(hertz) / top, text: `${hertz}` }));
    return { title: 'Mel spectrogram', unit: 'Hz', ticks, field: { array, low: -DYNAMIC_RANGE_DB, high: 0 } };
  },
  chroma: (_, analysis) => {
    const ticks = PITCHES.map((text, i) => ({ at: (SEMITONES[i] + 0.5) / 12, text }));
    return { title: 'Chroma', unit: 'pitch', ticks, field: { array: chromaStft(analysis), low: 0, high: 1 } };
  },
  tonnetz: (_, analysis) => {
    const ticks = TONNETZ.map((text, i) => ({ at: (i + 0.5) / 6, text }));
    return { title: 'Tonnetz', unit: '', ticks, field: { array: tonnetz(analysis), low: -0.3, high: 0.3 } };
  },
  mfcc: (_, analysis) => {
    const array = mfcc(analysis);
    const rows = array.shape[0];
    const ticks = [1, 5, 10, 15, 20].map((number) => ({ at: (number - 0.5) / rows, text: `${number}` }));
    return {
      title: 'MFCC, each over its own range',
      unit: 'coefficient',
      ticks,
      field: { array: standardised(array), low: -2.5, high: 2.5 },
    };
  },
  brightness: (samples, analysis) => {
    const lines = [
      { name: 'rolloff 85 %', values: spectralRolloff(analysis).data },
      { name: 'centroid', values: spectralCentroid(analysis).data },
    ];
    const high = samples.sampleRate / 2;
    return {
      title: 'Brightness',
      unit: 'Hz',
      ticks: hertzTicks(high, (hertz) => hertz / high),
      curves: { kind: 'lines', lines, low: 0, high },
    };
  },
  beats: (_, analysis) => {
    const values = onsetStrength(analysis).data;
    const { tempo, seconds } = beatTrack(analysis);
    const high = Math.max(1e-6, largest(values));
    const title = `Onsets and beats${tempo > 0 ? `, ${tempo.toFixed(1)} a minute` : ''}`;
    return {
      title,
      unit: 'strength',
      ticks: [],
      curves: { kind: 'lines', lines: [{ values }], low: 0, high },
      marks: seconds,
    };
  },
};

export const PANEL_NAMES: readonly string[] = Object.keys(PANELS);

/** The panels of these names, in that order. */
export function panelsOf(samples: Samples, names: readonly string[]): Panel[] {
  const analysis = new Analysis(samples);
  return names.map((name) => PANELS[name](samples, analysis));
}

/** The lowest and highest sample of each of at most 2000 stretches. */
function envelope(data: Float32Array): Curve[] {
  const points = Math.min(WAVE_POINTS, data.length);
  const lowest = new Float32Array(points).fill(Number.POSITIVE_INFINITY);
  const highest = new Float32Array(points).fill(Number.NEGATIVE_INFINITY);
  data.forEach((value, i) => {
    const point = Math.floor((i * points) / data.length);
    lowest[point] = Math.min(lowest[point], value);
    highest[point] = Math.max(highest[point], value);
  });
  return [{ values: highest }, { values: lowest }];
}

/** [bins, frames] in dB below the loudest cell. */
function magnitudeField(analysis: Analysis): FeatureArray {
  const { stride, nFft } = analysis.stft;
  const [bins, frames] = [nFft / 2 + 1, analysis.frames];
  const rows = analysis.magnitudes(0, frames);
  const data = new Float32Array(bins * frames);
  for (let t = 0; t < frames; t++) for (let k = 0; k < bins; k++) data[k * frames + t] = rows[t * stride + k];
  return { data: amplitudeToDb(data, { reference: largest(data) }), shape: [bins, frames] };
}

/** Each row less its mean, over its standard deviation. */
function standardised({ data, shape }: FeatureArray): FeatureArray {
  const [rows, frames] = shape;
  const output = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const values = data.subarray(row * frames, (row + 1) * frames);
    const mean = values.reduce((sum, value) => sum + value, 0) / frames;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / frames) || 1;
    output.set(
      values.map((value) => (value - mean) / deviation),
      row * frames,
    );
  }
  return { data: output, shape };
}

/** Slaney's mel scale: linear below 1000 Hz, logarithmic above. */
function mel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4);
}

function hertzTicks(top: number, at: (hertz: number) => number): Tick[] {
  return [0, 2000, 4000, 6000, 8000, 10_000]
    .filter((hertz) => hertz <= top)
    .map((hertz) => ({ at: at(hertz), text: `${hertz}` }));
}

function largest(data: Float32Array): number {
  return data.reduce((most, value) => Math.max(most, value), 0);
}
