import { doublesAt, floatsAt, kernels, layOut } from './kernels.ts';

/** Totals of a window of samples. */
export interface WindowTotals {
  readonly sum: number;
  readonly squares: number;
}

/** Totals at the end of a block, and the range of the powers of the windows that end in it. */
export interface BlockPowers extends WindowTotals {
  readonly least: number;
  readonly most: number;
}

/**
 * Powers, less their offset, of windows that slide from `before` over `blocks`, each as long as a window (an even
 * number), by sums that samples enter and leave.
 */
export function slidingPowers(
  before: Float32Array,
  { sum, squares }: WindowTotals,
  blocks: readonly Float32Array[],
): BlockPowers[] {
  const { length } = before;
  const pointers = layOut({ values: (blocks.length + 1) * length, output: 8 * blocks.length });
  const values = floatsAt(pointers.values, (blocks.length + 1) * length);
  values.set(before);
  blocks.forEach((block, i) => {
    values.set(block, (i + 1) * length);
  });
  kernels().slidingPowers({ ...pointers, length, sum, squares, blocks: blocks.length });
  const rows = doublesAt(pointers.output, 4 * blocks.length);
  return blocks.map((_, i) => ({
    sum: rows[4 * i],
    squares: rows[4 * i + 1],
    least: rows[4 * i + 2],
    most: rows[4 * i + 3],
  }));
}
