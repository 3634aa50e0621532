import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { speechMfccCov } from '../../src/features/speech-mfcc.ts';
import { GENRES } from '../../src/genres.ts';
import { writeModel } from '../../src/models/model-file.ts';
import type { ModelInfo } from '../../src/models/model-info.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { add, matMul, sigmoid, softmax } from '../../src/onnx/ops-math.ts';
import { float32 } from '../../src/onnx/tensor.ts';

/**
 * A real model with weights that mean nothing: enough where only the way to it is tested.
 * @param weight the larger, the surer its answers; at the default it is sure of everything.
 */
export async function writeSmallModel(folder: string, name = 'small', weight = 0.02): Promise<string> {
  const path = join(folder, `${name}.onnx`);
  await writeFile(path, writeModel(smallGraph(weight), infoOf(name)));
  return path;
}

/** Small model whose scores also depend on `demand`, a number that is expensive to compute. */
export function demandingModel(name: string, demand: (graph: Graph) => Value): Uint8Array {
  const graph = smallGraph(0, { demand });
  return writeModel(graph, infoOf(name));
}

/** Small model with several genres a song: it claims its last `claims` of nearly everything. */
export async function writeSeveralModel(folder: string, name = 'several', claims = 3): Promise<string> {
  const path = join(folder, `${name}.onnx`);
  const bias = GENRES.map((_, i) => (i < GENRES.length - claims ? -4 : 2.2 - 0.6 * (GENRES.length - 1 - i)));
  const graph = smallGraph(0.0005, {
    demand: (graph) => graph.constant(float32(Float32Array.from(bias), [1, GENRES.length])),
    answer: sigmoid,
  });
  await writeFile(path, writeModel(graph, { ...infoOf(name), claimedFrom: GENRES.map(() => 0.5) }));
  return path;
}

interface SmallGraphOptions {
  readonly demand?: (graph: Graph) => Value;
  /** Default: one genre a song. */
  readonly answer?: (scores: Value) => Value;
}

function smallGraph(weight: number, { demand, answer = softmax }: SmallGraphOptions = {}): Graph {
  const [width] = speechMfccCov.shape;
  const graph = new Graph();
  const weights = Float32Array.from({ length: width * GENRES.length }, (_, i) => Math.sin(i) * weight);
  const features = graph.input(speechMfccCov.name, 'float32', [-1, width]);
  const scores = matMul(features, graph.constant(float32(weights, [width, GENRES.length])));
  graph.output('probabilities', answer(demand ? add(scores, demand(graph)) : scores));
  return graph;
}

function infoOf(name: string): ModelInfo {
  const { name: recipe, version, parameters } = speechMfccCov;
  const figure = {
    value: 0.1,
    spread: 0.02,
    spreadOf: 'standard error',
    n: 10,
    protocol: 'none',
    data: 'none',
  };
  return {
    format: 1,
    name,
    version: '1.0.0',
    description: 'Guesses.',
    genres: GENRES,
    recipes: [{ name: recipe, version, parameters }],
    segments: { seconds: 30, hopSeconds: 15 },
    unsureBelow: 0.5,
    trainedOn: 'nothing',
    report: [{ measure: 'accuracy', ...figure }],
    license: 'MIT',
  };
}
