import { describe, expect, test } from 'vitest';
import { Analysis } from './analysis.ts';
import { cqt } from './cqt.ts';
import { delta } from './delta.ts';
import { mfcc } from './mfcc.ts';
import { onsetEnvelope } from './onset.ts';
import { tempogram } from './tempo.ts';
import { estimateTuning } from './tuning.ts';

const SAMPLE_RATE = 22_050;
const tone = (hertz: number, seconds = 2) => ({
  data: Float32Array.from(
    { length: seconds * SAMPLE_RATE },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE),
  ),
  sampleRate: SAMPLE_RATE,
});

describe('delta', () => {
  const of = (values: number[]) => ({ data: Float32Array.from(values), shape: [1, values.length] });

  test('of a straight line is its slope, of a parabola its curvature', () => {
    const line = delta(of(Array.from({ length: 12 }, (_, t) => 3 * t - 7)));
    line.data.forEach((value) => {
      expect(value).toBeCloseTo(3, 5);
    });
    const parabola = delta(of(Array.from({ length: 12 }, (_, t) => 2 * t * t)), 9, 2);
    parabola.data.forEach((value) => {
      expect(value).toBeCloseTo(4, 4);
    });
  });

  test('wants as many frames as its window', () => {
    expect(() => delta(of([1, 2, 3]))).toThrow('Expected an odd width of 3 to 3 frames, got 9');
    expect(() => delta(of(Array(20).fill(0)), 4)).toThrow('got 4');
  });
});

describe('constant-Q transform', () => {
  test.each([
    ['A4', 440, 45],
    ['C1', 32.7032, 0],
    ['B7', 3951.07, 83],
  ])('hears %s in its bin', (_, hertz, bin) => {
    const { data, shape } = cqt(tone(hertz), { tuning: 0 });
    const column = Array.from({ length: 84 }, (_, k) => data[k * shape[1] + 40]);
    expect(column.indexOf(Math.max(...column))).toBe(bin);
  });

  test('constant-Q transform takes a number of bins that is no whole octave', () => {
    const whole = cqt(tone(440), { tuning: 0, nBins: 48, fMin: 110 });
    const part = cqt(tone(440), { tuning: 0, nBins: 40, fMin: 110 });
    expect(part.shape).toEqual([40, whole.shape[1]]);
    const [frames, row] = [whole.shape[1], 24];
    expect(part.data[row * frames + 40]).toBeCloseTo(whole.data[row * frames + 40], 1);
  });

  test('constant-Q transform refuses filters beyond half the sample rate and hops that do not halve', () => {
    expect(() => cqt(tone(440), { nBins: 108 })).toThrow('Expected filters below 11025 Hz');
    expect(() => cqt(tone(440), { hopLength: 100 })).toThrow('Expected a hop that halves 6 times, got 100');
  });
});

test('tuning is found to a few cents', () => {
  for (const cents of [-30, -10, 0, 20, 40]) {
    expect(Math.abs(estimateTuning(tone(440 * 2 ** (cents / 1200))) - cents / 100)).toBeLessThan(0.05);
  }
});

test('a tempogram is 1 at lag 0 and again after a period', () => {
  const clicks = {
    data: Float32Array.from({ length: 12 * SAMPLE_RATE }, (_, i) => (i % (512 * 20) === 0 ? 1 : 0)),
    sampleRate: SAMPLE_RATE,
  };
  const { data, shape } = tempogram(clicks);
  expect(shape).toEqual([384, onsetEnvelope(new Analysis(clicks).spectra()).length]);
  const at = (lag: number) => data[lag * shape[1] + 250];
  expect(at(0)).toBeCloseTo(1, 5);
  expect(at(20)).toBeGreaterThan(0.8);
  expect(at(10)).toBeLessThan(0.1);
});

test('parameters are free', () => {
  const samples = tone(1000);
  expect(mfcc(samples, { nMfcc: 13, nMels: 40, nFft: 512, hopLength: 220, winLength: 400 }).shape).toEqual([
    13, 201,
  ]);
  const [plain, liftered] = [mfcc(samples, { nMfcc: 5 }), mfcc(samples, { nMfcc: 5, lifter: 22 })];
  const factor = 1 + 11 * Math.sin((Math.PI * 2) / 22);
  expect(liftered.data[plain.shape[1]] / plain.data[plain.shape[1]]).toBeCloseTo(factor, 4);
});

describe('an analysis', () => {
  test('an analysis has one object of spectra for equal parameters', () => {
    const analysis = new Analysis(tone(300, 1));
    expect(analysis.spectra()).toBe(analysis.spectra({ hopLength: 512 }));
    expect(analysis.spectra({ padMode: 'reflect' })).not.toBe(analysis.spectra());
    expect(analysis.spectra({ fMin: 30 })).not.toBe(analysis.spectra());
    expect(analysis.spectra().stft).toBe(new Analysis(tone(500, 1)).spectra().stft);
  });

  test('computes once what recipes share', () => {
    const [first, second] = [new Analysis(tone(300, 1)), new Analysis(tone(500, 1))];
    const computed: string[] = [];
    const compute = (name: string) => () => computed.push(name);
    expect(first.memo('part', compute('first'))).toBe(1);
    expect(second.memo('part', compute('second'))).toBe(2);
    expect(first.memo('part', compute('again'))).toBe(1);
    expect(computed).toEqual(['first', 'second']);
  });

  test('an analysis gives the same sound at another rate, converted once', () => {
    const analysis = new Analysis(tone(440, 1));
    const converted = analysis.samples(16_000);
    expect(analysis.samples(16_000)).toBe(converted);
    expect(converted.data).toHaveLength(16_000);
    const expected = (i: number) => analysis.signal[Math.round((i * SAMPLE_RATE) / 16_000)];
    // Places where both rates meet: every 441 samples of 320.
    for (let i = 3200; i < 12_800; i += 320) expect(converted.data[i]).toBeCloseTo(expected(i), 3);
    expect(analysis.spectra({ sampleRate: 16_000, nFft: 512, hopLength: 256 }).signal).toBe(converted.data);
  });

  test('an analysis counts what is no number as silence, and leaves the samples given as they are', () => {
    const data = Float32Array.of(Number.NaN, Infinity, 0.5);
    expect([...new Analysis({ data, sampleRate: SAMPLE_RATE }).signal]).toEqual([0, 1e6, 0.5]);
    expect(data[0]).toBeNaN();
  });
});
