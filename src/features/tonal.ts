import type { Analysis } from './analysis.ts';
import { chromaFrames } from './chroma.ts';
import { byFrame, byRow, type Frames } from './frames.ts';
import type { SyncRecipe } from './recipe.ts';
import type { Spectra } from './spectra.ts';
import { LOWEST_HZ } from './ssd.ts';
import { columnOf, summarise } from './summary.ts';
import { tonnetzOfChroma } from './tonnetz.ts';

const CLASSES = 12;
/** Key profiles by pitch class, from the tonic up (Krumhansl and Kessler 1982). */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];
const KEY_NAMES = [
  'major_fit',
  'minor_fit',
  'entropy_mean',
  'entropy_deviation',
  'flux_mean',
  'flux_deviation',
];

/** Tonal features that do not depend on the key: sorted pitch classes, intervals, chords, key clarity. */
export const tonal: SyncRecipe = {
  name: 'tonal',
  version: 1,
  parameters: { sampleRate: 22_050, nFft: 2048, hopLength: 512, window: 'hann', minimumHz: LOWEST_HZ },
  shape: [tonalNames().length],
  columns: tonalNames(),
  compute(analysis) {
    const data = tonalRow(analysis.spectra({ fMin: LOWEST_HZ }));
    return { data, shape: [data.length] };
  },
};

/** Harmonic flux column `flux_mean` of `tonal` alone. */
export function tonalFlux(analysis: Analysis): number {
  return summarise(fluxes(chromaFrames(analysis.spectra({ fMin: LOWEST_HZ })))).mean;
}

function tonalRow(spectra: Spectra): Float32Array {
  const chroma = chromaFrames(spectra);
  const columns = columnSummaries(chroma);
  const means = columns.map(({ mean }) => mean);
  const tonic = means.indexOf(Math.max(...means));
  const turned = [...columns.keys()].map((i) => columns[(i + tonic) % CLASSES]);
  const lattice = columnSummaries(byFrame(tonnetzOfChroma(byRow(chroma))));
  const deviations = (summaries: { variance: number }[]) =>
    summaries.map(({ variance }) => Math.sqrt(variance));
  return Float32Array.from([
    ...turned.map(({ mean }) => mean),
    ...deviations(turned),
    ...intervals(chroma),
    ...lattice.map(({ mean }) => Math.abs(mean)),
    ...deviations(lattice),
    keyFit(means, MAJOR),
    keyFit(means, MINOR),
    ...spread(entropies(chroma)),
    ...spread(fluxes(chroma)),
  ]);
}

function columnSummaries({ data, width }: Frames): ReturnType<typeof summarise>[] {
  return Array.from({ length: width }, (_, i) => summarise(columnOf(data, width, i)));
}

/** Mean product of pitch classes that lie 1..6 semitones apart: which intervals sound together. */
function intervals({ data }: Frames): number[] {
  const sums = new Float64Array(6);
  for (let start = 0; start < data.length; start += CLASSES) {
    for (let i = 0; i < CLASSES; i++) {
      for (let step = 1; step <= 6; step++) {
        sums[step - 1] += data[start + i] * data[start + ((i + step) % CLASSES)];
      }
    }
  }
  return Array.from(sums, (sum) => sum / data.length);
}

/** The best correlation of the mean chroma with a key profile over all twelve tonics. */
function keyFit(means: number[], profile: number[]): number {
  const fits = means.map((_, tonic) =>
    correlation(
      means,
      profile.map((_, i) => profile[(i - tonic + 12) % 12]),
    ),
  );
  return Math.max(...fits);
}

function correlation(a: number[], b: number[]): number {
  const centre = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [x, y] = [centre(a), centre(b)];
  const dot = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + value * q[i], 0);
  const length = Math.sqrt(dot(x, x) * dot(y, y));
  return length < 1e-12 ? 0 : dot(x, y) / length;
}

/** Entropy of the pitch classes of each frame, 0 (one note) to 1 (noise); silence counts as 1. */
function entropies({ data }: Frames): Float32Array {
  return Float32Array.from({ length: data.length / CLASSES }, (_, t) => {
    const frame = data.subarray(t * CLASSES, (t + 1) * CLASSES);
    const total = frame.reduce((sum, value) => sum + value, 0);
    if (total === 0) return 1;
    const entropy = frame.reduce((sum, v) => (v > 0 ? sum - (v / total) * Math.log(v / total) : sum), 0);
    return entropy / Math.log(CLASSES);
  });
}

/** Mean change of a pitch class from frame to frame. */
function fluxes({ data }: Frames): Float32Array {
  return Float32Array.from({ length: Math.max(1, data.length / CLASSES - 1) }, (_, t) => {
    let sum = 0;
    for (let i = 0; i < CLASSES; i++) {
      const at = t * CLASSES + i;
      sum += at + CLASSES < data.length ? Math.abs(data[at + CLASSES] - data[at]) : 0;
    }
    return sum / CLASSES;
  });
}

function spread(values: Float32Array): [number, number] {
  const { mean, variance } = summarise(values);
  return [mean, Math.sqrt(variance)];
}

function tonalNames(): string[] {
  const numbered = (name: string, count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => `${name}${i + first}`);
  return [
    ...numbered('degree_mean', CLASSES),
    ...numbered('degree_deviation', CLASSES),
    ...numbered('interval', 6, 1),
    ...numbered('tonnetz_mean', 6),
    ...numbered('tonnetz_deviation', 6),
    ...KEY_NAMES,
  ];
}
