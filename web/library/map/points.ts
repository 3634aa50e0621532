/** Finds points of the map: the nearest, those in a box, those within a line drawn by hand. Pure: no DOM. */
import { groupBy } from '../../../src/group-by.ts';
import type { Box, Point } from './view.ts';

export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Points by cell, cell after cell: indices into `x` and `y`. */
  readonly order: Uint32Array;
  /** Offset of each cell in `order`, and the end of the last. */
  readonly starts: Uint32Array;
}

const CELLS = 96;
/** Cells a side for finding the home of a group. */
const CORNERS = 10;

/** @param x, y of each point, -1..1. */
export function createPoints(x: ArrayLike<number>, y: ArrayLike<number>): Points {
  const starts = new Uint32Array(CELLS * CELLS + 1);
  const cells = Uint32Array.from({ length: x.length }, (_, i) => cellAt(x[i]!) + CELLS * cellAt(y[i]!));
  for (const cell of cells) starts[cell + 1]! += 1;
  for (let cell = 0; cell < CELLS * CELLS; cell++) starts[cell + 1]! += starts[cell]!;
  const next = starts.slice();
  const order = new Uint32Array(x.length);
  cells.forEach((cell, i) => {
    order[next[cell]!] = i;
    next[cell]! += 1;
  });
  return { x, y, order, starts };
}

/**
 * The point nearest to `at`.
 * @param reach how far it may be, across and down, in units of the map: an ellipse.
 * @param allowed leaves points out.
 * @returns its index; undefined where none is within reach.
 */
export function nearestPoint(
  points: Points,
  at: Point,
  reach: Point,
  allowed: (index: number) => boolean,
): number | undefined {
  let best: number | undefined;
  let least = 1;
  const box = { left: at.x - reach.x, right: at.x + reach.x, bottom: at.y - reach.y, top: at.y + reach.y };
  forEachInBox(points, box, (index) => {
    const distance = ((points.x[index]! - at.x) / reach.x) ** 2 + ((points.y[index]! - at.y) / reach.y) ** 2;
    if (distance > least || !allowed(index)) return;
    least = distance;
    best = index;
  });
  return best;
}

/** Indices of all points in a box. */
export function pointsInBox(points: Points, box: Box): number[] {
  const found: number[] = [];
  forEachInBox(points, box, (index) => found.push(index));
  return found;
}

/** Number of points in a box. */
export function countInBox(points: Points, box: Box): number {
  let count = 0;
  forEachInBox(points, box, () => count++);
  return count;
}

/** Indices of all points within a closed line, by the even-odd rule. */
export function pointsInside(points: Points, line: readonly Point[]): number[] {
  if (line.length < 3) return [];
  const xs = line.map(({ x }) => x);
  const ys = line.map(({ y }) => y);
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  };
  return pointsInBox(points, box).filter((index) =>
    isInside({ x: points.x[index]!, y: points.y[index]! }, line),
  );
}

/** Home of a group: the median of its points in its densest cell of the map. */
export function homeOf(points: Points, indices: readonly number[]): Point {
  const cornerOf = (index: number) => cornerAt(points.x[index]!) + CORNERS * cornerAt(points.y[index]!);
  const groups = groupBy(indices, cornerOf);
  const fullest = [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  return middleOf(points, fullest);
}

/** Centre of a group: the median of each coordinate. */
export function middleOf(points: Points, indices: readonly number[]): Point {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    x: median(indices.map((index) => points.x[index]!)),
    y: median(indices.map((index) => points.y[index]!)),
  };
}

/** The `count` of these that lie nearest to a point, nearest first. */
export function nearestOf(points: Points, indices: readonly number[], at: Point, count: number): number[] {
  const nearest: { readonly index: number; readonly distance: number }[] = [];
  // To sort all of a large library would take longer than some frames.
  for (const index of indices) {
    const distance = (points.x[index]! - at.x) ** 2 + (points.y[index]! - at.y) ** 2;
    if (nearest.length === count && distance >= (nearest.at(-1)?.distance ?? 0)) continue;
    const place = nearest.findLastIndex((other) => other.distance <= distance) + 1;
    nearest.splice(place, 0, { index, distance });
    if (nearest.length > count) nearest.pop();
  }
  return nearest.map(({ index }) => index);
}

function forEachInBox({ x, y, order, starts }: Points, box: Box, visit: (index: number) => void): void {
  const [left, right] = [cellAt(box.left), cellAt(box.right)];
  for (let row = cellAt(box.bottom); row <= cellAt(box.top); row++) {
    for (let i = starts[row * CELLS + left]!; i < starts[row * CELLS + right + 1]!; i++) {
      const index = order[i]!;
      const isIn =
        x[index]! >= box.left && x[index]! <= box.right && y[index]! >= box.bottom && y[index]! <= box.top;
      if (isIn) visit(index);
    }
  }
}

function isInside({ x, y }: Point, line: readonly Point[]): boolean {
  let inside = false;
  line.forEach((a, i) => {
    const b = line[(i + 1) % line.length]!;
    const crosses = a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
    if (crosses) inside = !inside;
  });
  return inside;
}

function cellAt(value: number): number {
  return partAt(value, CELLS);
}

function cornerAt(value: number): number {
  return partAt(value, CORNERS);
}

function partAt(value: number, parts: number): number {
  return Math.max(0, Math.min(parts - 1, Math.floor(((value + 1) / 2) * parts)));
}
