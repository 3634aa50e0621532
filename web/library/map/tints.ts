/** The colour of each point of the map. Pure. */
import type { Colouring } from './colouring.ts';

type Rgb = readonly [red: number, green: number, blue: number];

export interface Tints {
  readonly colouring: Colouring;
  /** Energy of each point, 0..1, if known: position of a point without a kind between the two greys. */
  readonly energy: ArrayLike<number | null>;
  /** `#rrggbb` */
  readonly greys: readonly [quiet: string, full: string];
  /** Whether a point is shown by the legend. */
  readonly isShown: (index: number) => boolean;
  /** Points that were chosen; none: all look alike. */
  readonly chosen: ReadonlySet<number>;
}

const PLAIN = 215;
const UNSURE = 105;
const FADED = 38;

/** Red, green, blue, opacity of each point, 0..255; the unsure have the colour of what they may be, paler. */
export function tintsOf({ colouring, energy, greys, isShown, chosen }: Tints): Uint8Array {
  const { kinds, kind, likely } = colouring;
  const colours = kinds.map(({ fill }) => rgbOf(fill));
  const [quiet, full] = greys.map(rgbOf) as [Rgb, Rgb];
  const rgba = new Uint8Array(4 * kind.length);
  for (let i = 0; i < kind.length; i++) {
    const opacity = chosen.size > 0 && !chosen.has(i) ? FADED : kind[i]! >= 0 ? PLAIN : UNSURE;
    rgba.set(likely[i]! >= 0 ? colours[likely[i]!]! : between(quiet, full, energy[i] ?? 0.5), 4 * i);
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

function between(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (channel: 0 | 1 | 2) => from[channel] + share * (to[channel] - from[channel]);
  return [at(0), at(1), at(2)];
}
