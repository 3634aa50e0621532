/** Model selection of nearest neighbours, on held-out tracks. */

import { argmax, mean } from '../../dsp/statistics.ts';
import { buildKnn, type KnnOptions } from '../../models/knn.ts';
import { openSession } from '../../onnx/session.ts';
import { float32 } from '../../onnx/tensor.ts';

/** Reference tracks: one row of `speech-mfcc-cov` each. */
export interface KnnRows {
  readonly rows: readonly Float32Array[];
  /** Index of each row's genre. */
  readonly labels: readonly number[];
  readonly nGenres: number;
}

export type Counting = Pick<KnnOptions, 'k' | 'falloff' | 'ridge'>;
export type Calibration = Pick<KnnOptions, 'smoothing' | 'temperature'>;

export interface KnnFit extends Counting, Calibration {
  /** Held-out probabilities of each row, one list a folding. */
  readonly heldOut: readonly (readonly number[][])[];
}

const SMOOTHINGS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2];
const TEMPERATURES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3];
/** Small enough that probabilities are shares of the votes. */
const NO_SMOOTHING = 1e-7;

/**
 * Chooses the weighting by held-out accuracy, then smoothing and temperature by held-out likelihood.
 * @param foldings each a fold number for every row; a row is only ever asked about by a model that was fitted
 *   without its fold. Rows of one artist belong in one fold.
 * @param candidates at least one; the first of equals is chosen.
 */
export async function fitKnn(
  data: KnnRows,
  foldings: readonly (readonly number[])[],
  candidates: readonly Counting[],
): Promise<KnnFit> {
  let best: { counting: Counting; votes: number[][][]; accuracy: number } | undefined;
  for (const counting of candidates) {
    const votes: number[][][] = [];
    for (const folds of foldings) votes.push(await heldOutVotes(data, folds, counting));
    const accuracy = mean(votes.map((rows) => shareRight(rows, data.labels)));
    if (!best || accuracy > best.accuracy) best = { counting, votes, accuracy };
  }
  const { counting, votes } = best!;
  const calibration = calibrate(votes, data.labels);
  const heldOut = votes.map((rows) => rows.map((row) => probabilitiesOf(row, calibration)));
  return { ...counting, ...calibration, heldOut };
}

/** Votes for each genre by the neighbours outside a row's own fold. */
async function heldOutVotes(
  data: KnnRows,
  folds: readonly number[],
  counting: Counting,
): Promise<number[][]> {
  const votes = new Array<number[]>(data.rows.length);
  for (const fold of new Set(folds)) {
    const inside = rowsWhere(folds, (other) => other !== fold);
    const asked = rowsWhere(folds, (other) => other === fold);
    const answers = await sharesOfVotes(data, inside, asked, counting);
    asked.forEach((row, i) => {
      votes[row] = answers[i].map((share) => share * counting.k);
    });
  }
  return votes;
}

async function sharesOfVotes(
  { rows, labels, nGenres }: KnnRows,
  inside: readonly number[],
  asked: readonly number[],
  counting: Counting,
): Promise<number[][]> {
  const graph = buildKnn({
    references: inside.map((row) => rows[row]),
    labels: inside.map((row) => labels[row]),
    nGenres,
    ...counting,
    smoothing: NO_SMOOTHING,
    temperature: 1,
  });
  const session = await openSession(graph.toBytes());
  const input = float32(Float32Array.from(asked.flatMap((row) => [...rows[row]])), [asked.length, 104]);
  const { probabilities } = await session.run({ 'speech-mfcc-cov': input });
  await session.release();
  const flat = probabilities.data as Float32Array;
  return asked.map((_, i) => Array.from(flat.subarray(i * nGenres, (i + 1) * nGenres)));
}

/** Calibration on a grid with the highest likelihood of the held-out labels. */
function calibrate(votes: readonly number[][][], labels: readonly number[]): Calibration {
  const grid = SMOOTHINGS.flatMap((smoothing) =>
    TEMPERATURES.map((temperature) => ({ smoothing, temperature })),
  );
  const losses = grid.map((calibration) =>
    mean(
      votes.flatMap((rows) => rows.map((row, i) => -Math.log(probabilitiesOf(row, calibration)[labels[i]]))),
    ),
  );
  return grid[losses.indexOf(Math.min(...losses))];
}

/** Probabilities that the graph computes from votes. */
function probabilitiesOf(votes: readonly number[], { smoothing, temperature }: Calibration): number[] {
  const powers = votes.map((count) => (count + smoothing) ** (1 / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function shareRight(rows: readonly number[][], labels: readonly number[]): number {
  return mean(rows.map((row, i) => (argmax(row) === labels[i] ? 1 : 0)));
}

function rowsWhere(folds: readonly number[], holds: (fold: number) => boolean): number[] {
  return folds.flatMap((fold, row) => (holds(fold) ? [row] : []));
}
