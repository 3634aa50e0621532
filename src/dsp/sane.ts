import { floatsAt, kernels, layOut } from './kernels.ts';

/** Far beyond any sound; the square of its spectrum still fits a 32-bit float. */
const LOUDEST = 1e6;
/** Values that are looked at together: what stays in a processor's cache. */
const BLOCK = 32_768;

/** A sample as features may count on it: not a number counts as zero, absurdly large ones are limited. */
function saneSample(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-LOUDEST, Math.min(LOUDEST, value));
}

/** The same samples, or, if any is not sane, a copy in which all are. */
export function saneSamples(data: Float32Array): Float32Array {
  return largestMagnitude(data) <= LOUDEST ? data : data.map(saneSample);
}

/** The largest magnitude of all values, 0 for none; not a number where one of them is none. */
export function largestMagnitude(data: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < data.length; at += BLOCK) {
    const part = data.subarray(at, at + BLOCK);
    const padded = Math.ceil(part.length / 4) * 4;
    const { values } = layOut({ values: padded });
    const target = floatsAt(values, padded);
    target.set(part);
    target.fill(0, part.length);
    largest = Math.max(largest, kernels().largestMagnitude({ values, count: padded }));
  }
  return largest;
}
