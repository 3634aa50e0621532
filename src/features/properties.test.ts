import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FilterBank } from '../dsp/filter-bank.ts';
import { melFilters } from '../dsp/mel.ts';
import { Analysis } from './analysis.ts';
import { chromaStft } from './chroma.ts';
import { hpss } from './hpss.ts';
import { melSpectrogram } from './mel-spectrogram.ts';
import { mfcc } from './mfcc.ts';
import type { FeatureArray } from './recipe.ts';
import { rhythm } from './rhythm.ts';
import { spectralBandwidth, spectralCentroid, spectralFlatness, spectralRolloff } from './spectral.ts';
import { ssd } from './ssd.ts';
import { tempo } from './tempo.ts';
import { rms, zeroCrossingRate } from './waveform.ts';

const SAMPLE_RATE = 22_050;
const HOP = 512;

const samplesOf = (data: Float32Array) => ({ data, sampleRate: SAMPLE_RATE });

/** Two tones, a knock and noise, all at random, for a whole number of hops and one sample. */
const sounds = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    hops: fc.integer({ min: 8, max: 40 }),
    low: fc.double({ min: 60, max: 900, noNaN: true }),
    high: fc.double({ min: 900, max: 8000, noNaN: true }),
    noise: fc.double({ min: 0.01, max: 0.4, noNaN: true }),
  })
  .map(({ seed, hops, low, high, noise }) => {
    let state = seed;
    return Float32Array.from({ length: hops * HOP + 1 }, (_, i) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      const tones =
        Math.sin((2 * Math.PI * low * i) / SAMPLE_RATE) + Math.sin((2 * Math.PI * high * i) / SAMPLE_RATE);
      return 0.2 * tones + (noise * state) / 2 ** 31 + (i === hops * 100 ? 1 : 0);
    });
  });
const gains = fc.constantFrom(0.25, 0.5, 2, 4);
const SOME = { numRuns: 15 };

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

function scaled(data: Float32Array, gain: number): Float32Array {
  return data.map((value) => value * gain);
}

/** Frames from the last to the first. */
function reversed({ data, shape: [rows, frames] }: FeatureArray): Float32Array {
  return Float32Array.from({ length: rows * frames }, (_, i) => {
    return data[Math.floor(i / frames) * frames + frames - 1 - (i % frames)];
  });
}

describe('whatever the sound', () => {
  test('a filter bank is linear', () => {
    const bank = new FilterBank(melFilters(SAMPLE_RATE, 256), 129);
    const spectra = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 132, maxLength: 132 });
    const applied = (rows: number[]) => {
      const output = new Float32Array(128);
      bank.apply(Float32Array.from(rows), 132, output);
      return output;
    };
    fc.assert(
      fc.property(spectra, spectra, (a, b) => {
        const together = applied(a.map((value, k) => 2 * value + b[k]));
        const apart = applied(a).map((value, m) => 2 * value + applied(b)[m]);
        expect(largestDifference(together, apart)).toBeLessThan(1e-5);
      }),
      SOME,
    );
  });

  test('gain multiplies level, squares in power, and leaves shape alone', () => {
    fc.assert(
      fc.property(sounds, gains, (data, gain) => {
        const [plain, loud] = [new Analysis(samplesOf(data)), new Analysis(samplesOf(scaled(data, gain)))];
        const level = rms(samplesOf(data)).data;
        expect(largestDifference(rms(samplesOf(loud.signal)).data, scaled(level, gain))).toBeLessThan(1e-6);
        const mel = melSpectrogram(plain).data;
        const louder = melSpectrogram(loud).data;
        louder.forEach((value, i) => {
          expect(Math.abs(value / (gain * gain) - mel[i])).toBeLessThanOrEqual(1e-5 * mel[i] + 1e-12);
        });
        for (const feature of [spectralCentroid, spectralBandwidth, spectralRolloff]) {
          expect(largestDifference(feature(loud).data, feature(plain).data)).toBeLessThan(0.05);
        }
        expect(zeroCrossingRate(samplesOf(loud.signal)).data).toEqual(zeroCrossingRate(samplesOf(data)).data);
        const pitch = { tuning: 0 };
        expect(largestDifference(chromaStft(loud, pitch).data, chromaStft(plain, pitch).data)).toBeLessThan(
          1e-4,
        );
      }),
      SOME,
    );
  });

  test('gain does not show in the descriptors of bands and rhythm', () => {
    fc.assert(
      fc.property(sounds, gains, (data, gain) => {
        for (const recipe of [ssd, rhythm]) {
          const plain = recipe.compute(new Analysis(samplesOf(data))).data;
          const loud = recipe.compute(new Analysis(samplesOf(scaled(data, gain)))).data;
          plain.forEach((value, i) => {
            expect(Math.abs(loud[i] - value), recipe.columns[i]).toBeLessThan(1e-2 * Math.abs(value) + 1e-2);
          });
        }
      }),
      SOME,
    );
  });

  test('a sound played backwards has its features backwards', () => {
    fc.assert(
      fc.property(sounds, (data) => {
        const forward = new Analysis(samplesOf(data));
        const backward = new Analysis(samplesOf(data.slice().reverse()));
        expect(largestDifference(mfcc(backward).data, reversed(mfcc(forward)))).toBeLessThan(1e-2);
        const centroid = spectralCentroid(forward);
        expect(largestDifference(spectralCentroid(backward).data, reversed(centroid))).toBeLessThan(0.05);
        const { harmonic } = hpss(forward);
        expect(largestDifference(hpss(backward).harmonic, harmonic.slice().reverse())).toBeLessThan(1e-4);
      }),
      SOME,
    );
  });

  test('the harmonic and the percussive part add up to the sound', () => {
    fc.assert(
      fc.property(sounds, (data) => {
        const { harmonic, percussive } = hpss(samplesOf(data));
        expect(
          largestDifference(
            harmonic.map((value, i) => value + percussive[i]),
            data,
          ),
        ).toBeLessThan(1e-6);
      }),
      SOME,
    );
  });

  test('shares lie between 0 and 1', () => {
    fc.assert(
      fc.property(sounds, (data) => {
        const analysis = new Analysis(samplesOf(data));
        for (const { data: values } of [spectralFlatness(analysis), chromaStft(analysis)]) {
          expect(values.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
        }
      }),
      SOME,
    );
  });
});

test.each([70, 90, 100, 125, 140, 160])('clicks at %i BPM have that tempo, or half or twice it', (bpm) => {
  const period = Math.round((SAMPLE_RATE * 60) / bpm);
  const data = Float32Array.from({ length: 10 * SAMPLE_RATE }, (_, i) => (i % period < 20 ? 1 : 0));
  const octaves = Math.log2(tempo(samplesOf(data)) / bpm);
  expect(Math.abs(octaves - Math.round(octaves))).toBeLessThan(0.05);
  expect(Math.abs(octaves)).toBeLessThan(1.05);
});

test('a long sound is analysed in pieces, with the same numbers', () => {
  const seconds = 200;
  const data = Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, i) => Math.sin(i * i * 1e-7) * 0.5);
  const long = new Analysis(samplesOf(data)).spectra();
  let largest = 0;
  long.eachBlock((rows) => {
    largest = Math.max(largest, rows.length);
  });
  expect(largest).toBeLessThan(600_000);
  const [from, count] = [5000, 100];
  const part = new Analysis(samplesOf(data.subarray((from - 10) * HOP, (from + count + 10) * HOP)));
  const expected = spectralCentroid(part).data.subarray(10, 10 + count);
  expect(largestDifference(spectralCentroid(long).data.subarray(from, from + count), expected)).toBeLessThan(
    1e-3,
  );
  const harmonic = hpss(long).harmonic.subarray((from + 40) * HOP, (from + 60) * HOP);
  const wide = new Analysis(samplesOf(data.subarray(from * HOP, (from + 100) * HOP)));
  expect(largestDifference(harmonic, hpss(wide).harmonic.subarray(40 * HOP, 60 * HOP))).toBeLessThan(1e-4);
});
