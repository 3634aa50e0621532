import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../../src/features/analysis.ts';
import { beatTrack } from '../../src/features/beat.ts';
import { chromaStft } from '../../src/features/chroma.ts';
import { chromaCqt } from '../../src/features/chroma-cqt.ts';
import { spectralContrast } from '../../src/features/contrast.ts';
import { delta } from '../../src/features/delta.ts';
import { byRow } from '../../src/features/frames.ts';
import { hpss } from '../../src/features/hpss.ts';
import { melSpectrogram } from '../../src/features/mel-spectrogram.ts';
import { mfcc } from '../../src/features/mfcc.ts';
import { onsetStrength } from '../../src/features/onset.ts';
import type { FeatureArray } from '../../src/features/recipe.ts';
import {
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
} from '../../src/features/spectral.ts';
import { tempo } from '../../src/features/tempo.ts';
import { tonnetz, tonnetzOfChroma } from '../../src/features/tonnetz.ts';
import { estimateTuning } from '../../src/features/tuning.ts';
import { rms, zeroCrossingRate } from '../../src/features/waveform.ts';
import { goldenSamples } from './signals.ts';

interface GoldenArray {
  readonly shape: number[];
  readonly mean: number;
  readonly var: number;
  readonly min: number;
  readonly max: number;
  readonly rows_mean: number[] | null;
  readonly frame: { index: number; values: number[] };
}

interface Golden {
  readonly features: Record<string, GoldenArray> & {
    tempo: number;
    beat_track_tempo: number;
    beats: number[];
    estimate_tuning: number;
  };
}

const golden: Record<string, Golden> = JSON.parse(
  readFileSync(new URL('../fixtures/golden/librosa-signals.json', import.meta.url), 'utf8'),
).signals;

const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

/**
 * Tolerances where the last digits of librosa are its own rounding.
 *
 * - delta_mfcc: librosa differentiates numbers near 500 and 1,000 that are rounded to 3e-5 and 6e-5.
 * - clicks: the spectrum is flat, so peak and valley of every band are the same number but for rounding, and so are
 *   the mel bands, in decibels near -80 that are rounded to 1e-5.
 * - chirp: where it is far above the highest filter, a frame holds the rounding noise of the decimated signal, and
 *   each frame is divided by its largest value.
 */
const ROUNDING: Readonly<Record<string, number>> = {
  'sine440 delta_mfcc': 1e-5,
  'silence delta_mfcc': 3e-5,
  'clicks120 spectral_contrast': 2e-6,
  'clicks120 mfcc': 1e-5,
  'chirp chroma_cqt': 1e-3,
  'chirp tonnetz': 1e-3,
};

/**
 * The clicks have no pitch: librosa's tuning of them is a vote of rounding errors (ours finds no peak and says 0).
 * What follows from the tuning is compared under librosa's, in semitones and in thirds of semitones.
 */
const TUNING_OF_CLICKS = { semitones: -0.38, thirds: 0.42 };

const FEATURES: Readonly<Record<string, (analysis: Analysis) => FeatureArray>> = {
  stft_magnitude: magnitude,
  melspectrogram: melSpectrogram,
  mfcc,
  chroma_stft: chromaStft,
  chroma_cqt: chromaCqt,
  tonnetz,
  spectral_centroid: spectralCentroid,
  spectral_bandwidth: spectralBandwidth,
  spectral_rolloff: spectralRolloff,
  spectral_contrast: spectralContrast,
  spectral_flatness: spectralFlatness,
  zero_crossing_rate: zeroCrossingRateOf,
  rms: rmsOf,
  onset_strength: onsetStrength,
  harmonic: (analysis) => waveform(hpss(analysis).harmonic),
  percussive: (analysis) => waveform(hpss(analysis).percussive),
  delta_mfcc: (analysis) => delta(mfcc(analysis)),
};

const TUNED: Readonly<Record<string, (analysis: Analysis) => FeatureArray>> = {
  chroma_stft: (analysis) => chromaStft(analysis, { tuning: TUNING_OF_CLICKS.semitones }),
  chroma_cqt: (analysis) => chromaCqt(analysis, { tuning: TUNING_OF_CLICKS.thirds }),
  tonnetz: (analysis) => tonnetzOfChroma(chromaCqt(analysis, { tuning: TUNING_OF_CLICKS.thirds })),
};

describe.each(Object.keys(golden))('%s equals librosa', (name) => {
  const analysis = new Analysis(goldenSamples(name));
  const { features } = golden[name];

  test.each(Object.keys(FEATURES))('%s', (feature) => {
    const expected = features[feature];
    const compute = (name === 'clicks120' && TUNED[feature]) || FEATURES[feature];
    const actual = compute(analysis);
    expect(actual.shape).toEqual(expected.shape);
    const slack = ROUNDING[`${name} ${feature}`] ?? ABSOLUTE;
    expect(differences(summary(actual, expected), summaryOf(expected), slack)).toEqual([]);
  });

  test('tempo and beats', () => {
    expect(tempo(analysis)).toBeCloseTo(features.tempo, 9);
    const beats = beatTrack(analysis);
    expect(beats.tempo).toBeCloseTo(features.beat_track_tempo, 9);
    expect(beats.frames).toEqual(features.beats);
  });

  test('tuning', () => {
    const expected = name === 'clicks120' ? 0 : features.estimate_tuning;
    expect(estimateTuning(analysis)).toBeCloseTo(expected, 9);
  });
});

function magnitude(analysis: Analysis): FeatureArray {
  const spectra = analysis.spectra();
  const { stride, bins } = spectra.stft;
  const data = new Float32Array(spectra.frames * bins);
  const rows = spectra.magnitudes(0, spectra.frames);
  for (let t = 0; t < spectra.frames; t++) data.set(rows.subarray(t * stride, t * stride + bins), t * bins);
  return byRow({ data, width: bins });
}

function zeroCrossingRateOf({ signal, sampleRate }: Analysis): FeatureArray {
  return zeroCrossingRate({ data: signal, sampleRate });
}

function rmsOf({ signal, sampleRate }: Analysis): FeatureArray {
  return rms({ data: signal, sampleRate });
}

function waveform(data: Float32Array): FeatureArray {
  return { data, shape: [1, data.length] };
}

function summary({ data, shape }: FeatureArray, { frame, rows_mean }: GoldenArray): Record<string, number> {
  const [rows, columns] = shape;
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const result: Record<string, number> = {
    mean,
    var: data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length,
    min: data.reduce((a, b) => Math.min(a, b)),
    max: data.reduce((a, b) => Math.max(a, b)),
  };
  for (let row = 0; row < rows; row++) {
    const line = data.subarray(row * columns, (row + 1) * columns);
    if (rows_mean) result[`row ${row}`] = line.reduce((sum, value) => sum + value, 0) / columns;
    result[`frame[${row}]`] = line[frame.index];
  }
  return result;
}

function summaryOf(expected: GoldenArray): Record<string, number> {
  const { mean, min, max } = expected;
  const result: Record<string, number> = { mean, var: expected.var, min, max };
  expected.rows_mean?.forEach((value, row) => {
    result[`row ${row}`] = value;
  });
  expected.frame.values.forEach((value, row) => {
    result[`frame[${row}]`] = value;
  });
  return result;
}

function differences(
  actual: Record<string, number>,
  expected: Record<string, number>,
  absolute: number,
): string[] {
  return Object.keys(expected)
    .filter((key) => {
      const error = Math.abs(actual[key] - expected[key]);
      return !(error <= Math.max(absolute, RELATIVE * Math.abs(expected[key])));
    })
    .map((key) => `${key}: Expected ${expected[key]}, got ${actual[key]}`);
}
