import fc from 'fast-check';
import { Writer } from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { BadModel } from '../errors.ts';
import { Graph } from './graph.ts';
import { add } from './ops-math.ts';
import { decodeSummary } from './proto.ts';
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
    expect(() => decodeSummary(new Uint8Array())).toThrow(BadModel);
  });

  test('refuses weights in other files', () => {
    const writer = Writer.create();
    writer.uint32((7 << 3) | 2).fork();
    writer.uint32((5 << 3) | 2).fork();
    writer.uint32(14 << 3).int32(1);
    writer.ldelim().ldelim();
    expect(() => decodeSummary(writer.finish())).toThrow('external data');
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
  await expect(openSession(Uint8Array.of(1, 2, 3))).rejects.toThrow(BadModel);
});

function smallModel(): Uint8Array {
  const graph = new Graph();
  graph.output('y', add(graph.input('x', 'float64', [-1, 13]), 1));
  graph.metadata.note = 'naïve ♪';
  return graph.toBytes();
}

/** Reads or throws BadModel: nothing else is allowed. */
function attempt(bytes: Uint8Array): void {
  try {
    decodeSummary(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(BadModel);
  }
}
