/**
 * How far songs usually differ: the standard deviation of each of `VECTOR_COLUMNS` over 568 clips of 30 s, of ten
 * genres and of others, in the units of the recipes.
 */
export const USUAL_DEVIATIONS: readonly number[] = [
  0.42, 0.15, 0.32, 12, 2.4, 0.33, 2.2, 2.1, 2.6, 3.3, 4.4, 5.9, 14, 21, 0.092, 0.1, 1, 0.7, 0.71, 0.075,
  0.078, 0.075, 0.073, 0.071, 0.073, 0.18, 0.14, 0.074, 0.033, 9.7, 11, 10, 9.6, 8.7, 9.7, 8, 8.9, 6.9, 6.4,
  5.2, 4.4, 3.9, 0.67, 0.62, 0.55, 0.47, 0.45, 0.45, 0.43, 0.37, 0.37, 0.36, 0.36, 0.34, 0.33,
];
