/** From which collection a song seems to come: conventions of genres differ, and songs learn most from their like. */
import type { LinearMachine } from '../../src/models/linear.ts';
import { solvePositive } from '../../src/train/cholesky.ts';
import { assignFolds } from '../../src/train/split.ts';
import type { Song } from './songs.ts';

type Rows = readonly Float32Array[];

const RIDGE = 0.3;
const FOLDS = 5;
const SEED = 1;

/** From GTZAN (-1) to independent songs (1), before it is clipped to that range. @param gamma scales the rows */
export function fitOrigin(rows: Rows, songs: readonly Song[], gamma: number): LinearMachine {
  const matrix = rows.map((row) => Float64Array.from(rows, (other) => gamma * dot(row, other)));
  for (let i = 0; i < rows.length; i += 1) matrix[i][i] += RIDGE;
  const [solution] = solvePositive(matrix, [Float64Array.from(songs, sideOf)]);
  const weights = new Float64Array(rows[0].length);
  rows.forEach((row, i) => {
    for (let c = 0; c < weights.length; c += 1) weights[c] += gamma * solution[i] * row[c];
  });
  return { weights: [weights], biases: [0] };
}

/** Of each song by machines that met none of its artist's, -1..1. */
export function heldOutOrigins(rows: Rows, songs: readonly Song[], gamma: number): number[] {
  const folds = assignFolds(
    songs.map(({ collection }) => collection),
    songs.map(({ group }) => group),
    FOLDS,
    SEED,
  );
  const machines = Array.from({ length: FOLDS }, (_, fold) => {
    const others = [...rows.keys()].filter((i) => folds[i] !== fold);
    return fitOrigin(
      others.map((i) => rows[i]),
      others.map((i) => songs[i]),
      gamma,
    );
  });
  return rows.map((row, i) => Math.min(1, Math.max(-1, dot(machines[folds[i]].weights[0], row))));
}

function sideOf({ collection }: Song): number {
  return collection === 'extra' ? 1 : -1;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}
