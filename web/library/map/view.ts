/** Coordinates of the map on the screen. Pure: no DOM. */

/** View of the map: the point in the middle, and the zoom. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Pixels of the place where the map is drawn. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export const WHOLE: View = { x: 0, y: 0, zoom: 1 };
const MAX_ZOOM = 400;
const MIN_ZOOM = 0.5;
/** Space around the whole map, so that points at its edge are whole. */
const MARGIN_SHARE = 0.06;

/** Pixels of one unit of the map, across and down. The map fills its place: it has no true proportions. */
export function pixelsAUnit({ width, height }: Size, zoom: number): Point {
  const perUnit = ((1 - 2 * MARGIN_SHARE) * zoom) / 2;
  return { x: perUnit * width, y: perUnit * height };
}

/** Pixels from the left and from the top. */
export function onScreen(point: Point, view: View, size: Size): Point {
  const unit = pixelsAUnit(size, view.zoom);
  return {
    x: size.width / 2 + (point.x - view.x) * unit.x,
    y: size.height / 2 - (point.y - view.y) * unit.y,
  };
}

export function onMap(pixel: Point, view: View, size: Size): Point {
  const unit = pixelsAUnit(size, view.zoom);
  return {
    x: view.x + (pixel.x - size.width / 2) / unit.x,
    y: view.y - (pixel.y - size.height / 2) / unit.y,
  };
}

/** Closer by `factor`, with the point under `pixel` staying where it is. */
export function zoomedAt(view: View, factor: number, pixel: Point, size: Size): View {
  const zoom = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, view.zoom * factor));
  const held = onMap(pixel, view, size);
  const after = onMap(pixel, { ...view, zoom }, size);
  return within({ x: view.x + held.x - after.x, y: view.y + held.y - after.y, zoom });
}

/** Moved by so many pixels, as a hand moves paper. */
export function pannedBy(view: View, pixels: Point, size: Size): View {
  const unit = pixelsAUnit(size, view.zoom);
  return within({ ...view, x: view.x - pixels.x / unit.x, y: view.y + pixels.y / unit.y });
}

/** Box of the map that is visible. */
export function boxOf(view: View, size: Size): Box {
  const topLeft = onMap({ x: 0, y: 0 }, view, size);
  const bottomRight = onMap({ x: size.width, y: size.height }, view, size);
  return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
}

/** Pixels across a point: small where many lie close, larger when one looks closer. */
export function pointPixels(count: number, zoom: number): number {
  const whole = 15 - 2.4 * Math.log10(Math.max(1, count));
  return Math.min(18, Math.max(3, whole) * zoom ** 0.3);
}

/** The middle of the view stays on the map. */
function within(view: View): View {
  const hold = (value: number) => Math.max(-1, Math.min(1, value));
  return { ...view, x: hold(view.x), y: hold(view.y) };
}
