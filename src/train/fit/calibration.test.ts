import { describe, expect, test } from 'vitest';
import { confidenceThreshold } from './calibration.ts';

const answers = (confidences: readonly number[]) => confidences.map((p) => [p, 1 - p]);

describe('a claim', () => {
  test('starts at the lowest confidence from which four in five are right', () => {
    const confidences = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65];
    expect(confidenceThreshold(answers(confidences), [0, 0, 0, 0, 1, 1, 1])).toBe(0.75);
  });

  test('a claim is never made where no confidence is right often enough', () => {
    expect(confidenceThreshold(answers([0.9, 0.8, 0.7]), [1, 1, 0])).toBe(1);
  });

  test('a claim needs no more than four in five where all held-out answers were right and sure', () => {
    expect(confidenceThreshold(answers([1, 1, 1]), [0, 0, 0])).toBe(0.8);
    expect(confidenceThreshold(answers([0.9, 0.6, 0.7]), [0, 0, 0])).toBe(0.6);
  });
});
