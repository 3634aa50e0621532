import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryModel } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { demandingModel, writeSmallModel } from '../../../test/support/small-model.ts';
import type { Graph, Value } from '../../onnx/graph.ts';
import { matMul, mul, reduceMean } from '../../onnx/ops-math.ts';
import { expand } from '../../onnx/ops-shape.ts';
import { float32 } from '../../onnx/tensor.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-trial-'));
});
afterAll(() => removeFolder(folder));

test('a model that answers passes its trial', async () => {
  await expect(tryModel(await writeSmallModel(folder))).resolves.toBeUndefined();
});

/** 100,000 x 100,000 numbers. */
function greedy(graph: Graph): Value {
  return reduceMean(square(graph, 100_000), [0, 1]);
}

/** A hundred products of some hundred thousand million steps. */
function endless(graph: Graph): Value {
  let product = square(graph, 6_000);
  for (let i = 0; i < 100; i++) product = mul(matMul(product, product), 1e-4);
  return reduceMean(product, [0, 1]);
}

function square(graph: Graph, size: number): Value {
  return expand(graph.constant(float32(Float32Array.of(0.5), [1, 1])), [size, size]);
}

test.each([
  ['asks for 40 GB', greedy, 30, /memory|refuses|fails/],
  ['does not come to an end', endless, 1, /come to an end/],
])('a model that %s is a bad model', async (name, demand, seconds, message) => {
  const path = join(folder, `${name}.onnx`);
  await writeFile(path, demandingModel(name, demand));
  await expect(tryModel(path, seconds)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringMatching(message),
  });
});
