/** Keyboard control of the map's view. Pure. */
import { type Point, pannedBy, type Size, type View, WHOLE, zoomedAt } from './view.ts';

const KEY_STEP_PIXELS = 60;
const KEY_ZOOM = 1.4;

/** View after a key; undefined for other keys. */
export function keyView(key: string, view: View, size: Size): View | undefined {
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
