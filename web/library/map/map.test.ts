import { describe, expect, test } from 'vitest';
import {
  createPoints,
  homeOf,
  middleOf,
  nearestOf,
  nearestPoint,
  pointsInBox,
  pointsInside,
} from './points.ts';
import { boxOf, onMap, onScreen, pannedBy, pointPixels, WHOLE, zoomedAt } from './view.ts';

const SIZE = { width: 800, height: 500 };

describe('the view', () => {
  test('a point goes to the screen and back', () => {
    const view = { x: 0.3, y: -0.2, zoom: 7 };
    const there = onScreen({ x: 0.31, y: -0.1 }, view, SIZE);
    const back = onMap(there, view, SIZE);
    expect(back.x).toBeCloseTo(0.31, 12);
    expect(back.y).toBeCloseTo(-0.1, 12);
  });

  test('the whole map lies on the screen, its top up', () => {
    expect(onScreen({ x: -1, y: 1 }, WHOLE, SIZE)).toEqual({ x: 48, y: 30 });
    expect(onScreen({ x: 1, y: -1 }, WHOLE, SIZE)).toEqual({ x: 752, y: 470 });
  });

  test('what is under the pointer stays there while one zooms', () => {
    const pixel = { x: 500, y: 200 };
    const before = onMap(pixel, WHOLE, SIZE);
    const after = onMap(pixel, zoomedAt(WHOLE, 3, pixel, SIZE), SIZE);
    expect(after.x).toBeCloseTo(before.x, 12);
    expect(after.y).toBeCloseTo(before.y, 12);
  });

  test('paper follows the hand, and is not lost', () => {
    const moved = pannedBy({ x: 0, y: 0, zoom: 2 }, { x: 40, y: 20 }, SIZE);
    const there = onScreen({ x: 0, y: 0 }, moved, SIZE);
    expect(there.x).toBeCloseTo(440, 9);
    expect(there.y).toBeCloseTo(270, 9);
    expect(pannedBy(WHOLE, { x: 1e6, y: -1e6 }, SIZE)).toEqual({ x: -1, y: -1, zoom: 1 });
    expect(zoomedAt(WHOLE, 1e9, { x: 0, y: 0 }, SIZE).zoom).toBe(400);
  });

  test('points grow when one looks closer, and shrink where there are many', () => {
    expect(pointPixels(100, 4)).toBeGreaterThan(pointPixels(100, 1));
    expect(pointPixels(100_000, 1)).toBeLessThan(pointPixels(100, 1));
    expect(pointPixels(1e9, 1)).toBeGreaterThanOrEqual(3);
  });

  test('the box that is seen', () => {
    const { left, right, bottom, top } = boxOf({ x: 0.5, y: 0, zoom: 10 }, SIZE);
    expect((left + right) / 2).toBeCloseTo(0.5, 12);
    expect(right - left).toBeLessThan(0.25);
    expect(top).toBeGreaterThan(bottom);
  });
});

describe('spots', () => {
  const random = (i: number, prime: number) => (2 * ((i * 7919 + 13) % prime)) / prime - 1;
  const x = Float32Array.from({ length: 2000 }, (_, i) => random(i, 1999));
  const y = Float32Array.from({ length: 2000 }, (_, i) => random(i, 1009));
  const spots = createPoints(x, y);
  const anything = () => true;

  test('those in a box are the same as by looking at each', () => {
    const box = { left: -0.31, right: 0.22, bottom: 0.1, top: 0.9 };
    const each = [...x.keys()].filter((i) => x[i]! >= -0.31 && x[i]! <= 0.22 && y[i]! >= 0.1 && y[i]! <= 0.9);
    expect(each.length).toBeGreaterThan(50);
    expect(pointsInBox(spots, box).sort((a, b) => a - b)).toEqual(each);
  });

  test('the nearest is found, within reach and among those allowed', () => {
    const at = { x: x[77]! + 1e-4, y: y[77]! };
    const reach = { x: 0.05, y: 0.05 };
    expect(nearestPoint(spots, at, reach, anything)).toBe(77);
    expect(nearestPoint(spots, at, reach, (i) => i !== 77)).not.toBe(77);
    expect(nearestPoint(createPoints([0.9], [0.9]), { x: 0, y: 0 }, reach, anything)).toBeUndefined();
  });

  test('a line drawn around some takes those within, also where it is hollow', () => {
    const three = createPoints([0, 0.5, -0.5], [0, 0, 0]);
    const square = [
      { x: -0.1, y: -0.1 },
      { x: 0.1, y: -0.1 },
      { x: 0.1, y: 0.1 },
      { x: -0.1, y: 0.1 },
    ];
    expect(pointsInside(three, square)).toEqual([0]);
    const horseshoe = [
      { x: -0.6, y: -0.2 },
      { x: 0.6, y: -0.2 },
      { x: 0.6, y: 0.2 },
      { x: 0.4, y: 0.2 },
      { x: 0.4, y: -0.1 },
      { x: -0.4, y: -0.1 },
      { x: -0.4, y: 0.2 },
      { x: -0.6, y: 0.2 },
    ];
    expect(pointsInside(three, horseshoe).sort()).toEqual([1, 2]);
    expect(pointsInside(three, square.slice(0, 2))).toEqual([]);
  });

  test('the middle of a group is not pulled away by one that strays', () => {
    expect(middleOf(createPoints([0.1, 0.2, 0.3, -1], [0, 0, 0, 1]), [0, 1, 2, 3])).toEqual({
      x: expect.closeTo(0.2),
      y: 0,
    });
    expect(nearestOf(createPoints([0.9, 0, 0.5], [0, 0, 0]), [0, 1, 2], { x: 0, y: 0 }, 2)).toEqual([1, 2]);
  });
});

test('a group is at home where most of it lies, not between its parts', () => {
  const heap = Array.from({ length: 30 }, (_, i) => 0.7 + i / 1000);
  const points = createPoints([...heap, -0.9, -0.8, -0.7], [...heap, -0.9, 0.9, 0]);
  const { x, y } = homeOf(points, [...Array(33).keys()]);
  expect(x).toBeCloseTo(0.715, 2);
  expect(y).toBeCloseTo(0.715, 2);
});
