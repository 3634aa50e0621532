/** Draws discs into pixels, where no graphics card does it. Pure: no DOM. */

/** Pixels as `ImageData`: red, green, blue, opacity of each, row by row. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export interface Discs {
  /** Centres of the discs. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Red, green, blue, opacity of each disc, 0..255; transparent ones are not drawn. */
  readonly rgba: Uint8Array;
  /** Pixels from the left and from the top for x and y. */
  readonly across: Scale;
  readonly down: Scale;
  /** Pixels across a disc. */
  readonly diameter: number;
}

interface Scale {
  /** Pixel coordinate of 0. */
  readonly origin: number;
  readonly unit: number;
}

/** Coverage of a square's pixels by a disc, 0..1. */
interface Stamp {
  readonly side: number;
  readonly covered: Float32Array;
  /** The first column of each row that is covered at all, and the one behind the last. */
  readonly begins: Uint8Array;
  readonly ends: Uint8Array;
}

/** Subpixel positions per pixel, across and down. */
const STEPS = 4;

/** Clears the pixels, then draws the discs, each over those before, with a soft edge of one pixel. */
export function drawDiscs(pixels: Pixels, { x, y, rgba, across, down, diameter }: Discs): void {
  pixels.data.fill(0);
  const stamps = Array.from({ length: STEPS * STEPS }, (_, step) =>
    stampOf(diameter, (step % STEPS) / STEPS, Math.floor(step / STEPS) / STEPS),
  );
  const middle = (stamps[0]!.side - 1) / 2;
  for (let i = 0; i < x.length; i++) {
    if (rgba[4 * i + 3] === 0) continue;
    const left = Math.round(STEPS * (across.origin + x[i]! * across.unit - middle - 0.5));
    const top = Math.round(STEPS * (down.origin + y[i]! * down.unit - middle - 0.5));
    const [column, row] = [Math.floor(left / STEPS), Math.floor(top / STEPS)];
    const step = left - STEPS * column + STEPS * (top - STEPS * row);
    press(pixels, stamps[step]!, column, row, rgba, 4 * i);
  }
}

/** @param right, below by how much of a pixel the disc is off the middle of its square. */
function stampOf(diameter: number, right: number, below: number): Stamp {
  const side = 2 * Math.ceil(diameter / 2 + 1) + 1;
  const middle = (side - 1) / 2;
  const covered = new Float32Array(side * side);
  const begins = new Uint8Array(side);
  const ends = new Uint8Array(side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = Math.hypot(column - middle - right, row - middle - below);
      const share = Math.max(0, Math.min(1, diameter / 2 - from + 0.5));
      covered[row * side + column] = share;
      if (share === 0) continue;
      if (ends[row] === 0) begins[row] = column;
      ends[row] = column + 1;
    }
  }
  return { side, covered, begins, ends };
}

/** One disc over what is there; its colour begins at `tint`. */
function press(
  { data, width, height }: Pixels,
  { side, covered, begins, ends }: Stamp,
  left: number,
  top: number,
  rgba: Uint8Array,
  tint: number,
): void {
  const red = rgba[tint]!;
  const green = rgba[tint + 1]!;
  const blue = rgba[tint + 2]!;
  const full = rgba[tint + 3]!;
  for (let row = Math.max(0, -top); row < Math.min(side, height - top); row++) {
    const end = Math.min(ends[row]!, width - left);
    for (let column = Math.max(begins[row]!, -left); column < end; column++) {
      const opacity = covered[row * side + column]! * full;
      const at = 4 * ((top + row) * width + left + column);
      const there = data[at + 3]!;
      if (there === 0 || opacity === 255) {
        data[at] = red;
        data[at + 1] = green;
        data[at + 2] = blue;
        data[at + 3] = opacity;
        continue;
      }
      const below = there * (1 - opacity / 255);
      const share = opacity / (opacity + below);
      data[at] = data[at]! + share * (red - data[at]!);
      data[at + 1] = data[at + 1]! + share * (green - data[at + 1]!);
      data[at + 2] = data[at + 2]! + share * (blue - data[at + 2]!);
      data[at + 3] = opacity + below;
    }
  }
}
