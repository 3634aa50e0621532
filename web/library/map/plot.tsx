import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { SongMap } from '../../../src/server/library-schema.ts';
import { words } from '../../language/en/library.ts';
import type { Scheme } from '../../theme/palette.ts';
import type { ColouredBy, Colouring } from './colouring.ts';
import { keyView } from './keys.ts';
import classes from './plot.module.css';
import { nearestPoint, type Points, pointsInside } from './points.ts';
import { RegionNames } from './region-names.tsx';
import { useSize, useWheel } from './use-frame.ts';
import { CLICK_PIXELS, type Moved, useGesture } from './use-gesture.ts';
import { usePainting } from './use-painting.ts';
import {
  onMap,
  onScreen,
  type Point,
  pannedBy,
  pixelsAUnit,
  type Size,
  type View,
  zoomedAt,
} from './view.ts';

export type Tool = 'move' | 'lasso';

interface PlotProps {
  readonly map: SongMap;
  readonly by: ColouredBy;
  readonly colouring: Colouring;
  readonly scheme: Scheme;
  readonly points: Points;
  readonly tool: Tool;
  readonly view: View;
  /** View after the last movement: names keep their places meanwhile. */
  readonly settled: View;
  readonly onView: (view: View) => void;
  readonly size: Size;
  readonly onSize: (size: Size) => void;
  /** Whether a point is shown by the legend. */
  readonly isShown: (index: number) => boolean;
  /** Chosen points. */
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (indices: number[]) => void;
  /** The point under the pointer, or picked. */
  readonly hovered: number | undefined;
  readonly onHover: (index: number | undefined) => void;
  readonly onPick: (index: number | undefined) => void;
  /** Card of the hovered point. */
  readonly card: ReactNode;
}

/** Distance in pixels within which the pointer hits a point. */
const REACH_PIXELS = 14;

/** The map itself: seen, moved, pointed at, drawn on. */
export function Plot(props: PlotProps) {
  const { map, points, tool, view, onView, size, hovered, onPick, onChoose, card } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  // Two fingers, or a quick wheel, move it several times before it is drawn again: each goes on from the last.
  const latest = useRef(view);
  latest.current = view;
  const go = (change: (view: View) => View) => {
    latest.current = change(latest.current);
    onView(latest.current);
  };
  const { line, ...handlers } = usePointer(props, go);
  useSize(frame, props.onSize);
  usePainting(canvas, props);
  useWheel(frame, (factor, pixel) => go((old) => zoomedAt(old, factor, pixel, size)));

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
      {...handlers}
    >
      <canvas ref={canvas} className={classes.canvas} />
      <RegionNames {...props} />
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

/** Handlers of a pointer, which moves the map, points at songs, picks one, or draws a line around some. */
function usePointer(
  { points, tool, view, size, isShown, hovered, onHover, onPick, onChoose }: PlotProps,
  go: (change: (view: View) => View) => void,
) {
  const hand = useGesture();
  const [line, setLine] = useState<readonly Point[]>([]);
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
  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    hand.lift(event.pointerId);
    setLine([]);
  };
  const onPointerLeave = () => onHover(undefined);
  return { line, onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave };
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
