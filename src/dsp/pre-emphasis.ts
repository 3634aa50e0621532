import { floatsAt, kernels, layOut } from './kernels.ts';

/** Samples that are worked on together; a multiple of 4. */
const BLOCK = 32_768;

/** Samples rounded to 16-bit integers, each less `share` of the one before it; the one before the first is 0. */
export function preEmphasise(samples: Float32Array, share: number): Float32Array {
  const output = new Float32Array(samples.length);
  let before = 0;
  for (let at = 0; at < samples.length; at += BLOCK) {
    const part = samples.subarray(at, at + BLOCK);
    const { values } = layOut({ values: BLOCK });
    floatsAt(values, part.length).set(part);
    before = kernels().emphasise({ values, count: BLOCK, share, before });
    output.set(floatsAt(values, part.length), at);
  }
  return output;
}
