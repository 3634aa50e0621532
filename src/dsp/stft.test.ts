import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RealFft } from './fft.ts';
import { istft, Stft, stft } from './stft.ts';

const signals = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 3000 })
  .map((values) => Float32Array.from(values));

describe('short-time Fourier transform', () => {
  test.each([8, 16, 32, 64, 256, 512, 1024, 2048, 4096])('of %i samples equals the definition', (nFft) => {
    const signal = Float32Array.from({ length: 2 * nFft }, (_, i) => Math.sin(i * i * 0.01));
    const { re, im, bins, frames } = stft(signal, {
      nFft,
      window: 'ones',
      center: false,
      hopLength: nFft / 4,
    });
    expect(frames).toBe(5);
    const fft = new RealFft(nFft);
    const [r, i] = [new Float64Array(bins), new Float64Array(bins)];
    for (let t = 0; t < frames; t++) {
      fft.forward(signal.subarray((t * nFft) / 4, (t * nFft) / 4 + nFft), r, i);
      for (let k = 0; k < bins; k++) {
        expect(Math.abs(re[t * bins + k] - r[k])).toBeLessThan(1e-4);
        expect(Math.abs(im[t * bins + k] - i[k])).toBeLessThan(1e-4);
      }
    }
  });

  test('and back gives the signal', () => {
    fc.assert(
      fc.property(signals, fc.constantFrom('constant' as const, 'reflect' as const), (signal, padMode) => {
        const parameters = { nFft: 256, hopLength: 64, padMode };
        const back = istft(stft(signal, parameters), signal.length, parameters);
        for (let i = 0; i < signal.length; i++) expect(Math.abs(back[i] - signal[i])).toBeLessThan(1e-5);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(signals, (signal) => {
        const { re, im, bins } = stft(signal, { nFft: 4096, window: 'ones', center: false });
        let power = 0;
        for (let k = 0; k < bins; k++) {
          const weight = k === 0 || k === bins - 1 ? 1 : 2;
          power += weight * (re[k] ** 2 + im[k] ** 2);
        }
        const energy = signal.reduce((sum, value) => sum + value * value, 0);
        expect(power / 4096).toBeCloseTo(energy, 3);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses sizes that cannot be', () => {
    expect(() => new Stft({ nFft: 1000 })).toThrow('power of two');
    expect(() => new Stft({ hopLength: 0 })).toThrow('positive integer');
    expect(() => new Stft({ winLength: 4096 })).toThrow('winLength');
  });
});
