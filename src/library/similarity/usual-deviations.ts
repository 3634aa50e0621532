/**
 * Usual standard deviation of each of `VECTOR_COLUMNS`. The ear's components as `scripts/ear-components.ts`
 * printed them, over 553 clips of 30 s; the others over 816 clips, of ten genres and of others, in the units
 * of the recipes, as a scan stored them.
 */
export const USUAL_DEVIATIONS: readonly number[] = [
  9.2, 8.1, 7.4, 6.4, 4.9, 4.3, 4.1, 3.8, 3.8, 3.5, 3, 2.7, 2.7, 2.5, 2.4, 2.3, 2.2, 2, 1.9, 1.8, 1.7, 1.6,
  1.5, 1.4, 1.4, 1.4, 1.3, 1.3, 1.3, 1.2, 1.2, 1.1, 0.41, 11, 2.1, 21, 0.099, 0.74, 0.034, 11, 11, 11, 9.8,
  8.3, 9.8, 7.8, 8.8, 7.1, 6.7, 5.8, 4.9, 4.4,
];
