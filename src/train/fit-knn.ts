import { buildKnn, type KnnOptions } from '../models/knn.ts';
import { openSession } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';

/** Tracks to remember: one row of `speech-mfcc-cov` each. */
export interface KnnRows {
  readonly rows: readonly Float32Array[];
  /** Index of each row's genre. */
  readonly labels: readonly number[];
  readonly nGenres: number;
}

type VoteShape = Pick<KnnOptions, 'k' | 'ridge'>;

/** What to choose from. */
export interface KnnGrid {
  readonly neighbours?: readonly number[];
  readonly ridges?: readonly number[];
}

export interface KnnFit {
  readonly k: number;
  readonly ridge: number;
  readonly smoothing: number;
  readonly temperature: number;
  /** Held-out probabilities of each row, one list a folding. */
  readonly heldOut: readonly (readonly number[][])[];
}

/** In units of MFCC variance; 1e-3 leaves the divergence as the systems of the field have it. */
const RIDGES = [1e-3, 5, 10, 20];
const NEIGHBOURS = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15];
const SMOOTHINGS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2];
const TEMPERATURES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3];
/** Small enough that probabilities are shares of the votes. */
const NO_SMOOTHING = 1e-7;

/**
 * Chooses k and the ridge by held-out accuracy, then smoothing and temperature by held-out likelihood.
 *
 * @param foldings each a fold number for every row; a row is only ever asked about by a model that was fitted
 *   without its fold. Rows of one artist belong in one fold.
 */
export async function fitKnn(
  data: KnnRows,
  foldings: readonly (readonly number[])[],
  { neighbours = NEIGHBOURS, ridges = RIDGES }: KnnGrid = {},
): Promise<KnnFit> {
  const candidates = [];
  for (const ridge of ridges) {
    for (const k of neighbours) {
      const votes = [];
      for (const folds of foldings) votes.push(await heldOutVotes(data, folds, { k, ridge }));
      candidates.push({ k, ridge, votes, accuracy: mean(votes.map((rows) => accuracy(rows, data.labels))) });
    }
  }
  const { k, ridge, votes } = candidates.reduce((best, candidate) =>
    candidate.accuracy > best.accuracy ? candidate : best,
  );
  const { smoothing, temperature } = calibrate(votes, data.labels);
  const heldOut = votes.map((rows) => rows.map((row) => probabilitiesOf(row, smoothing, temperature)));
  return { k, ridge, smoothing, temperature, heldOut };
}

/** Votes for each genre by the neighbours outside a row's own fold. */
async function heldOutVotes(data: KnnRows, folds: readonly number[], shape: VoteShape): Promise<number[][]> {
  const votes = new Array<number[]>(data.rows.length);
  for (const fold of new Set(folds)) {
    const inside = rowsWhere(folds, (other) => other !== fold);
    const asked = rowsWhere(folds, (other) => other === fold);
    const answers = await sharesOfVotes(data, inside, asked, shape);
    asked.forEach((row, i) => {
      votes[row] = answers[i].map((share) => share * shape.k);
    });
  }
  return votes;
}

async function sharesOfVotes(
  { rows, labels, nGenres }: KnnRows,
  inside: readonly number[],
  asked: readonly number[],
  shape: VoteShape,
): Promise<number[][]> {
  const graph = buildKnn({
    references: inside.map((row) => rows[row]),
    labels: inside.map((row) => labels[row]),
    nGenres,
    ...shape,
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

/** The pair on the grid under which the held-out labels are likeliest. */
function calibrate(votes: readonly number[][][], labels: readonly number[]) {
  let best = { smoothing: 1, temperature: 1, loss: Number.POSITIVE_INFINITY };
  for (const smoothing of SMOOTHINGS) {
    for (const temperature of TEMPERATURES) {
      const losses = votes.flatMap((rows) =>
        rows.map((row, i) => -Math.log(probabilitiesOf(row, smoothing, temperature)[labels[i]])),
      );
      const loss = mean(losses);
      if (loss < best.loss) best = { smoothing, temperature, loss };
    }
  }
  return best;
}

/** What the graph computes from votes. */
function probabilitiesOf(votes: readonly number[], smoothing: number, temperature: number): number[] {
  const powers = votes.map((count) => (count + smoothing) ** (1 / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function accuracy(rows: readonly number[][], labels: readonly number[]): number {
  return mean(rows.map((row, i) => (row.indexOf(Math.max(...row)) === labels[i] ? 1 : 0)));
}

function rowsWhere(folds: readonly number[], holds: (fold: number) => boolean): number[] {
  return folds.flatMap((fold, row) => (holds(fold) ? [row] : []));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
