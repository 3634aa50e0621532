import type { Value } from '../../onnx/graph.ts';
import { add, mul } from '../../onnx/ops-math.ts';
import type { Row } from '../data/row.ts';
import { crossEntropy, minimum } from './calibration.ts';
import {
  type CrossScores,
  crossScores,
  type HeldOut,
  type Learn,
  type Learned,
  type LearnOptions,
} from './learn.ts';

export interface Member {
  readonly name: string;
  readonly learn: Learn;
  /** Indices of the preset's recipes that the base model uses. */
  readonly recipes: readonly number[];
}

const ROUNDS = 6;
const MAX_WEIGHT = 5;
const PRECISION = 0.01;

/**
 * Stacked ensemble: classifiers that add their scores. Each member's weight is fitted on out-of-fold scores,
 * by inner artist-grouped folds, so that a member that memorised its rows gets no credit for that. The
 * ensemble is calibrated with weights that were fitted without the fold in question.
 */
export function ensembleLearner(members: readonly Member[]): Learn {
  return async (rows, options) => {
    const heldOut: CrossScores[] = [];
    const learned: Learned[] = [];
    for (const member of members) {
      const [own, ownOptions] = seenBy(member, rows, options);
      heldOut.push(await crossScores(member.learn, own, ownOptions));
      learned.push(await member.learn(own, ownOptions));
    }
    const weights = fitWeights(heldOut);
    const chosen = members.map(({ name }, i) => [name, Number(weights[i].toFixed(2))]);
    return {
      attach: (inputs) =>
        weightedSum(
          members.map(({ recipes }, i) => learned[i].attach(recipes.map((r) => inputs[r]))),
          weights,
        ),
      curve: [],
      chosen: Object.fromEntries(chosen),
      heldOut: { labels: heldOut[0].labels, scores: nestedScores(heldOut) },
    };
  };
}

/** Weights, each at least 0, with the highest likelihood of the labels. */
export function fitWeights(members: readonly HeldOut[]): number[] {
  const weights = members.map(() => 1 / members.length);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < members.length; i++) {
      const loss = (weight: number) =>
        crossEntropy(combined(members, weights.with(i, weight)), members[0].labels);
      weights[i] = minimum(loss, 0, MAX_WEIGHT, PRECISION);
    }
  }
  return weights;
}

/** Ensemble score of each row, with weights from the other folds. */
function nestedScores(members: readonly CrossScores[]): Float32Array[] {
  const [{ folds }] = members;
  const scores = new Array<Float32Array>(folds.length);
  for (const fold of new Set(folds)) {
    const weights = fitWeights(members.map((member) => rowsWhere(member, (other) => other !== fold)));
    const own = combined(
      members.map((member) => rowsWhere(member, (other) => other === fold)),
      weights,
    );
    const places = folds.flatMap((other, row) => (other === fold ? [row] : []));
    places.forEach((row, i) => {
      scores[row] = own[i];
    });
  }
  return scores;
}

function rowsWhere({ labels, scores, folds }: CrossScores, wanted: (fold: number) => boolean): HeldOut {
  const inside = (_: unknown, row: number) => wanted(folds[row]);
  return { labels: labels.filter(inside), scores: scores.filter(inside) };
}

function combined(members: readonly HeldOut[], weights: readonly number[]): Float32Array[] {
  return members[0].scores.map((first, row) =>
    first.map((_, genre) => members.reduce((sum, { scores }, i) => sum + weights[i] * scores[row][genre], 0)),
  );
}

function weightedSum(scores: readonly Value[], weights: readonly number[]): Value {
  return scores.map((value, i) => mul(value, weights[i])).reduce((sum, value) => add(sum, value));
}

function seenBy({ recipes }: Member, rows: readonly Row[], options: LearnOptions): [Row[], LearnOptions] {
  const own = rows.map((row) => ({ ...row, features: recipes.map((recipe) => row.features[recipe]) }));
  return [
    own,
    { ...options, inputShapes: recipes.map((recipe) => options.inputShapes[recipe]), validation: undefined },
  ];
}
