import { floatsAt, kernels, layOut } from '../dsp/kernels.ts';

/** Samples that are mixed together: what stays in a processor's cache. */
const BLOCK = 16_384;

/**
 * The mean of the channels, in double precision, rounded once to float: so that every lossless format of the
 * same integers gives the same bits.
 */
export function mixToMono(planes: readonly Float32Array[]): Float32Array {
  if (planes.length === 1) return planes[0].slice();
  if (planes.length === 2) return mixTwo(planes[0], planes[1]);
  const mono = new Float32Array(planes[0].length);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (const plane of planes) sum += plane[i];
    mono[i] = sum / planes.length;
  }
  return mono;
}

function mixTwo(left: Float32Array, right: Float32Array): Float32Array {
  const mono = new Float32Array(left.length);
  for (let at = 0; at < mono.length; at += BLOCK) {
    const count = Math.min(BLOCK, mono.length - at);
    const padded = Math.ceil(count / 4) * 4;
    const [a, b] = layOut([padded, padded]);
    floatsAt(a, count).set(left.subarray(at, at + count));
    floatsAt(b, count).set(right.subarray(at, at + count));
    kernels().meanOfTwo(a, b, padded);
    mono.set(floatsAt(a, count), at);
  }
  return mono;
}
