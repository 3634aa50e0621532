import { floatsAt, kernels, layOut } from './kernels.ts';

/**
 * Samples from index `first` on rounded to 16-bit integers, each less `share` of the one before it; the one before the
 * first of all is 0.
 *
 * @param target receives as many as it holds, and that many there have to be.
 */
export function preEmphasise(
  samples: Float32Array,
  share: number,
  first: number,
  target: Float32Array,
): void {
  // The kernel is told of a sample before, which it makes an output of, too.
  const lead = Math.min(1, first);
  const length = lead + target.length;
  const count = Math.ceil(length / 4) * 4;
  const { values } = layOut({ values: count });
  floatsAt(values, length).set(samples.subarray(first - lead, first + target.length));
  kernels().emphasise({ values, count, share, before: 0 });
  target.set(floatsAt(values, length).subarray(lead));
}
