/**
 * Long short-term memory as networks learn it: step by step, so that its gradient finds every gate as it was. The
 * runtime's own LSTM keeps only the hidden states, and is what a learned network is asked by.
 */
import type { BackwardNode } from './gradient-rule.ts';
import type { Value } from './graph.ts';
import { add, matMul, mul, reduceSum, sigmoid, sub, tanh } from './ops-math.ts';
import { type LstmWeights, linear } from './ops-nn.ts';
import { concat, reshape, slice, split, transpose } from './ops-shape.ts';
import { float32, float64 } from './tensor.ts';

/** Values of one step, each [batch, hidden] unless stated. */
interface Step {
  /** Input and state before: [batch, in + hidden]. */
  readonly joined: Value;
  /** Input, output and forget gate: [batch, 3 hidden]. */
  readonly gates: Value;
  readonly forget: Value;
  readonly candidate: Value;
  readonly cell: Value;
  /** Hyperbolic tangent of the cell. */
  readonly squashed: Value;
  readonly state: Value;
}

/** The same numbers as those of `lstm`, with a gradient. */
export function trainingLstm(x: Value, { input, recurrent, bias }: LstmWeights): Value {
  return x.graph.composite('TrainingLstm', [x, input, recurrent, bias], () => {
    const [steps, batch] = x.shape;
    const hidden = recurrent.shape[0];
    const zeros = new Array<number>(batch * hidden).fill(0);
    const start = x.graph.constant((x.type === 'float64' ? float64 : float32)(zeros, [batch, hidden]));
    // Two products of a step, and not one that would be cut in two.
    const weights = concat([input, recurrent], 0);
    const parts = [0, 3 * hidden].map((from, i) => {
      const to = [3 * hidden, 4 * hidden][i];
      return { weights: slice(weights, 1, from, to), bias: slice(bias, 0, from, to) };
    });
    const done: Step[] = [];
    for (const now of split(flattenSteps(x), 0, steps)) {
      const { state, cell } = done.at(-1) ?? { state: start, cell: start };
      const joined = concat([now, state], 1);
      const [gates, candidate] = parts.map((part) => linear(joined, part.weights, part.bias));
      done.push(stepFrom(joined, sigmoid(gates), tanh(candidate), cell));
    }
    const all = (values: readonly Value[]) => concat(values, 0);
    const states = all(done.map(({ state }) => state));
    return [
      reshape(states, [steps, batch, hidden]),
      all(done.map(({ joined }) => joined)),
      all([start, ...done.slice(0, -1).map(({ cell }) => cell)]),
      all(done.map(({ squashed }) => squashed)),
      all(done.map(({ gates }) => gates)),
      all(done.map(({ candidate }) => candidate)),
      ...done.map(({ forget }) => forget),
    ];
  })[0];
}

/** @param before the cell */
function stepFrom(joined: Value, gates: Value, candidate: Value, before: Value): Step {
  const [input, output, forget] = split(gates, 1, 3);
  const cell = add(mul(forget, before), mul(input, candidate));
  const squashed = tanh(cell);
  return { joined, gates, forget, candidate, cell, squashed, state: mul(output, squashed) };
}

/** Gradients of the composite's inputs. Only what truly runs step by step is unrolled. */
export function lstmGradient({ gradients: [g], inputs, outputs }: BackwardNode): Value[] {
  const [x, input, recurrent] = inputs as Value[];
  const [, joined, cells, squashed, gates, candidate, ...forget] = outputs;
  const hidden = recurrent.shape[0];
  const gate = (index: number) => slice(gates, 1, index * hidden, (index + 1) * hidden);
  const slopes = concat(
    [
      mul(concat([candidate, squashed, cells], 1), mul(gates, sub(1, gates))),
      mul(gate(0), sub(1, mul(candidate, candidate))),
    ],
    1,
  );
  const hiddenToCell = mul(gate(1), sub(1, mul(squashed, squashed)));
  const byGate = gateGradients(flattenSteps(g!), { slopes, hiddenToCell, forget }, transpose(recurrent));
  const weights = matMul(transpose(joined), byGate);
  return [
    reshape(matMul(byGate, transpose(input)), x.shape),
    slice(weights, 0, 0, x.shape[2]),
    slice(weights, 0, x.shape[2]),
    reduceSum(byGate, [0]),
  ];
}

interface Slopes {
  /**
   * Local derivatives of the gates before their activation, [steps * batch, 4 hidden]: of input, forget and
   * candidate with respect to the cell.
   */
  readonly slopes: Value;
  readonly hiddenToCell: Value;
  /** A step each. */
  readonly forget: readonly Value[];
}

/** The gradient before the gates' squashing: [steps * batch, 4 hidden]. */
function gateGradients(gradient: Value, { slopes, hiddenToCell, forget }: Slopes, back: Value): Value {
  const steps = forget.length;
  const [fromAbove, toCell, slope] = [gradient, hiddenToCell, slopes].map((value) => split(value, 0, steps));
  const results: Value[] = new Array(steps);
  let [state, cell]: (Value | undefined)[] = [];
  for (let t = steps - 1; t >= 0; t--) {
    const h: Value = state === undefined ? fromAbove[t] : add(fromAbove[t], state);
    const throughHidden = mul(h, toCell[t]);
    const c: Value = cell === undefined ? throughHidden : add(cell, throughHidden);
    results[t] = mul(concat([c, h, c, c], 1), slope[t]);
    state = matMul(results[t], back);
    cell = mul(c, forget[t]);
  }
  return concat(results, 0);
}

/** [steps, batch, n] to [steps * batch, n]. */
function flattenSteps(x: Value): Value {
  const [steps, batch, size] = x.shape;
  return reshape(x, [steps * batch, size]);
}
