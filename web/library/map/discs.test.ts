import { expect, test } from 'vitest';
import { drawDiscs, type Pixels } from './discs.ts';

const RED = [200, 0, 0, 255];
const BLUE = [0, 0, 100, 128];

function drawn(
  places: readonly (readonly [x: number, y: number])[],
  tints: readonly number[][],
  diameter = 5,
) {
  const pixels: Pixels = { data: new Uint8ClampedArray(4 * 20 * 10).fill(9), width: 20, height: 10 };
  drawDiscs(pixels, {
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    rgba: Uint8Array.from(tints.flat()),
    across: { origin: 10, unit: 10 },
    down: { origin: 5, unit: -5 },
    diameter,
  });
  return {
    at: (column: number, row: number) => [...pixels.data.subarray(4 * (20 * row + column)).subarray(0, 4)],
    opacities: Array.from({ length: 200 }, (_, i) => pixels.data[4 * i + 3]!),
  };
}

test('a disc lies where its point lies, and covers what a disc covers', () => {
  const { at, opacities } = drawn([[0.25, 0.1]], [RED], 4);
  expect(at(12, 4)).toEqual(RED);
  expect(at(2, 4)).toEqual([0, 0, 0, 0]);
  const covered = opacities.reduce((sum, opacity) => sum + opacity, 0);
  const middle = (place: (i: number) => number) =>
    opacities.reduce((sum, opacity, i) => sum + opacity * (place(i) + 0.5), 0) / covered;
  expect(middle((i) => i % 20)).toBeCloseTo(12.5, 1);
  expect(middle((i) => Math.floor(i / 20))).toBeCloseTo(4.5, 1);
  expect(covered / 255 / (Math.PI * 2 ** 2)).toBeCloseTo(1, 1);
});

test('a later disc lies over an earlier one, as far as it is opaque', () => {
  const { at } = drawn(
    [
      [0, 0],
      [0, 0],
    ],
    [RED, BLUE],
  );
  expect(at(10, 5)).toEqual([100, 0, 50, 255]);
});

test('what is transparent is not drawn, and what is off the edge is cut', () => {
  expect(drawn([[0, 0]], [[1, 2, 3, 0]]).opacities.every((opacity) => opacity === 0)).toBe(true);
  const { at, opacities } = drawn(
    [
      [-1, 1],
      [3, 3],
    ],
    [RED, RED],
  );
  expect(at(0, 0)).toEqual(RED);
  expect(at(19, 0)).toEqual([0, 0, 0, 0]);
  expect(opacities.filter((opacity) => opacity > 0).length).toBeLessThan(13);
});
