import { floatsAt, kernels, layOut, wordsAt } from './kernels.ts';

/** Channels made one, and what was met on the way. */
export interface Mix {
  /** The mean of the channels, rounded once. */
  readonly mean: Float32Array;
  /** Sums of squares: of the mean, and of each channel. */
  readonly power: number;
  readonly powers: readonly number[];
  /** Samples that are looked at, and how many of them begin three in a row of a magnitude in `limits`. */
  readonly looked: number;
  readonly clipped: number;
}

/** Magnitudes of samples that are clipped. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** Samples that are mixed together: what stays in a processor's cache. */
const BLOCK = 8_192;
/** One sample in so many is looked at. */
const STEP = 4;

/** The mean of channels of the same length. */
export function mix(planes: readonly Float32Array[], { low, high }: Limits): Mix {
  const mean = new Float32Array(planes[0].length);
  const powers = planes.map(() => 0);
  let [power, clipped] = [0, 0];
  for (let at = 0; at < mean.length; at += BLOCK) {
    const part = mean.subarray(at, at + BLOCK);
    const count = Math.ceil(part.length / 4) * 4;
    const { channels, met, other } = layOut({ channels: planes.length * count, met: 4, other: 4 });
    const pointers = planes.map((_, i) => channels + 4 * count * i);
    wordsAt(met, 1)[0] = 0;
    planes.forEach((plane, i) => {
      const channel = floatsAt(pointers[i], count);
      channel.set(plane.subarray(at, at + part.length));
      channel.fill(0, part.length);
      powers[i] += kernels().levels({ values: pointers[i], count, low, high, clipped: met });
    });
    clipped += wordsAt(met, 1)[0];
    meanOf(pointers, count);
    if (planes.length > 1) power += kernels().levels({ values: channels, count, low, high, clipped: other });
    part.set(floatsAt(channels, part.length));
  }
  const looked = (planes.length * mean.length) / STEP;
  return { mean, power: planes.length > 1 ? power : powers[0], powers, looked, clipped };
}

/** Averages channels in place of the first. Halving is exact; sums of more channels are doubles. */
function meanOf(pointers: readonly number[], count: number): void {
  if (pointers.length === 1) return;
  if (pointers.length === 2) {
    kernels().meanOfTwo({ a: pointers[0], b: pointers[1], count });
    return;
  }
  const channels = pointers.map((pointer) => floatsAt(pointer, count));
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    channels[0][i] = sum / channels.length;
  }
}
