/** Graphs of a network in training: gradients by part of a batch, the step, and predictions. */
import { gradients } from '../onnx/autodiff.ts';
import { Graph, type Value } from '../onnx/graph.ts';
import { add, logSoftmax, mul, neg, reduceSum } from '../onnx/ops-math.ts';
import { adamStep } from '../onnx/optimiser.ts';
import { float32, type Shape, sizeOf } from '../onnx/tensor.ts';
import { Layers, type Network, type NetworkState } from './layers.ts';

export interface TrainingShape {
  /** Shape of one row of each input, without the batch. */
  readonly inputShapes: readonly Shape[];
  /** Rows of a part. */
  readonly rows: number;
  /** Scores of a row. */
  readonly scores: number;
}

const GRADIENT = 'gradient.';
const NEXT = 'next.';
const MEAN = 'adam.mean.';
const SQUARE = 'adam.square.';

/** Inputs of a step: the parameters, their gradients, and the running statistics after it. */
interface StepInputs {
  parameterOf(name: string, shape: Shape): Value;
  gradientOf(name: string, shape: Shape): Value;
  statisticOf(name: string, shape: Shape): Value;
}

/**
 * Outputs the mean cross-entropy of a part, the gradient of each parameter, and each running statistic after the step. The layers
 * tell what learns; `state` is filled with initial values.
 */
export function gradientsGraph(
  network: Network,
  shape: TrainingShape,
  state: NetworkState,
  random: () => number,
): Layers {
  const { layers, gradientOf } = differentiated(network, shape, state, random);
  for (const [name, gradient] of gradientOf) layers.graph.output(GRADIENT + name, gradient);
  for (const [name, value] of layers.statistics) layers.graph.output(NEXT + name, value);
  return layers;
}

/**
 * Graph of one AdamW step from the parts' outputs (`partInput`) to the next state (`nextOutput`), with
 * gradients and statistics averaged over the parts. Fills `state` with the optimiser's state.
 */
export function stepGraph(layers: Layers, parts: number, state: NetworkState): Graph {
  const graph = new Graph();
  addStep(graph, layers, state, {
    parameterOf: (name, shape) => graph.input(name, 'float32', shape),
    gradientOf: (name, shape) => meanOfParts(graph, GRADIENT + name, shape, parts),
    statisticOf: (name, shape) => meanOfParts(graph, NEXT + name, shape, parts),
  });
  return graph;
}

/**
 * Graph of gradients and step in one, for a batch that is not divided. Outputs the loss and the next state.
 */
export function wholeStepGraph(
  network: Network,
  shape: TrainingShape,
  state: NetworkState,
  random: () => number,
): Layers {
  const { layers, gradientOf } = differentiated(network, shape, state, random);
  addStep(layers.graph, layers, state, {
    parameterOf: (name) => layers.parameters.get(name)!,
    gradientOf: (name) => gradientOf.get(name)!,
    statisticOf: (name) => layers.statistics.get(name)!,
  });
  return layers;
}

function differentiated(
  network: Network,
  shape: TrainingShape,
  state: NetworkState,
  random: () => number,
): { layers: Layers; gradientOf: ReadonlyMap<string, Value> } {
  const graph = new Graph();
  const layers = new Layers(graph, 'train', state, random);
  const scores = network(layers, inputsOf(graph, shape.inputShapes, shape.rows));
  const loss = crossEntropy(scores, graph.input('targets', 'float32', [shape.rows, shape.scores]));
  graph.output('loss', loss);
  const found = gradients(loss, [...layers.parameters.values()]);
  return { layers, gradientOf: new Map([...layers.parameters.keys()].map((name, i) => [name, found[i]])) };
}

function addStep(
  graph: Graph,
  { parameters, statistics }: Layers,
  state: NetworkState,
  { parameterOf, gradientOf, statisticOf }: StepInputs,
): void {
  const rates = { rate: graph.input('rate', 'float32', []), decay: graph.input('decay', 'float32', []) };
  for (const [name, { shape }] of parameters) {
    const [mean, square] = [MEAN + name, SQUARE + name].map((moment) => {
      if (!state.has(moment)) state.set(moment, float32(new Float32Array(sizeOf(shape)), shape));
      return graph.input(moment, 'float32', shape);
    });
    const decays = shape.filter((size) => size > 1).length > 1;
    const before = { parameter: parameterOf(name, shape), mean, square };
    const after = adamStep(before, gradientOf(name, shape), decays ? rates : { rate: rates.rate });
    graph.output(NEXT + name, after.parameter);
    graph.output(NEXT + MEAN + name, after.mean);
    graph.output(NEXT + SQUARE + name, after.square);
  }
  for (const [name, { shape }] of statistics) graph.output(NEXT + name, statisticOf(name, shape));
}

/** Scores for any number of rows. */
export function inferenceGraph(network: Network, inputShapes: readonly Shape[], state: NetworkState): Graph {
  const graph = new Graph();
  const layers = new Layers(graph, 'eval', state, () => {
    throw new RangeError('Expected the state of this network, got that of another');
  });
  graph.output('scores', network(layers, inputsOf(graph, inputShapes, -1)));
  return graph;
}

/** Name of the step's input for an output of a part. */
export function partInput(part: number, output: string): string {
  return `part${part}.${output}`;
}

/** Name of the step's output for a value of the state. */
export function nextOutput(name: string): string {
  return NEXT + name;
}

/** Cross entropy between the softmax of the scores and the targets: the mean over the rows. */
function crossEntropy(scores: Value, targets: Value): Value {
  const total = reduceSum(mul(targets, logSoftmax(scores)));
  return neg(mul(total, 1 / scores.shape[0]));
}

function meanOfParts(graph: Graph, output: string, shape: Shape, parts: number): Value {
  const all = Array.from({ length: parts }, (_, part) =>
    graph.input(partInput(part, output), 'float32', shape),
  );
  const sum = all.reduce((before, value) => add(before, value));
  return parts === 1 ? sum : mul(sum, 1 / parts);
}

function inputsOf(graph: Graph, shapes: readonly Shape[], rows: number): Value[] {
  return shapes.map((shape, i) => graph.input(`x${i}`, 'float32', [rows, ...shape]));
}
