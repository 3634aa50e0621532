import { floatsAt, kernels, layOut } from './kernels.ts';

/**
 * The samples without their offset, at a root mean square of `rms`.
 * @param minRms a sound that is quieter is amplified no more than one of this
 */
export function atRms(samples: Float32Array, rms: number, minRms: number): Float32Array {
  const count = samples.length;
  const { values } = layOut({ values: count });
  const target = floatsAt(values, count);
  target.set(samples);
  const offset = kernels().total({ values, count }) / count;
  const squares = kernels().squares({ values, count, offset });
  const gain = rms / Math.max(minRms, Math.sqrt(squares / count));
  kernels().level({ values, count: 4 * Math.ceil(count / 4), offset, gain });
  return target.slice();
}
