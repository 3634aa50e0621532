import { beatTrack } from '../../features/beat.ts';
import { hpss } from '../../features/hpss.ts';
import { onsetStrength } from '../../features/onset.ts';
import {
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
} from '../../features/spectral.ts';
import { rms, zeroCrossingRate } from '../../features/waveform.ts';
import type { Curve, Panel, PanelMaker } from './panel.ts';
import { hertzTicks, largest } from './scales.ts';

const WAVE_POINTS = 2000;

/** Panels of one or more values a frame. */
export const CURVES: Readonly<Record<string, PanelMaker>> = {
  waveform: ({ data }) => wave('Waveform', data),
  harmonic: (_, analysis) => wave('Harmonic part', hpss(analysis).harmonic),
  percussive: (_, analysis) => wave('Percussive part', hpss(analysis).percussive),
  rms: (samples) => lines('Loudness (RMS)', 'of full scale', [{ values: rms(samples).data }]),
  'zero-crossings': (samples) =>
    lines('Zero crossings', 'share of samples', [{ values: zeroCrossingRate(samples).data }]),
  flatness: (_, analysis) =>
    lines('Spectral flatness', '0 tone, 1 noise', [{ values: spectralFlatness(analysis).data }]),
  bandwidth: (samples, analysis) =>
    inHertz('Spectral bandwidth', samples.sampleRate / 2, [{ values: spectralBandwidth(analysis).data }]),
  brightness: (samples, analysis) =>
    inHertz('Brightness', samples.sampleRate / 2, [
      { name: 'rolloff 85 %', values: spectralRolloff(analysis).data },
      { name: 'centroid', values: spectralCentroid(analysis).data },
    ]),
  beats: (_, analysis) => {
    const { tempo, seconds } = beatTrack(analysis);
    const title = `Onsets and beats${tempo > 0 ? `, ${tempo.toFixed(1)} a minute` : ''}`;
    return {
      ...lines(title, 'strength', [{ values: onsetStrength(analysis).data }]),
      ticks: [],
      marks: seconds,
    };
  },
};

function wave(title: string, data: Float32Array): Panel {
  const ticks = [-1, 0, 1].map((value) => ({ at: (value + 1) / 2, text: `${value}` }));
  return {
    title,
    unit: 'of full scale',
    ticks,
    curves: { kind: 'band', lines: envelope(data), low: -1, high: 1 },
  };
}

function inHertz(title: string, high: number, curves: readonly Curve[]): Panel {
  const ticks = hertzTicks(high, (hertz) => hertz / high);
  return { title, unit: 'Hz', ticks, curves: { kind: 'lines', lines: curves, low: 0, high } };
}

/** Panel of curves from 0 to the largest value, which is the upper tick. */
function lines(title: string, unit: string, curves: readonly Curve[]): Panel {
  const high = Math.max(1e-6, ...curves.map(({ values }) => largest(values)));
  const ticks = [
    { at: 0, text: '0' },
    { at: 1, text: high.toPrecision(2) },
  ];
  return { title, unit, ticks, curves: { kind: 'lines', lines: curves, low: 0, high } };
}

/** Envelope: minimum and maximum sample of each of at most 2000 parts. */
function envelope(data: Float32Array): Curve[] {
  const points = Math.min(WAVE_POINTS, data.length);
  const lowest = new Float32Array(points).fill(Infinity);
  const highest = new Float32Array(points).fill(-Infinity);
  data.forEach((value, i) => {
    const point = Math.floor((i * points) / data.length);
    lowest[point] = Math.min(lowest[point], value);
    highest[point] = Math.max(highest[point], value);
  });
  return [{ values: highest }, { values: lowest }];
}
