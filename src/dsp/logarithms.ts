import { floatsAt, kernels, layOut } from './kernels.ts';

/** Values that are worked on together: what stays in a processor's cache. */
const BLOCK = 32_768;

/**
 * value = scale x ln(max(least, value)) - offset in place, in double precision, rounded at the end.
 *
 * @param least above 0; what is not a number counts as this.
 * @returns the largest result; -Infinity of no values.
 */
export function logarithms(values: Float32Array, least: number, scale = 1, offset = 0): number {
  let largest = -Infinity;
  for (let at = 0; at < values.length; at += BLOCK) {
    const part = values.subarray(at, at + BLOCK);
    const padded = Math.ceil(part.length / 4) * 4;
    const { values: pointer } = layOut({ values: padded });
    const target = floatsAt(pointer, padded);
    target.set(part);
    target.fill(part[0], part.length);
    largest = Math.max(
      largest,
      kernels().logarithms({ values: pointer, count: padded, least, scale, offset }),
    );
    part.set(floatsAt(pointer, part.length));
  }
  return largest;
}
