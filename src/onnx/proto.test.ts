import fc from 'fast-check';
import { Writer } from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { decodeSummary } from './decode-summary.ts';
import { Graph } from './graph.ts';
import { add } from './ops-math.ts';
import { openSession } from './session.ts';

describe('decodeSummary', () => {
  test('reads back what was written', () => {
    const summary = decodeSummary(smallModel());
    expect(summary.inputs).toEqual([{ name: 'x', type: 'float64', shape: [-1, 13] }]);
    expect(summary.outputs).toEqual([{ name: 'y', type: 'float64', shape: [-1, 13] }]);
    expect(summary.metadata).toEqual({ note: 'naïve ♪' });
  });

  test('calls everything else a bad model', () => {
    const bytes = smallModel();
    for (let length = 0; length < bytes.length; length++) attempt(bytes.subarray(0, length));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt), { seed: 1 });
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(change, ([at, value]) => attempt(bytes.with(at, value))),
      { seed: 1, numRuns: 1000 },
    );
    expect(() => decodeSummary(new Uint8Array())).toThrow(expect.objectContaining({ code: 'bad-model' }));
  });

  test.each([
    ['a constant of the graph', [7, 5]],
    ['a sparse constant', [7, 15, 1]],
    ['the places of a sparse constant', [7, 15, 2]],
    ['an attribute', [7, 1, 5, 5]],
    ['one of several in an attribute', [7, 1, 5, 10]],
    ['a sparse one in an attribute', [7, 1, 5, 22, 1]],
    ['one of several sparse ones', [7, 1, 5, 23, 2]],
    ['the branch of an If', [7, 1, 5, 6, 5]],
    ['one of several graphs', [7, 1, 5, 11, 5]],
    ['a loop in a loop', [7, 1, 5, 6, 1, 5, 6, 5]],
    ['a function', [25, 7, 5, 5]],
    ['a default of a function', [25, 11, 5]],
    ['a loop in a function', [25, 7, 5, 6, 5]],
    ['the beginning of training', [20, 1, 5]],
    ['an algorithm of training', [20, 2, 1, 5, 5]],
  ])('refuses weights in other files: %s', (_, fields) => {
    expect(() => decodeSummary(nested(fields, (writer) => writer.uint32(14 << 3).int32(1)))).toThrow(
      'external data',
    );
    const place = (writer: Writer) => writer.uint32((13 << 3) | 2).string('');
    expect(() => decodeSummary(nested(fields, place))).toThrow('external data');
    expect(() => decodeSummary(nested(fields, (writer) => writer.uint32(14 << 3).int32(0)))).not.toThrow(
      'external',
    );
  });

  test('refuses graphs in graphs without end, and the format of the runtime itself', () => {
    const deep = [7, ...Array.from({ length: 5000 }, () => [1, 5, 6]).flat()];
    expect(() => decodeSummary(nested(deep, (writer) => writer))).toThrow(
      expect.objectContaining({ code: 'bad-model' }),
    );
    const disguised = Writer.create()
      .uint32((2 << 3) | 2)
      .string('..ORTM');
    expect(() => decodeSummary(disguised.finish())).toThrow("the runtime's own format");
  });

  test('does not take metadata for properties of objects', () => {
    const graph = new Graph();
    graph.output('y', graph.input('x', 'float32', [1]));
    Object.defineProperty(graph.metadata, '__proto__', { value: 'polluted', enumerable: true });
    const { metadata } = decodeSummary(graph.toBytes());
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
  });
});

test('openSession calls bytes that the runtime refuses a bad model', async () => {
  await expect(openSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(
    expect.objectContaining({ code: 'bad-model' }),
  );
});

function smallModel(): Uint8Array {
  const graph = new Graph();
  graph.output('y', add(graph.input('x', 'float64', [-1, 13]), 1));
  graph.metadata.note = 'naïve ♪';
  return graph.toBytes();
}

/** Reads or throws bad-model: nothing else is allowed. */
function attempt(bytes: Uint8Array): void {
  try {
    decodeSummary(bytes);
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-model' });
  }
}

/** A message in a message in ..., by numbers of fields. */
function nested(fields: readonly number[], write: (writer: Writer) => Writer): Uint8Array {
  const writer = Writer.create();
  for (const field of fields) writer.uint32((field << 3) | 2).fork();
  write(writer);
  for (const _ of fields) writer.ldelim();
  return writer.finish();
}
