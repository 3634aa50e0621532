/** From which collection a song seems to come: conventions of genres differ, and songs learn most from their like. */
import { dot, innerProducts } from '../../src/dsp/linear-algebra.ts';
import type { LinearMachine } from '../../src/models/linear.ts';
import { solvePositive } from '../../src/train/cholesky.ts';
import { usualGamma } from '../../src/train/kernel.ts';
import { assignFolds } from '../../src/train/split.ts';
import type { Song } from './songs.ts';

type Rows = readonly Float64Array[];

const RIDGE = 0.3;
const FOLDS = 5;
const SEED = 1;

/** From GTZAN (-1) to independent songs (1), before it is clipped to that range. */
export function fitOrigin(rows: Rows, songs: readonly Song[]): LinearMachine {
  const matrix = innerProducts(rows);
  const ridge = RIDGE / usualGamma(rows);
  for (let i = 0; i < rows.length; i += 1) matrix[i][i] += ridge;
  const [solution] = solvePositive(matrix, [Float64Array.from(songs, sideOf)]);
  const weights = new Float64Array(rows[0].length);
  rows.forEach((row, i) => {
    for (let c = 0; c < weights.length; c += 1) weights[c] += solution[i] * row[c];
  });
  return { weights: [weights], biases: [0] };
}

/** Of each song by machines that met none of its artist's, -1..1. */
export function heldOutOrigins(rows: Rows, songs: readonly Song[]): number[] {
  const folds = assignFolds(
    songs.map(({ collection }) => collection),
    songs.map(({ group }) => group),
    FOLDS,
    SEED,
  );
  const borders = Array.from({ length: FOLDS }, (_, fold) => {
    const others = [...rows.keys()].filter((i) => folds[i] !== fold);
    const machine = fitOrigin(
      others.map((i) => rows[i]),
      others.map((i) => songs[i]),
    );
    return Float64Array.from(machine.weights[0]);
  });
  return rows.map((row, i) => Math.min(1, Math.max(-1, dot(borders[folds[i]], row))));
}

function sideOf({ collection }: Song): number {
  return collection === 'extra' ? 1 : -1;
}
