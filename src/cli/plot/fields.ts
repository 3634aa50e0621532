import { amplitudeToDb, powerToDb } from '../../dsp/decibel.ts';
import { chromaStft } from '../../features/chroma.ts';
import { chromaCqt } from '../../features/chroma-cqt.ts';
import { spectralContrast } from '../../features/contrast.ts';
import { cqt } from '../../features/cqt.ts';
import { delta } from '../../features/delta.ts';
import { linearSpectrogram } from '../../features/linear-spectrogram.ts';
import { melSpectrogram } from '../../features/mel-spectrogram.ts';
import { mfcc } from '../../features/mfcc.ts';
import type { FeatureArray } from '../../features/recipe.ts';
import type { Spectra } from '../../features/spectra.ts';
import { speechMfcc } from '../../features/speech-mfcc.ts';
import { framesPerSecond, tempogram } from '../../features/tempo.ts';
import { tonnetz } from '../../features/tonnetz.ts';
import type { Panel, PanelMaker, Tick } from './panel.ts';
import { hertzTicks, largest, mel } from './scales.ts';

const PITCHES = ['C', 'D', 'E', 'F', 'G', 'A', 'B'];
const SEMITONES = [0, 2, 4, 5, 7, 9, 11];
const TONNETZ = ['fifth x', 'fifth y', 'minor x', 'minor y', 'major x', 'major y'];
const DYNAMIC_RANGE_DB = 80;
/** Longest lag of a tempogram, four seconds: from 15 beats a minute up. */
const TEMPOGRAM_SECONDS = 4;

/** Panels of a column of values a frame. */
export const FIELDS: Readonly<Record<string, PanelMaker>> = {
  spectrogram: ({ sampleRate }, analysis) => {
    const ticks = hertzTicks(sampleRate / 2, (hertz) => hertz / (sampleRate / 2));
    return decibels('Spectrogram', ticks, magnitudeField(analysis.spectra()));
  },
  mel: ({ sampleRate }, analysis) => {
    const { data, shape } = melSpectrogram(analysis);
    const top = mel(sampleRate / 2);
    const ticks = [256, 1024, 4096, 8192].map((hertz) => ({ at: mel(hertz) / top, text: `${hertz}` }));
    const array = { data: powerToDb(data, { reference: largest(data) }), shape };
    return decibels('Mel spectrogram', ticks, array);
  },
  cqt: (_, analysis) => {
    const { data, shape } = cqt(analysis);
    const ticks = [1, 2, 3, 4, 5, 6, 7].map((octave, i) => ({ at: (12 * i + 0.5) / 84, text: `C${octave}` }));
    const array = { data: amplitudeToDb(data, { reference: largest(data) }), shape };
    return { ...decibels('Constant-Q transform', ticks, array), unit: 'pitch' };
  },
  linear: (samples, analysis) => {
    const array = transposed(linearSpectrogram.compute(analysis));
    const top = samples.sampleRate / 2;
    const ticks = hertzTicks(top, (hertz) => hertz / top);
    return { title: 'Linear spectrogram', unit: 'Hz', ticks, field: { array, low: -2.5, high: 2.5 } };
  },
  chroma: (_, analysis) => pitches('Chroma', chromaStft(analysis)),
  'chroma-cqt': (_, analysis) => pitches('Chroma of the constant-Q transform', chromaCqt(analysis)),
  tonnetz: (_, analysis) => {
    const ticks = TONNETZ.map((text, i) => ({ at: (i + 0.5) / 6, text }));
    return { title: 'Tonnetz', unit: '', ticks, field: { array: tonnetz(analysis), low: -0.3, high: 0.3 } };
  },
  contrast: (_, analysis) => {
    const array = spectralContrast(analysis);
    return {
      title: 'Spectral contrast',
      unit: 'band',
      ticks: counted(array.shape[0]),
      field: { array, low: 0, high: 50 },
    };
  },
  mfcc: (_, analysis) => coefficients('MFCC', mfcc(analysis)),
  delta: (_, analysis) => coefficients('Delta of the MFCC', delta(mfcc(analysis))),
  'speech-mfcc': (samples) => coefficients('Speech MFCC', transposed(speechMfcc(samples))),
  tempogram: (_, analysis) => {
    const rate = framesPerSecond(analysis.spectra());
    const { data, shape } = tempogram(analysis);
    const rows = Math.round(TEMPOGRAM_SECONDS * rate);
    const array = { data: data.subarray(0, rows * shape[1]), shape: [rows, shape[1]] };
    const ticks = [1, 2, 3].map((lag) => ({ at: (lag * rate) / rows, text: `${lag} s` }));
    return { title: 'Tempogram', unit: 'lag', ticks, field: { array, low: 0, high: 1 } };
  },
};

function decibels(title: string, ticks: readonly Tick[], array: FeatureArray): Panel {
  return { title, unit: 'Hz', ticks, field: { array, low: -DYNAMIC_RANGE_DB, high: 0 } };
}

function pitches(title: string, array: FeatureArray): Panel {
  const ticks = PITCHES.map((text, i) => ({ at: (SEMITONES[i] + 0.5) / 12, text }));
  return { title, unit: 'pitch', ticks, field: { array, low: 0, high: 1 } };
}

function coefficients(title: string, array: FeatureArray): Panel {
  const field = { array: standardised(array), low: -2.5, high: 2.5 };
  return {
    title: `${title}, each over its own range`,
    unit: 'coefficient',
    ticks: counted(array.shape[0]),
    field,
  };
}

/** Ticks at row numbers, the first and every fifth. */
function counted(rows: number): Tick[] {
  return [1, 5, 10, 15, 20]
    .filter((number) => number <= rows)
    .map((number) => ({ at: (number - 0.5) / rows, text: `${number}` }));
}

/** Magnitude spectrogram [bins, frames] in dB below the loudest cell. */
function magnitudeField(spectra: Spectra): FeatureArray {
  const { stride, nFft } = spectra.stft;
  const [bins, frames] = [nFft / 2 + 1, spectra.frames];
  const rows = spectra.magnitudes(0, frames);
  const data = new Float32Array(bins * frames);
  for (let t = 0; t < frames; t++) for (let k = 0; k < bins; k++) data[k * frames + t] = rows[t * stride + k];
  return { data: amplitudeToDb(data, { reference: largest(data) }), shape: [bins, frames] };
}

function transposed({ data, shape: [rows, columns] }: FeatureArray): FeatureArray {
  const output = new Float32Array(data.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) output[c * rows + r] = data[r * columns + c];
  return { data: output, shape: [columns, rows] };
}

/** Standardised rows. */
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
