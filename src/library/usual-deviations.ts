/**
 * How far songs usually differ: the standard deviation of each of `VECTOR_COLUMNS` (version 2) over 816 clips of
 * 30 s, of ten genres and of others, in the units of the recipes, as a scan with any model kept them.
 */
export const USUAL_DEVIATIONS: readonly number[] = [
  0.41, 0.14, 0.31, 11, 2.1, 0.33, 2.4, 2.3, 2.8, 3.7, 4.6, 5.8, 17, 21, 0.099, 0.11, 1, 0.68, 0.74, 0.078,
  0.081, 0.078, 0.075, 0.074, 0.076, 0.18, 0.14, 0.079, 0.034, 11, 11, 11, 9.8, 8.3, 9.8, 7.8, 8.8, 7.1, 6.7,
  5.8, 4.9, 4.4, 0.95, 0.65, 0.54, 0.5, 0.47, 0.47, 0.46, 0.4, 0.39, 0.39, 0.37, 0.36, 0.36,
];
