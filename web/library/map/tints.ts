/** The colour of each point of the map. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Tints {
  /** Index of each point's genre; -1: not sure. */
  readonly genre: ArrayLike<number>;
  /** Index of the most probable one, sure or not; -1: none of these. */
  readonly likely: ArrayLike<number>;
  /** A colour a genre, then that of what is none of these. */
  readonly colours: readonly Rgb[];
  /** True for points that the legend leaves. */
  readonly isShown: (index: number) => boolean;
  /** Points that were chosen; none: all look alike. */
  readonly chosen: ReadonlySet<number>;
}

const PLAIN = 215;
const UNSURE = 90;
const FADED = 38;

/** Red, green, blue, opacity of each point, 0..255; the unsure have the colour of what they may be, paler. */
export function tintsOf({ genre, likely, colours, isShown, chosen }: Tints): Uint8Array {
  const rgba = new Uint8Array(4 * genre.length);
  for (let i = 0; i < genre.length; i++) {
    const isSure = genre[i]! >= 0;
    const opacity = chosen.size > 0 && !chosen.has(i) ? FADED : isSure ? PLAIN : UNSURE;
    rgba.set(colours[likely[i]! >= 0 ? likely[i]! : colours.length - 1]!, 4 * i);
    rgba[4 * i + 3] = isShown(i) ? opacity : 0;
  }
  return rgba;
}

/** `#rrggbb` -> 0..255 each; a grey for what is no such colour. */
export function rgbOf(hex: string): Rgb {
  const value = /^#([0-9a-f]{6})$/i.exec(hex.trim())?.[1];
  const number = Number.parseInt(value ?? '808080', 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
