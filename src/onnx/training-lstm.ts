/**
 * Long short-term memory as networks learn it: with every gate's derivative beside its state. The runtime's own LSTM
 * keeps only the hidden states, and is what a learned network is asked by.
 */
import type { Value } from './graph.ts';
import { add, matMul, mul, reduceSum, sigmoid, sub, tanh } from './ops-math.ts';
import { type LstmWeights, linear } from './ops-nn.ts';
import { scan } from './ops-scan.ts';
import { concat, reshape, slice, split, transpose } from './ops-shape.ts';
import { float32, float64 } from './tensor.ts';

/** The same numbers as those of `lstm`, with a gradient. */
export function trainingLstm(x: Value, weights: LstmWeights): Value {
  const { input, recurrent, bias } = weights;
  return x.graph.composite('TrainingLstm', [x, input, recurrent, bias], () => {
    const [states, joined, ...derivatives] = forward(x, weights);
    return {
      outputs: [states],
      gradient: ({ gradients: [g] }) => {
        const byGate = flattenSteps(backward(g!, derivatives, recurrent));
        const ofWeights = matMul(transpose(flattenSteps(joined)), byGate);
        return [
          reshape(matMul(byGate, transpose(input)), x.shape),
          slice(ofWeights, 0, 0, x.shape[2]),
          slice(ofWeights, 0, x.shape[2]),
          reduceSum(byGate, [0]),
        ];
      },
    };
  })[0];
}

/**
 * Results of all steps, [steps, batch, hidden] unless stated: states; inputs joined with the states before, [steps,
 * batch, in + hidden]; and what `backward` takes: derivatives of the cell by the input gate, of the state by the output
 * gate, of the cell by forget gate and candidate, all before their squashing, of the state by the cell, and of the
 * cell by the one before.
 */
function forward(x: Value, { input, recurrent, bias }: LstmWeights): Value[] {
  const weights = split(concat([input, recurrent], 0), 1, 4);
  const biases = split(bias, 0, 4);
  const start = zeros(x, recurrent.shape[0]);
  return scan([start, start], [x], ([stateBefore, cellBefore], [now]) => {
    const joined = concat([now, stateBefore], 1);
    const [i, o, f, c] = weights.map((part, gate) => linear(joined, part, biases[gate]));
    const [enter, leave, keep, candidate] = [sigmoid(i), sigmoid(o), sigmoid(f), tanh(c)];
    const entered = mul(enter, candidate);
    const kept = mul(keep, cellBefore);
    const cell = add(kept, entered);
    const squashed = tanh(cell);
    const state = mul(leave, squashed);
    const derivatives = [
      sub(entered, mul(entered, enter)),
      sub(state, mul(state, leave)),
      sub(kept, mul(kept, keep)),
      sub(enter, mul(entered, candidate)),
      sub(leave, mul(state, squashed)),
      keep,
    ];
    return { states: [state, cell], results: [state, joined, ...derivatives] };
  });
}

/** The gradient before the gates' squashing: [steps, batch, 4 hidden]. */
function backward(gradient: Value, derivatives: readonly Value[], recurrent: Value): Value {
  const weights = transpose(recurrent);
  const start = zeros(gradient, recurrent.shape[0]);
  const sequences = [gradient, ...derivatives];
  const step = ([state, cell]: readonly Value[], [fromAbove, i, o, f, c, toCell, keep]: readonly Value[]) => {
    const ofState = add(fromAbove, state);
    const ofCell = add(mul(ofState, toCell), cell);
    const byGate = concat([mul(ofCell, i), mul(ofState, o), mul(ofCell, f), mul(ofCell, c)], 1);
    return { states: [matMul(byGate, weights), mul(ofCell, keep)], results: [byGate] };
  };
  return scan([start, start], sequences, step, 'backward')[0];
}

/** For each of the batch of [steps, batch, n]. */
function zeros(x: Value, hidden: number): Value {
  const data = new Array<number>(x.shape[1] * hidden).fill(0);
  return x.graph.constant((x.type === 'float64' ? float64 : float32)(data, [x.shape[1], hidden]));
}

/** [steps, batch, n] to [steps * batch, n]. */
function flattenSteps(x: Value): Value {
  const [steps, batch, size] = x.shape;
  return reshape(x, [steps * batch, size]);
}
