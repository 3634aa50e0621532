import type { Analysis } from './analysis.ts';
import { spectralContrast } from './contrast.ts';
import { onsetEnvelope } from './onset.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import {
  moments,
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
} from './spectral.ts';
import { LOWEST_HZ } from './ssd.ts';
import { percentile, summarise } from './summary.ts';

const CURVES = [
  'centroid',
  'bandwidth',
  'rolloff85',
  'rolloff50',
  'flatness',
  'level',
  'onset',
  ...Array.from({ length: 7 }, (_, band) => `contrast${band}`),
];
const STATISTICS = ['mean', 'deviation', 'p10', 'p90', 'change'];

/** Timbre features: brightness, noisiness, contrast and dynamics, and their changes. */
export const timbre: SyncRecipe = {
  name: 'timbre',
  version: 1,
  parameters: {
    sampleRate: 22_050,
    nFft: 2048,
    hopLength: 512,
    window: 'hann',
    minimumHz: LOWEST_HZ,
    frequencies: 'natural logarithm of Hz, at least 30',
    level: 'dB relative to the mean power of the sound',
  },
  shape: [CURVES.length * STATISTICS.length],
  columns: CURVES.flatMap((curve) => STATISTICS.map((statistic) => `${curve}_${statistic}`)),
  compute(analysis) {
    const data = Float32Array.from(curves(analysis.spectra({ fMin: LOWEST_HZ })).flatMap(describe));
    return { data, shape: [data.length] };
  },
};

/** Brightness, noisiness and dynamics columns of `timbre` alone: three of them, at a quarter of the cost. */
export function timbreSketch(analysis: Analysis) {
  const spectra = analysis.spectra({ fMin: LOWEST_HZ });
  return {
    centroid_mean: summarise(brightness(spectra)).mean,
    flatness_mean: summarise(noisiness(spectra)).mean,
    level_deviation: Math.sqrt(summarise(levels(spectra)).variance),
  };
}

function curves(spectra: Spectra): Float32Array[] {
  const { frames } = spectra;
  const contrast = spectralContrast(spectra);
  return [
    brightness(spectra),
    logarithms(spectralBandwidth(spectra).data),
    logarithms(spectralRolloff(spectra).data),
    logarithms(spectralRolloff(spectra, { rollPercent: 0.5 }).data),
    noisiness(spectra),
    levels(spectra),
    onsetEnvelope(spectra),
    ...Array.from({ length: 7 }, (_, band) => contrast.data.subarray(band * frames, (band + 1) * frames)),
  ];
}

function brightness(spectra: Spectra): Float32Array {
  return logarithms(spectralCentroid(spectra).data);
}

/** Spectral flatness in decibels. */
function noisiness(spectra: Spectra): Float32Array {
  return spectralFlatness(spectra).data.map((value) => 10 * Math.log10(Math.max(1e-10, value)));
}

function logarithms(hertz: Float32Array): Float32Array {
  return hertz.map((value) => Math.log(Math.max(LOWEST_HZ, value)));
}

/** Power of each frame in dB relative to the mean, at least -80. */
function levels(spectra: Spectra): Float32Array {
  const powers = Float32Array.from(moments(spectra).power);
  const mean = summarise(powers).mean || 1;
  return powers.map((power) => 10 * Math.log10(Math.max(1e-8, power / mean)));
}

function describe(curve: Float32Array): number[] {
  const { mean, variance } = summarise(curve);
  let change = 0;
  for (let i = 1; i < curve.length; i++) change += Math.abs(curve[i] - curve[i - 1]);
  return [
    mean,
    Math.sqrt(variance),
    percentile(curve, 0.1),
    percentile(curve, 0.9),
    change / Math.max(1, curve.length - 1),
  ];
}
