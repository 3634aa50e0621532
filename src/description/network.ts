/**
 * Small networks that score candidates: each candidate, a tempo or a tonic, is described by features relative
 * to it, and goes through the same weights. Made by `scripts/train-tempo-key.ts`.
 */

import { softmaxOf } from '../dsp/statistics.ts';

/** Shape of one file's networks: their number, whose answers are averaged, and their sizes. */
export interface NetworkShape {
  readonly networks: number;
  /** Numbers that describe a candidate. */
  readonly inputs: number;
  readonly hidden: number;
  /** Scores of a candidate. */
  readonly outputs: number;
}

interface Network {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** [inputs][hidden], then a bias for each. */
  readonly hidden: Float64Array;
  /** [hidden][outputs], then a bias for each. */
  readonly output: Float64Array;
  /** [inputs][outputs]: past the hidden layer. */
  readonly direct: Float64Array;
}

export class CandidateNetworks {
  readonly shape: NetworkShape;
  readonly #networks: readonly Network[];

  /** @param weights one network after another, its parts in the order of `partSizes` */
  constructor(weights: Float32Array, shape: NetworkShape) {
    const sizes = partSizes(shape);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (weights.length !== shape.networks * total)
      throw new RangeError(`Expected ${shape.networks * total} weights, got ${weights.length}`);
    this.shape = shape;
    this.#networks = Array.from({ length: shape.networks }, (_, i) => {
      let at = i * total;
      const [means, deviations, hidden, output, direct] = sizes.map((size) => {
        at += size;
        return Float64Array.from(weights.subarray(at - size, at));
      });
      return { means, deviations, hidden, output, direct };
    });
  }

  /**
   * The probability of each score over all candidates: [candidates][outputs], the mean over the networks.
   *
   * @param rows [candidates][inputs]
   */
  probabilities(rows: Float32Array): Float64Array {
    const { inputs, outputs, networks } = this.shape;
    const total = new Float64Array((rows.length / inputs) * outputs);
    for (const network of this.#networks) {
      softmaxOf(this.#scores(network, rows)).forEach((probability, i) => {
        total[i] += probability / networks;
      });
    }
    return total;
  }

  #scores(network: Network, rows: Float32Array): Float64Array {
    const { inputs, outputs } = this.shape;
    const scores = new Float64Array((rows.length / inputs) * outputs);
    const values = new Float64Array(inputs);
    for (let row = 0; row * inputs < rows.length; row++) {
      standardise(rows.subarray(row * inputs, (row + 1) * inputs), network, values);
      addScores(network, values, scores.subarray(row * outputs, (row + 1) * outputs));
    }
    return scores;
  }
}

function standardise(row: Float32Array, { means, deviations }: Network, values: Float64Array): void {
  for (let i = 0; i < row.length; i++) values[i] = (row[i] - means[i]) / deviations[i];
}

/** @param scores of one candidate, set */
function addScores({ hidden, output, direct }: Network, values: Float64Array, scores: Float64Array): void {
  const [inputs, outputs] = [values.length, scores.length];
  const units = hidden.length / (inputs + 1);
  const active = hidden.slice(inputs * units);
  scores.set(output.subarray(units * outputs));
  let at = 0;
  for (let i = 0; i < inputs; i++) {
    const value = values[i];
    for (let unit = 0; unit < units; unit++, at++) active[unit] += value * hidden[at];
    for (let k = 0; k < outputs; k++) scores[k] += value * direct[i * outputs + k];
  }
  for (let unit = 0; unit < units; unit++) {
    if (active[unit] <= 0) continue;
    for (let k = 0; k < outputs; k++) scores[k] += active[unit] * output[unit * outputs + k];
  }
}

/** Numbers of each part of a network: means, deviations, hidden layer, output layer, direct weights. */
function partSizes({ inputs, hidden, outputs }: NetworkShape): number[] {
  return [inputs, inputs, (inputs + 1) * hidden, (hidden + 1) * outputs, inputs * outputs];
}
