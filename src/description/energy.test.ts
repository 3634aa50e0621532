import fc from 'fast-check';
import { expect, test } from 'vitest';
import { energyOf } from './energy.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const level = fc.double({ min: -60, max: 6, noNaN: true });

test('energy lies between 0 and 1, and rises with arousal and with density', () => {
  fc.assert(
    fc.property(share, share, level, level, level, (a, b, lufs, one, other) => {
      const loudness = { integratedLufs: lufs, rangeLu: 5, truePeakDb: one };
      const energy = energyOf(a, loudness);
      expect(energy).toBeGreaterThanOrEqual(0);
      expect(energy).toBeLessThanOrEqual(1);
      if (a <= b) expect(energyOf(b, loudness)).toBeGreaterThanOrEqual(energy);
      if (other >= one) expect(energyOf(a, { ...loudness, truePeakDb: other })).toBeLessThanOrEqual(energy);
    }),
  );
});

test('a gain does not move it', () => {
  const energy = energyOf(0.5, { integratedLufs: -14, rangeLu: 5, truePeakDb: -1 });
  expect(energyOf(0.5, { integratedLufs: -24, rangeLu: 5, truePeakDb: -11 })).toBeCloseTo(energy, 12);
});
