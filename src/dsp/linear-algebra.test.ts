import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logarithmOfSymmetric, symmetricEigen } from './linear-algebra.ts';

const ORDER = 5;
const matrices = fc
  .array(fc.double({ min: -10, max: 10, noNaN: true }), {
    minLength: ORDER * ORDER,
    maxLength: ORDER * ORDER,
  })
  .map((values) =>
    Float64Array.from(values, (v, i) => (v + values[(i % ORDER) * ORDER + Math.floor(i / ORDER)]) / 2),
  );

test('eigenvectors times eigenvalues give the matrix back', () => {
  fc.assert(
    fc.property(matrices, (matrix) => {
      const { values, vectors } = symmetricEigen(matrix, ORDER);
      for (let i = 0; i < ORDER; i++) {
        for (let j = 0; j < ORDER; j++) {
          let sum = 0;
          for (let k = 0; k < ORDER; k++) sum += vectors[i * ORDER + k] * values[k] * vectors[j * ORDER + k];
          expect(sum).toBeCloseTo(matrix[i * ORDER + j], 8);
        }
      }
    }),
  );
});

test('the logarithm of a diagonal matrix is the logarithms, limited below', () => {
  const diagonal = Float64Array.from([1, 0, 0, 0, Math.E, 0, 0, 0, 0]);
  expect([...logarithmOfSymmetric(diagonal, 3, 1e-3)].map((v) => +v.toFixed(9))).toEqual([
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    +Math.log(1e-3).toFixed(9),
  ]);
});
