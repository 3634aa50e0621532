/**
 * Back-propagation through time. The forward pass is the runtime's own LSTM, which keeps only the hidden
 * states; from them all gates follow in one product over all steps. Only what truly runs step by step is
 * unrolled: the cell states forward, and the gradient of the gates backward.
 */
import type { BackwardNode } from './gradient-rule.ts';
import type { Value } from './graph.ts';
import { add, matMul, mul, reduceSum, sigmoid, sub, tanh } from './ops-math.ts';
import { concat, pad, reshape, slice, split, squeeze, transpose, unsqueeze } from './ops-shape.ts';

/** Each [steps, batch, hidden]. */
interface Gates {
  readonly input: Value;
  readonly output: Value;
  readonly forget: Value;
  readonly candidate: Value;
}

export function lstmGradient({ gradients: [g], inputs, outputs }: BackwardNode): Value[] {
  const [x, inputWeights, recurrentWeights, bias] = inputs as Value[];
  const [w, r] = [inputWeights, recurrentWeights].map((weights) => squeeze(weights, [0]));
  const previous = delayed(squeeze(outputs[0], [1]));
  const gates = recomputeGates(x, previous, w, r, squeeze(bias, [0]));
  const byGate = gateGradients(squeeze(g!, [1]), gates, r);
  const rows = transpose(flattenSteps(byGate));
  const biasGradient = reduceSum(byGate, [0, 1]);
  return [
    matMul(byGate, w),
    unsqueeze(matMul(rows, flattenSteps(x)), [0]),
    unsqueeze(matMul(rows, flattenSteps(previous)), [0]),
    unsqueeze(concat([biasGradient, biasGradient], 0), [0]),
  ];
}

/** The values one step earlier, zeros at the first. */
function delayed(states: Value): Value {
  return pad(slice(states, 0, 0, states.shape[0] - 1), [1, 0, 0], [0, 0, 0]);
}

function recomputeGates(x: Value, previous: Value, w: Value, r: Value, bias: Value): Gates {
  const hidden = r.shape[1];
  const sum = add(slice(bias, 0, 0, 4 * hidden), slice(bias, 0, 4 * hidden));
  const z = add(add(matMul(x, transpose(w)), matMul(previous, transpose(r))), sum);
  const gate = (index: number) => slice(z, 2, index * hidden, (index + 1) * hidden);
  return {
    input: sigmoid(gate(0)),
    output: sigmoid(gate(1)),
    forget: sigmoid(gate(2)),
    candidate: tanh(gate(3)),
  };
}

/** The gradient before the gates' squashing: [steps, batch, 4 hidden]. */
function gateGradients(gradient: Value, gates: Gates, r: Value): Value {
  const { input, output, forget, candidate } = gates;
  const steps = gradient.shape[0];
  const cells = cellStates(gates);
  const squashed = tanh(cells);
  const gradients = concat(
    [
      mul(candidate, sigmoidSlope(input)),
      mul(squashed, sigmoidSlope(output)),
      mul(delayed(cells), sigmoidSlope(forget)),
      mul(input, sub(1, mul(candidate, candidate))),
    ],
    2,
  );
  const [fromAbove, hiddenToCell, kept, slope] = [
    gradient,
    mul(output, sub(1, mul(squashed, squashed))),
    forget,
    gradients,
  ].map((value) => split(value, 0, steps));

  const results: Value[] = new Array(steps);
  let [hidden, cell]: (Value | undefined)[] = [];
  for (let t = steps - 1; t >= 0; t--) {
    const h: Value = hidden === undefined ? fromAbove[t] : add(fromAbove[t], hidden);
    const throughHidden = mul(h, hiddenToCell[t]);
    const c: Value = cell === undefined ? throughHidden : add(cell, throughHidden);
    results[t] = mul(concat([c, h, c, c], 2), slope[t]);
    hidden = matMul(results[t], r);
    cell = mul(c, kept[t]);
  }
  return concat(results, 0);
}

function cellStates({ input, forget, candidate }: Gates): Value {
  const steps = input.shape[0];
  const added = split(mul(input, candidate), 0, steps);
  const kept = split(forget, 0, steps);
  const cells = [added[0]];
  for (let t = 1; t < steps; t++) cells.push(add(mul(kept[t], cells[t - 1]), added[t]));
  return concat(cells, 0);
}

function sigmoidSlope(y: Value): Value {
  return mul(y, sub(1, y));
}

/** [steps, batch, n] to [steps * batch, n]. */
function flattenSteps(x: Value): Value {
  const [steps, batch, size] = x.shape;
  return reshape(x, [steps * batch, size]);
}
