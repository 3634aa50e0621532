import { expect, test } from 'vitest';
import { type PlacedName, placeNames } from './place-names.ts';
import { createPoints } from './points.ts';
import { onMap, onScreen, WHOLE } from './view.ts';

const SIZE = { width: 360, height: 400 };
const EMPTY = createPoints([], []);

function pixelsOf({ name, at }: PlacedName) {
  const { x, y } = onScreen(at, WHOLE, SIZE);
  const half = (10.5 * name.length) / 2;
  return { left: x - half, right: x + half, top: y - 13, bottom: y + 13 };
}

test('a name stands at home where there is room', () => {
  const [placed] = placeNames([{ name: 'jazz', home: { x: 0.2, y: -0.1 } }], EMPTY, WHOLE, SIZE);
  expect(placed!.at.x).toBeCloseTo(0.2, 9);
  expect(placed!.at.y).toBeCloseTo(-0.1, 9);
});

test('names of one home stand apart, and none is cut at the edge', () => {
  const homes = ['classical', 'country', 'hip-hop', 'reggae'].map((name) => ({
    name,
    home: { x: 0.98, y: 0.98 },
  }));
  const rects = placeNames(homes, EMPTY, WHOLE, SIZE).map(pixelsOf);
  expect(rects).toHaveLength(4);
  for (const rect of rects) {
    expect(rect.left).toBeGreaterThanOrEqual(0);
    expect(rect.right).toBeLessThanOrEqual(SIZE.width);
    expect(rect.top).toBeGreaterThanOrEqual(0);
  }
  rects.forEach((a, i) => {
    for (const b of rects.slice(i + 1)) {
      const overlap = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      expect(overlap).toBe(false);
    }
  });
});

test('a name goes beside a heap of points rather than over it', () => {
  const heap = Array.from({ length: 400 }, (_, i) => ((i % 20) - 10) / 200);
  const points = createPoints(
    heap,
    heap.map((_, i) => (Math.floor(i / 20) - 10) / 200),
  );
  const [placed] = placeNames([{ name: 'metal', home: { x: 0, y: 0 } }], points, WHOLE, SIZE);
  const { left, right, top, bottom } = pixelsOf(placed!);
  const covered = heap.filter((x, i) => {
    const at = onScreen({ x, y: points.y[i]! }, WHOLE, SIZE);
    return at.x > left && at.x < right && at.y > top && at.y < bottom;
  });
  expect(covered.length).toBeLessThan(heap.length / 10);
});

test('a name leaves room around a lone point', () => {
  const home = { x: 0, y: 0 };
  const middle = onScreen(home, WHOLE, SIZE);
  const below = onMap({ x: middle.x, y: middle.y + 16 }, WHOLE, SIZE);
  const [placed] = placeNames([{ name: 'jazz', home }], createPoints([below.x], [below.y]), WHOLE, SIZE);
  const { left, right, top, bottom } = pixelsOf(placed!);
  const at = onScreen(below, WHOLE, SIZE);
  const apart = Math.max(left - at.x, at.x - right, top - at.y, at.y - bottom);
  expect(apart).toBeGreaterThan(8);
});

test('a name whose home is out of sight is not shown', () => {
  const view = { x: -0.8, y: 0, zoom: 8 };
  expect(placeNames([{ name: 'pop', home: { x: 0.8, y: 0 } }], EMPTY, view, SIZE)).toEqual([]);
});
