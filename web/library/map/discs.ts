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

/** Opacity of a square's pixels under a disc, 0..255. */
interface Stamp {
  readonly side: number;
  readonly opacity: Uint8Array;
  /** The first column of each row that is covered at all, and the one behind the last. */
  readonly begins: Uint8Array;
  readonly ends: Uint8Array;
}

/** Subpixel positions per pixel, across and down. */
const STEPS = 4;

/** Opacity from which what lies below is invisible. */
const OPAQUE = 252;

/** Clears the pixels, then draws the discs, each over those before, with a soft edge of one pixel. */
export function drawDiscs(pixels: Pixels, { x, y, rgba, across, down, diameter }: Discs): void {
  // As whole pixels, red in the lowest byte: every machine with a browser keeps the lowest byte first.
  const whole = new Int32Array(pixels.data.buffer, pixels.data.byteOffset, pixels.width * pixels.height);
  const colours = new Int32Array(rgba.buffer, rgba.byteOffset, x.length);
  whole.fill(0);
  const stamps: Stamp[][] = [];
  const middle = sideOf(diameter) / 2;
  // From the last to the first, each below those before: what is covered already costs next to nothing.
  for (let i = x.length - 1; i >= 0; i--) {
    const colour = colours[i]!;
    const full = colour >>> 24;
    if (full === 0) continue;
    const left = Math.floor(STEPS * (across.origin + x[i]! * across.unit - middle) + 0.5);
    const top = Math.floor(STEPS * (down.origin + y[i]! * down.unit - middle) + 0.5);
    const column = Math.floor(left / STEPS);
    const row = Math.floor(top / STEPS);
    const step = left - STEPS * column + STEPS * (top - STEPS * row);
    stamps[full] ??= stampsOf(diameter, full);
    press(whole, pixels, stamps[full][step]!, column, row, colour);
  }
}

function sideOf(diameter: number): number {
  return 2 * Math.ceil(diameter / 2 + 1) + 1;
}

/** Stamps of every subpixel position. */
function stampsOf(diameter: number, full: number): Stamp[] {
  return Array.from({ length: STEPS * STEPS }, (_, step) =>
    stampOf(diameter, full, (step % STEPS) / STEPS, Math.floor(step / STEPS) / STEPS),
  );
}

/** @param right, below by how much of a pixel the disc is off the middle of its square. */
function stampOf(diameter: number, full: number, right: number, below: number): Stamp {
  const side = sideOf(diameter);
  const middle = (side - 1) / 2;
  const opacity = new Uint8Array(side * side);
  const begins = new Uint8Array(side);
  const ends = new Uint8Array(side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = Math.hypot(column - middle - right, row - middle - below);
      const share = Math.max(0, Math.min(1, diameter / 2 - from + 0.5));
      opacity[row * side + column] = Math.round(share * full);
      if (share === 0) continue;
      if (ends[row] === 0) begins[row] = column;
      ends[row] = column + 1;
    }
  }
  return { side, opacity, begins, ends };
}

/** One disc below what is there. */
function press(
  whole: Int32Array,
  { width, height }: Pixels,
  { side, opacity, begins, ends }: Stamp,
  left: number,
  top: number,
  colour: number,
): void {
  const plain = colour & 0xffffff;
  for (let row = Math.max(0, -top); row < Math.min(side, height - top); row++) {
    const end = Math.min(ends[row]!, width - left);
    const line = (top + row) * width + left;
    for (let column = Math.max(begins[row]!, -left); column < end; column++) {
      const over = whole[line + column]!;
      const there = over >>> 24;
      if (there >= OPAQUE) continue;
      const own = opacity[row * side + column]!;
      whole[line + column] = there === 0 ? (own << 24) | plain : below(over, there, plain, own);
    }
  }
}

/** Blend of two colours, in 65,536ths. */
function below(over: number, there: number, plain: number, own: number): number {
  const shines = own * (1 - there / 255);
  const share = ((65_536 * shines) / (there + shines)) | 0;
  return (
    ((there + shines + 0.5) << 24) |
    (mixed(over >>> 16, plain >>> 16, share) << 16) |
    (mixed(over >>> 8, plain >>> 8, share) << 8) |
    mixed(over, plain, share)
  );
}

/** Blend of the lowest bytes. */
function mixed(over: number, plain: number, share: number): number {
  const from = over & 255;
  return from + ((((plain & 255) - from) * share + 32_768) >> 16);
}
