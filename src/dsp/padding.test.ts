import { describe, expect, test } from 'vitest';
import { copyPadded, type PadMode } from './padding.ts';

function padded(values: number[], start: number, count: number, mode: PadMode): number[] {
  const target = new Float32Array(count);
  copyPadded(Float32Array.from(values), start, count, mode, target);
  return [...target];
}

describe('a signal beyond its ends', () => {
  test.each([
    ['constant', [0, 0, 0, 1, 2, 3, 0, 0]],
    ['edge', [1, 1, 1, 1, 2, 3, 3, 3]],
    ['reflect', [2, 3, 2, 1, 2, 3, 2, 1]],
  ] as const)('%s', (mode, expected) => {
    expect(padded([1, 2, 3], -3, 8, mode)).toEqual(expected);
  });

  test.each(['constant', 'edge', 'reflect'] as const)('%s: one sample, none, far outside', (mode) => {
    const filler = mode === 'constant' ? 0 : 7;
    expect(padded([7], -2, 4, mode)).toEqual([filler, filler, 7, filler]);
    expect(padded([], 0, 2, mode)).toEqual([0, 0]);
    expect(padded([7, 7], 100, 3, mode)).toEqual([filler, filler, filler]);
  });
});
