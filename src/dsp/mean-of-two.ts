import { floatsAt, kernels, layOut } from './kernels.ts';

/** Samples that are averaged together: what stays in a processor's cache. */
const BLOCK = 16_384;

/** (a + b) / 2, rounded once. */
export function meanOfTwo(a: Float32Array, b: Float32Array): Float32Array {
  const mean = new Float32Array(a.length);
  for (let at = 0; at < mean.length; at += BLOCK) {
    const count = Math.min(BLOCK, mean.length - at);
    const padded = Math.ceil(count / 4) * 4;
    const pointers = layOut({ a: padded, b: padded });
    floatsAt(pointers.a, count).set(a.subarray(at, at + count));
    floatsAt(pointers.b, count).set(b.subarray(at, at + count));
    kernels().meanOfTwo({ ...pointers, count: padded });
    mean.set(floatsAt(pointers.a, count), at);
  }
  return mean;
}
