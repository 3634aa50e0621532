/** The mood's machine: kernel ridge regression on the means of the ear. */
import { quantile } from '../../src/dsp/statistics.ts';
import { EAR_SIZES, ear } from '../../src/features/ear.ts';
import { linearScores } from '../../src/models/linear.ts';
import { nearness, weighedSums } from '../../src/models/radial.ts';
import { type StandardScaler, scale } from '../../src/models/scaler.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { add } from '../../src/onnx/ops-math.ts';
import { slice } from '../../src/onnx/ops-shape.ts';
import { fitRidge } from '../../src/train/fit/fit-ridge.ts';
import { fitStandardScaler } from '../../src/train/fit/fit-scaler.ts';
import { askGraph } from '../../src/train/fit/learn.ts';
import type { LabelledSong } from './labels.ts';

/** Chosen on foldings that no figure is of. Width in medians of the distances; see the default model's machine. */
const [WIDTH, STRAIGHT, RIDGE] = [0.5, 0.3, 0.3];
const QUADRANTS = 4;
const MEANS = EAR_SIZES.penultimate + EAR_SIZES.tags + EAR_SIZES.pool;

export interface MoodMachine {
  readonly scaler: StandardScaler;
  readonly songs: readonly Float32Array[];
  readonly gamma: number;
  readonly outputs: ReturnType<typeof fitRidge>;
}

/** @param songs each with a quadrant */
export async function fitMood(songs: readonly LabelledSong[]): Promise<MoodMachine> {
  const rows = songs.map(({ embedding }) => embedding.subarray(0, MEANS));
  const scaler = steady(fitStandardScaler(rows));
  const flat = Float32Array.from(rows.flatMap((row) => [...row]));
  const scaled = await askGraph(([x]) => scale(x, scaler), [flat], [[MEANS]]);
  const gamma =
    1 /
    (WIDTH *
      quantile(
        pairs(scaled).map(([a, b]) => distanceOf(a, b)),
        0.5,
      ));
  const kernel = scaled.map((a) =>
    Float64Array.from(
      scaled,
      (b) => Math.exp(-gamma * distanceOf(a, b)) + (STRAIGHT * productOf(a, b)) / MEANS,
    ),
  );
  const labels = songs.map(({ quadrant }) => quadrant!);
  const counts = Array.from({ length: QUADRANTS }, (_, q) => labels.filter((label) => label === q).length);
  const weights = labels.map((label) => labels.length / QUADRANTS / counts[label]);
  return {
    scaler,
    songs: scaled,
    gamma,
    outputs: fitRidge({ kernel, labels, weights, genres: QUADRANTS }, RIDGE),
  };
}

/** Scores [batch, quadrants] for `x` [batch, columns of the ear]. */
export function moodScores(x: Value, { scaler, songs, gamma, outputs }: MoodMachine): Value {
  const scaled = scale(slice(x, 1, 0, MEANS), scaler);
  const straight = outputs.map(({ weights }) => {
    const sum = new Float64Array(MEANS);
    songs.forEach((row, i) => {
      row.forEach((value, c) => {
        sum[c] += (weights[i] * value * STRAIGHT) / MEANS;
      });
    });
    return sum;
  });
  return add(
    weighedSums(nearness(scaled, songs, gamma), outputs),
    linearScores(scaled, { weights: straight, biases: outputs.map(() => 0) }),
  );
}

export function askMood(machine: MoodMachine, songs: readonly LabelledSong[]): Promise<Float32Array[]> {
  const flat = Float32Array.from(songs.flatMap(({ embedding }) => [...embedding]));
  return askGraph(([x]) => moodScores(x, machine), [flat], [[ear.columns.length]]);
}

/** A column that hardly moves is noise that a scaler would blow up. */
function steady({ kind, means, deviations }: StandardScaler): StandardScaler {
  const least = 1e-3 * quantile(deviations, 0.9);
  return { kind, means, deviations: deviations.map((deviation) => (deviation > least ? deviation : 1e6)) };
}

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(0, i).map((b): [T, T] => [a, b]));
}

function distanceOf(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
}

function productOf(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
