import { useRef } from 'react';
import type { Point } from './view.ts';

/** Movement in pixels up to which a gesture is a click. */
export const CLICK_PIXELS = 5;

export interface Moved {
  readonly by: Point;
  readonly draws: boolean;
  /** Change of the distance between two fingers, as a ratio; undefined for one finger. */
  readonly pinch: number | undefined;
  /** Midpoint of the fingers. */
  readonly middle: Point;
}

/** Fingers on the map: one moves or draws, two zoom. */
export function useGesture() {
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
    /** Gesture of a lifted finger; undefined for one that was not down, or while another is. */
    lift(id: number) {
      const wasDown = fingers.current.delete(id);
      return wasDown && fingers.current.size === 0 ? state.current : undefined;
    },
  };
}
