import { describe, expect, test } from 'vitest';
import { hzToMel, melFilters, melToHz } from './mel.ts';

describe('mel scales', () => {
  test.each([
    ['slaney', 0, 0],
    ['slaney', 200, 3],
    ['slaney', 1000, 15],
    ['slaney', 6400, 42],
    ['htk', 0, 0],
    ['htk', 700, 2595 * Math.log10(2)],
    ['htk', 6300, 2595],
  ] as const)('%s: %d Hz are %d mel', (scale, hertz, mel) => {
    expect(hzToMel(hertz, scale)).toBeCloseTo(mel, 9);
    expect(melToHz(mel, scale)).toBeCloseTo(hertz, 7);
  });

  test('triangles of the Slaney norm have the area 1, others the height 1', () => {
    const [rate, nFft, nMels] = [22_050, 16_384, 40];
    const bins = nFft / 2 + 1;
    const areas = melFilters(rate, nFft, { nMels });
    const heights = melFilters(rate, nFft, { nMels, norm: 'none', scale: 'htk' });
    for (let m = 0; m < nMels; m++) {
      const area = areas.subarray(m * bins, (m + 1) * bins).reduce((sum, w) => sum + (w * rate) / nFft, 0);
      expect(area).toBeCloseTo(1, 2);
      expect(Math.max(...heights.subarray(m * bins, (m + 1) * bins))).toBeGreaterThan(0.9);
    }
  });
});
