/**
 * The mood's machine: kernel ridge regression on what both networks of the ear say of a song, on the mode of its key
 * and on its crest. Three questions are put to the songs it remembers: which quadrant, aroused or not, positive or
 * not. A quadrant's score is the sum of the answers that speak for it.
 */
import { quantile } from '../../src/dsp/statistics.ts';
import { EAR_SIZES, ear, earVgg } from '../../src/features/ear.ts';
import { linearScores } from '../../src/models/linear.ts';
import { radialKernelOf, squaredNorm, weightedSums } from '../../src/models/radial.ts';
import { type StandardScaler, scale } from '../../src/models/scaler.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { add } from '../../src/onnx/ops-math.ts';
import { gather } from '../../src/onnx/ops-shape.ts';
import { float32, int64 } from '../../src/onnx/tensor.ts';
import { fitRidge } from '../../src/train/fit/fit-ridge.ts';
import { fitStandardScaler } from '../../src/train/fit/fit-scaler.ts';
import { runGraph } from '../../src/train/fit/learn.ts';
import { MIDDLE, STEPS } from '../train-default/columns.ts';
import { remembered } from '../train-default/machine.ts';
import type { LabelledSong } from './labels.ts';

/** Chosen on foldings that no figure is of. Width in medians of the distances; see the default model's machine. */
const [WIDTH, STRAIGHT, RIDGE] = [0.5, 0.3, 0.3];
const QUADRANTS = 4;
const MEANS = EAR_SIZES.penultimate + EAR_SIZES.tags + EAR_SIZES.pool;
const [EAR, VGG] = [ear.columns.length, earVgg.columns.length];

/** Columns of a song's row: what the networks say, the mode and the crest. */
export const MOOD_COLUMNS = EAR + VGG + 2;
const BLOCKS = {
  means: [0, MEANS],
  deviations: [MEANS, EAR],
  second: [EAR, EAR + VGG],
  mode: [EAR + VGG, EAR + VGG + 1],
  crest: [EAR + VGG + 1, MOOD_COLUMNS],
} as const;
const NAMES = Object.keys(BLOCKS) as (keyof typeof BLOCKS)[];

interface Question {
  /** Weight of each block. */
  readonly shares: Partial<Record<keyof typeof BLOCKS, number>>;
  /** The answer that a quadrant is, from 0. */
  readonly answerOf: (quadrant: number) => number;
  readonly answers: number;
}

const QUESTIONS: readonly Question[] = [
  { shares: { means: 1, deviations: 0.3 }, answerOf: (quadrant) => quadrant, answers: QUADRANTS },
  {
    shares: { means: 1, deviations: 0.3, second: 1, crest: 0.2 },
    answerOf: (quadrant) => Number(isAroused(quadrant)),
    answers: 2,
  },
  {
    shares: { means: 1, deviations: 0.3, second: 1, mode: 0.2 },
    answerOf: (quadrant) => Number(isPositive(quadrant)),
    answers: 2,
  },
];

/** Happy and tense. */
export function isAroused(quadrant: number): boolean {
  return quadrant < 2;
}

/** Happy and calm. */
export function isPositive(quadrant: number): boolean {
  return quadrant === 0 || quadrant === 3;
}

interface Columns {
  /** Indices in the row. */
  readonly places: readonly number[];
  readonly scaler: StandardScaler;
  /** Columns of the support songs, a byte each, in steps from `MIDDLE`. */
  readonly levels: readonly Uint8Array[];
  /** The same as numbers. */
  readonly songs: readonly Float32Array[];
  readonly gamma: number;
}

type Outputs = ReturnType<typeof fitRidge>;

export interface MoodMachine {
  /** Each with what its songs count for every quadrant. */
  readonly blocks: readonly (Columns & { readonly outputs: Outputs })[];
}

/** @param songs each with a quadrant */
export async function fitMood(songs: readonly LabelledSong[]): Promise<MoodMachine> {
  const blocks: Columns[] = [];
  for (const name of NAMES) blocks.push(await fitColumns(songs, BLOCKS[name]));
  const kernels = blocks.map(kernelOf);
  const answers = QUESTIONS.map((question) => answersTo(question, kernels, songs));
  return {
    blocks: blocks.map((block, b) => ({
      ...block,
      outputs: Array.from({ length: QUADRANTS }, (_, quadrant) => ({
        weights: Float64Array.from(songs, (_, i) =>
          QUESTIONS.reduce(
            (sum, question, q) =>
              sum + shareOf(question, b) * answers[q][question.answerOf(quadrant)].weights[i],
            0,
          ),
        ),
        bias: 0,
      })),
    })),
  };
}

async function fitColumns(
  songs: readonly LabelledSong[],
  [start, end]: readonly [number, number],
): Promise<Columns> {
  const rows = songs.map(({ row }) => row.subarray(start, end));
  const { kind, means, deviations } = fitStandardScaler(rows);
  // Columns of hardly any deviation are noise, which a scaler would amplify.
  const least = 1e-3 * quantile(deviations, 0.9);
  const living = deviations.flatMap((deviation, i) => (deviation > least ? [i] : []));
  const scaler: StandardScaler = {
    kind,
    means: living.map((i) => means[i]),
    deviations: living.map((i) => deviations[i]),
  };
  const flat = Float32Array.from(rows.flatMap((row) => living.map((i) => row[i])));
  const scaled = await runGraph(([x]) => scale(x, scaler), [flat], [[living.length]]);
  const levels = scaled.map((row) =>
    Uint8Array.from(row, (value) => Math.min(Math.max(Math.round(STEPS * value) + MIDDLE, 0), 255)),
  );
  const kept = levels.map((row) => Float32Array.from(row, (level) => (level - MIDDLE) / STEPS));
  const distances = kept.flatMap((a, i) => kept.slice(0, i).map((b) => distanceOf(a, b)));
  const gamma = 1 / (WIDTH * quantile(distances, 0.5));
  return { places: living.map((i) => start + i), scaler, levels, songs: kept, gamma };
}

function kernelOf({ songs, gamma, places }: Columns): Float64Array[] {
  return songs.map((a) =>
    Float64Array.from(
      songs,
      (b) => Math.exp(-gamma * distanceOf(a, b)) + (STRAIGHT / places.length) * productOf(a, b),
    ),
  );
}

/** Every answer counts alike, however many songs it is true of. */
function answersTo(
  question: Question,
  kernels: readonly Float64Array[][],
  songs: readonly LabelledSong[],
): Outputs {
  const labels = songs.map(({ quadrant }) => question.answerOf(quadrant!));
  const counts = Array.from(
    { length: question.answers },
    (_, answer) => labels.filter((label) => label === answer).length,
  );
  const weights = labels.map((label) => labels.length / question.answers / counts[label]);
  const kernel = kernels[0].map((row, i) =>
    row.map((_, j) => kernels.reduce((sum, near, b) => sum + shareOf(question, b) * near[i][j], 0)),
  );
  return fitRidge({ kernel, labels, weights, genres: question.answers }, RIDGE);
}

/** Weight of a block in a question; the blocks' sum is 1. */
function shareOf({ shares }: Question, block: number): number {
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return (shares[NAMES[block]] ?? 0) / total;
}

/** Scores [batch, quadrants] for `x` [batch, MOOD_COLUMNS]. */
export function moodScores(x: Value, { blocks }: MoodMachine): Value {
  const { graph } = x;
  const parts = blocks.map(({ places, scaler, levels, songs, gamma, outputs }) => {
    const scaled = scale(gather(x, graph.constant(int64([...places])), 1), scaler);
    const vectors = remembered(graph, { levels, columnWeights: places.map(() => 1) });
    const norms = graph.constant(float32(songs.map(squaredNorm), [songs.length]));
    const straight = outputs.map(({ weights }) => {
      const sum = new Float64Array(places.length);
      songs.forEach((row, i) => {
        row.forEach((value, c) => {
          sum[c] += (STRAIGHT / places.length) * weights[i] * value;
        });
      });
      return sum;
    });
    return add(
      weightedSums(radialKernelOf(scaled, { vectors, norms }, gamma), outputs),
      linearScores(scaled, { weights: straight, biases: outputs.map(() => 0) }),
    );
  });
  return parts.reduce(add);
}

export function askMood(machine: MoodMachine, songs: readonly LabelledSong[]): Promise<Float32Array[]> {
  const flat = Float32Array.from(songs.flatMap(({ row }) => [...row]));
  return runGraph(([x]) => moodScores(x, machine), [flat], [[MOOD_COLUMNS]]);
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
}

function productOf(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
