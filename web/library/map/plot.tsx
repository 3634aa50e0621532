import { useComputedColorScheme } from '@mantine/core';
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../strings.library.ts';
import { genreName } from '../../strings.ts';
import { GENRE_COLOURS, genreInk, PAGE } from '../../theme/palette.ts';
import { createPainter, type Painter } from './painter.ts';
import { placeNames } from './place-names.ts';
import classes from './plot.module.css';
import { homeOf, nearestPoint, type Points, pointsInside } from './points.ts';
import { rgbOf, tintsOf } from './tints.ts';
import {
  onMap,
  onScreen,
  type Point,
  pannedBy,
  pixelsAUnit,
  pointPixels,
  type Size,
  type View,
  WHOLE,
  zoomedAt,
} from './view.ts';

export type Tool = 'move' | 'lasso';

interface PlotProps {
  readonly map: SongMap;
  readonly points: Points;
  readonly tool: Tool;
  readonly view: View;
  /** The view since the hand rests: names stay where they are meanwhile. */
  readonly settled: View;
  readonly onView: (view: View) => void;
  readonly size: Size;
  readonly onSize: (size: Size) => void;
  /** True for points that the legend leaves. */
  readonly isShown: (index: number) => boolean;
  /** Points that are chosen. */
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (indices: number[]) => void;
  /** The point under the pointer, or picked. */
  readonly hovered: number | undefined;
  readonly onHover: (index: number | undefined) => void;
  readonly onPick: (index: number | undefined) => void;
  /** What is said of the hovered point. */
  readonly card: ReactNode;
}

/** Pixels from a point at which the pointer means it. */
const REACH_PIXELS = 14;
/** A hand that moves less than this has clicked. */
const CLICK_PIXELS = 5;
const KEY_STEP_PIXELS = 60;
const KEY_ZOOM = 1.4;
/** Genres of a smaller share are not written on the map. */
const NAMED_SHARE = 0.03;

/** The map itself: seen, moved, pointed at, drawn on. */
export function Plot(props: PlotProps) {
  const { map, points, tool, view, onView, size, isShown, hovered, onHover, onPick, onChoose, card } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [line, setLine] = useState<readonly Point[]>([]);
  const hand = useHand();
  // Two fingers, or a quick wheel, move it several times before it is drawn again: each goes on from the last.
  const latest = useRef(view);
  latest.current = view;
  const go = (change: (view: View) => View) => {
    latest.current = change(latest.current);
    onView(latest.current);
  };
  useSize(frame, props.onSize);
  usePainting(canvas, props);
  useWheel(frame, (factor, pixel) => go((old) => zoomedAt(old, factor, pixel, size)));

  const spotUnder = (pixel: Point) => {
    const unit = pixelsAUnit(size, view.zoom);
    const reach = { x: REACH_PIXELS / unit.x, y: REACH_PIXELS / unit.y };
    return nearestPoint(points, onMap(pixel, view, size), reach, isShown);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hand.put(event.pointerId, pixelOf(event), tool === 'lasso' || event.shiftKey);
    setLine([]);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const pixel = pixelOf(event);
    const moved = hand.move(event.pointerId, pixel);
    if (!moved) return onHover(event.pointerType === 'touch' ? undefined : spotUnder(pixel));
    // Whoever moves the paper looks at no song.
    if (hovered !== undefined) onHover(undefined);
    if (moved.draws) setLine((old) => [...old, onMap(pixel, view, size)]);
    else go((old) => movedBy(old, moved, size));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const lifted = hand.lift(event.pointerId);
    if (!lifted) return;
    if (lifted.travelled < CLICK_PIXELS) onPick(spotUnder(pixelOf(event)));
    else if (lifted.draws) onChoose(pointsInside(points, line).filter(isShown));
    setLine([]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyView(event.key, view, size);
    if (next) {
      event.preventDefault();
      onView(next);
    } else if (event.key === 'Escape') {
      onPick(undefined);
      onChoose([]);
    }
  };
  const at = hovered === undefined ? undefined : onScreen(pointOf(points, hovered), view, size);

  return (
    <div
      ref={frame}
      className={classes.frame}
      data-tool={tool}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move it.
      tabIndex={0}
      aria-label={words.map.plot(map.ids.length)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={(event) => {
        hand.lift(event.pointerId);
        setLine([]);
      }}
      onPointerLeave={() => onHover(undefined)}
    >
      <canvas ref={canvas} className={classes.canvas} />
      <Names {...props} />
      {line.length > 1 && <Line line={line} view={view} size={size} />}
      {at && (
        <div
          className={classes.hover}
          style={{ left: at.x, top: at.y }}
          data-side={at.x > size.width / 2 ? 'left' : 'right'}
          data-half={at.y > size.height / 2 ? 'low' : 'high'}
        >
          <span className={classes.ring} />
          {card}
        </div>
      )}
    </div>
  );
}

/** Where each genre is at home. */
function Names({ map, points, view, settled, size, isShown }: PlotProps) {
  const homes = useMemo(() => homesOf(map, points), [map, points]);
  const placed = useMemo(() => {
    const shown = homes.filter(({ first }) => isShown(first));
    return size.width === 0 ? [] : placeNames(shown, points, settled, size);
  }, [homes, points, settled, size, isShown]);
  return placed.map(({ name, at }) => {
    const { x, y } = onScreen(at, view, size);
    const { genre } = homes.find((home) => home.name === name)!;
    const style = { left: x, top: y, color: genreInk(genre) } as CSSProperties;
    return (
      <span key={name} className={classes.name} style={style} aria-hidden="true">
        {name}
      </span>
    );
  });
}

/** The genres of many songs, the largest first. */
function homesOf(map: SongMap, points: Points) {
  const groups = map.genres.map((): number[] => []);
  map.genre.forEach((genre, i) => {
    if (genre >= 0) groups[genre]!.push(i);
  });
  return groups
    .map((indices, i) => ({ genre: map.genres[i]!, indices }))
    .filter(({ indices }) => indices.length > 1 && indices.length >= NAMED_SHARE * map.ids.length)
    .sort((a, b) => b.indices.length - a.indices.length)
    .map(({ genre, indices }) => ({
      genre,
      name: genreName(genre),
      first: indices[0]!,
      home: homeOf(points, indices),
    }));
}

function Line({ line, view, size }: { line: readonly Point[]; view: View; size: Size }) {
  const path = line.map((point) => {
    const { x, y } = onScreen(point, view, size);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className={classes.line} aria-hidden="true">
      <polygon points={path.join(' ')} />
    </svg>
  );
}

/** Draws the points again when the view, the colours or what is chosen changes. */
function usePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  { map, view, size, isShown, chosen }: PlotProps,
) {
  const painter = useRef<Painter>(undefined);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const rgba = useMemo(() => {
    const hexes = map.genres.map((genre) => fillOf(genre, scheme));
    const colours = [...hexes, PAGE[scheme].dim].map((hex) => rgbOf(hex));
    return tintsOf({ genre: map.genre, likely: map.likely, colours, isShown, chosen });
  }, [map, scheme, isShown, chosen]);
  useEffect(() => {
    // A context that was given up cannot be used again: each map gets a canvas of its own by its key.
    painter.current = createPainter(canvas.current!, map.x, map.y);
    return () => {
      painter.current = undefined;
    };
  }, [canvas, map]);
  useEffect(() => painter.current?.colour(rgba), [rgba]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other colours are drawn anew.
  useEffect(() => {
    if (size.width === 0) return;
    const frame = requestAnimationFrame(() =>
      painter.current?.paint(view, size, pointPixels(map.ids.length, view.zoom)),
    );
    return () => cancelAnimationFrame(frame);
  }, [view, size, rgba, map]);
}

function fillOf(genre: string, scheme: 'light' | 'dark'): string {
  const colours: Readonly<Record<string, { fill: string }>> = GENRE_COLOURS[scheme];
  return colours[genre]?.fill ?? PAGE[scheme].dim;
}

function useSize(frame: RefObject<HTMLDivElement | null>, onSize: (size: Size) => void): void {
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) onSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, [frame, onSize]);
}

/** React listens to wheels passively, which cannot keep the page from scrolling. */
function useWheel(
  frame: RefObject<HTMLDivElement | null>,
  onZoom: (factor: number, pixel: Point) => void,
): void {
  const latest = useRef(onZoom);
  latest.current = onZoom;
  useEffect(() => {
    const element = frame.current!;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 * event.deltaY : event.deltaY;
      latest.current(Math.exp(-0.0022 * pixels), { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame]);
}

interface Moved {
  readonly by: Point;
  readonly draws: boolean;
  /** How much farther apart two fingers are than before; undefined for one. */
  readonly pinch: number | undefined;
  /** Between the fingers. */
  readonly middle: Point;
}

/** Fingers on the map: one moves or draws, two zoom. */
function useHand() {
  const fingers = useRef(new Map<number, Point>());
  const state = useRef({ draws: false, travelled: 0 });
  return {
    put(id: number, pixel: Point, draws: boolean) {
      fingers.current.set(id, pixel);
      state.current =
        fingers.current.size === 1 ? { draws, travelled: 0 } : { draws: false, travelled: CLICK_PIXELS };
    },
    /** Undefined for a pointer that is not down. */
    move(id: number, pixel: Point): Moved | undefined {
      const before = fingers.current.get(id);
      if (!before) return undefined;
      const other = [...fingers.current].find(([key]) => key !== id)?.[1];
      fingers.current.set(id, pixel);
      const step = { x: pixel.x - before.x, y: pixel.y - before.y };
      state.current.travelled += Math.hypot(step.x, step.y);
      const { draws } = state.current;
      if (!other) return { by: step, draws, pinch: undefined, middle: pixel };
      const apart = (a: Point) => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
      const middle = { x: (pixel.x + other.x) / 2, y: (pixel.y + other.y) / 2 };
      return { by: { x: step.x / 2, y: step.y / 2 }, draws, pinch: apart(pixel) / apart(before), middle };
    },
    /** What the finger did; undefined for one that was not down, or where another still is. */
    lift(id: number) {
      const wasDown = fingers.current.delete(id);
      return wasDown && fingers.current.size === 0 ? state.current : undefined;
    },
  };
}

function pixelOf(event: PointerEvent<HTMLElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function pointOf({ x, y }: Points, index: number): Point {
  return { x: x[index]!, y: y[index]! };
}

function movedBy(view: View, { by, pinch, middle }: Moved, size: Size): View {
  const panned = pannedBy(view, by, size);
  return pinch === undefined ? panned : zoomedAt(panned, pinch, middle, size);
}

/** Where a key takes the view; undefined for keys that do not. */
function keyView(key: string, view: View, size: Size): View | undefined {
  const middle = { x: size.width / 2, y: size.height / 2 };
  const steps: Record<string, Point> = {
    ArrowLeft: { x: KEY_STEP_PIXELS, y: 0 },
    ArrowRight: { x: -KEY_STEP_PIXELS, y: 0 },
    ArrowUp: { x: 0, y: KEY_STEP_PIXELS },
    ArrowDown: { x: 0, y: -KEY_STEP_PIXELS },
  };
  if (steps[key]) return pannedBy(view, steps[key], size);
  if (key === '+' || key === '=') return zoomedAt(view, KEY_ZOOM, middle, size);
  if (key === '-') return zoomedAt(view, 1 / KEY_ZOOM, middle, size);
  return key === '0' ? WHOLE : undefined;
}
