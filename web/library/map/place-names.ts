/** Placement of region names on the map: within the frame, apart from each other, over few points. Pure. */
import { countInBox, type Points } from './points.ts';
import { boxOf, onMap, onScreen, type Point, type Size, type View } from './view.ts';

export interface Region {
  readonly name: string;
  /** The middle of its points, on the map. */
  readonly home: Point;
}

export interface PlacedName {
  readonly name: string;
  /** The middle of the words, on the map. */
  readonly at: Point;
}

interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels of the style sheet's letters. */
const LETTER = 10.5;
const HEIGHT = 26;
const GAP = 5;
const EDGE = 8;
/** A point's disc, and the light that a name throws around itself. */
const CLEAR = 10;
const RINGS = [0, 32, 64, 100, 140];
const DIRECTIONS = 8;
/** Maximum number of names. */
const MAX_NAMES = 20;
/** Distance from home that costs as much as covering a name's share of an even map. */
const FAR_PIXELS = 70;

/** @param regions the most important first: a name that finds no room is left out. */
export function placeNames(
  regions: readonly Region[],
  points: Points,
  view: View,
  size: Size,
): readonly PlacedName[] {
  const even = countInBox(points, boxOf(view, size)) / (size.width * size.height);
  const taken: Rect[] = [];
  return regions.flatMap(({ name, home }) => {
    const middle = onScreen(home, view, size);
    if (!isWithin(middle, size) || taken.length === MAX_NAMES) return [];
    const width = LETTER * name.length + 2 * GAP;
    const free = aroundOf(middle).flatMap((place) => {
      const rect = rectAt(heldWithin(place, width, size), width);
      return taken.some((other) => overlap(rect, other)) ? [] : [rect];
    });
    const costOf = (rect: Rect) => {
      const kept = grown(rect, CLEAR);
      const covered = pointsUnder(kept, points, view, size) / Math.max(1e-9, even * areaOf(kept));
      const at = middleOf(rect);
      return covered + Math.hypot(at.x - middle.x, at.y - middle.y) / FAR_PIXELS;
    };
    const [best] = free.map((rect) => ({ rect, cost: costOf(rect) })).sort((a, b) => a.cost - b.cost);
    if (!best) return [];
    taken.push(best.rect);
    return [{ name, at: onMap(middleOf(best.rect), view, size) }];
  });
}

function aroundOf({ x, y }: Point): Point[] {
  return RINGS.flatMap((radius) =>
    Array.from({ length: radius === 0 ? 1 : DIRECTIONS }, (_, i) => {
      const angle = (2 * Math.PI * i) / DIRECTIONS;
      return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
    }),
  );
}

function pointsUnder({ left, right, top, bottom }: Rect, points: Points, view: View, size: Size): number {
  const [topLeft, bottomRight] = [
    onMap({ x: left, y: top }, view, size),
    onMap({ x: right, y: bottom }, view, size),
  ];
  return countInBox(points, {
    left: topLeft.x,
    right: bottomRight.x,
    top: topLeft.y,
    bottom: bottomRight.y,
  });
}

function heldWithin({ x, y }: Point, width: number, size: Size): Point {
  const hold = (value: number, half: number, whole: number) =>
    Math.max(EDGE + half, Math.min(whole - EDGE - half, value));
  return { x: hold(x, width / 2, size.width), y: hold(y, HEIGHT / 2, size.height) };
}

function rectAt({ x, y }: Point, width: number): Rect {
  return { left: x - width / 2, right: x + width / 2, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 };
}

function grown({ left, right, top, bottom }: Rect, by: number): Rect {
  return { left: left - by, right: right + by, top: top - by, bottom: bottom + by };
}

function areaOf({ left, right, top, bottom }: Rect): number {
  return (right - left) * (bottom - top);
}

function middleOf({ left, right, top, bottom }: Rect): Point {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right + GAP && b.left < a.right + GAP && a.top < b.bottom + GAP && b.top < a.bottom + GAP;
}

function isWithin({ x, y }: Point, { width, height }: Size): boolean {
  return x >= 0 && x <= width && y >= 0 && y <= height;
}
