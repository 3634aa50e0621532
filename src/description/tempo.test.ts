import { describe, expect, test } from 'vitest';
import { type Clicks, clicks, MUSIC_RATE, noise } from '../../test/support/music.ts';
import { Analysis } from '../features/analysis.ts';
import { shippedEar } from '../jobs/shipped-networks.ts';
import { beatsOf, meanTempoOf } from './beats.ts';
import { MIN_CONFIDENCE, type Tempo } from './description.ts';
import { TempoEstimator, tempoOfBeats } from './tempo.ts';

const analysisOf = (data: Float32Array) =>
  new Analysis({ data, sampleRate: MUSIC_RATE }, { ear: shippedEar });

async function tempoOf(...pieces: Float32Array[]): Promise<Tempo> {
  const estimator = new TempoEstimator();
  for (const piece of pieces) await estimator.take(analysisOf(piece));
  return estimator.estimate()!;
}

/** The factor between two tempi, at least 1. */
const factorBetween = (a: number, b: number) => Math.max(a / b, b / a);

describe('tempo', () => {
  const TRACKS: Clicks[] = [
    ...[60, 72, 85, 100, 118, 124, 140, 160, 180, 200].map((beatsPerMinute) => ({ beatsPerMinute })),
    { beatsPerMinute: 110, offbeat: 0.5 },
    { beatsPerMinute: 130, offbeat: 0.67 },
    { beatsPerMinute: 96, metre: 3 },
    { beatsPerMinute: 150, metre: 3 },
  ];

  test.each(TRACKS)(
    'of $beatsPerMinute beats, $metre a bar, offbeat $offbeat, is found or is half or double',
    async (track) => {
      const { beatsPerMinute, confidence, alternatives } = await tempoOf(clicks(track));
      const levels = [1, 2, 3, 1.5].map((level) =>
        Math.abs(factorBetween(beatsPerMinute, track.beatsPerMinute) - level),
      );
      expect(Math.min(...levels)).toBeLessThan(0.02);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(alternatives.length).toBeLessThanOrEqual(2);
    },
  );

  test.each([90, 100, 118, 124])(
    'of %i straight beats is exactly that, or half or double',
    async (beatsPerMinute) => {
      const tempo = await tempoOf(clicks({ beatsPerMinute, offbeat: 0.5 }));
      const factor = factorBetween(tempo.beatsPerMinute, beatsPerMinute);
      expect(Math.abs(factor / Math.round(factor) - 1)).toBeLessThan(0.003);
    },
  );

  test('gain does not change it', async () => {
    const data = clicks({ beatsPerMinute: 118, offbeat: 0.5 });
    const [loud, soft] = [await tempoOf(data), await tempoOf(data.map((value) => value / 16))];
    expect(soft.beatsPerMinute).toBeCloseTo(loud.beatsPerMinute, 3);
    expect(soft.confidence).toBeCloseTo(loud.confidence, 3);
  });

  test('it is the same of one piece and of three', async () => {
    const data = clicks({ beatsPerMinute: 118, offbeat: 0.5 });
    const [one, three] = [await tempoOf(data), await tempoOf(data, data, data)];
    expect(three.beatsPerMinute).toBeCloseTo(one.beatsPerMinute, 6);
    expect(three.confidence).toBeCloseTo(one.confidence, 6);
  });

  test.each([
    ['silence', new Float32Array(30 * MUSIC_RATE)],
    ['a constant', new Float32Array(30 * MUSIC_RATE).fill(0.5)],
    ['three seconds', clicks({ beatsPerMinute: 120, seconds: 3 })],
  ])('%s is no claim', async (_, data) => {
    expect((await tempoOf(data)).confidence).toBeLessThan(MIN_CONFIDENCE);
  });

  test('noise and one impulse are no claim', async () => {
    const impulse = new Float32Array(30 * MUSIC_RATE);
    impulse[15 * MUSIC_RATE] = 1;
    expect((await tempoOf(noise(30))).confidence).toBeLessThan(MIN_CONFIDENCE);
    expect((await tempoOf(impulse)).confidence).toBeLessThan(MIN_CONFIDENCE);
  });

  test('nothing heard is nothing said', () => {
    expect(new TempoEstimator().estimate()).toBeUndefined();
  });
});

describe('beats', () => {
  test.each([80, 120, 151])('of clicks at %i lie on the clicks', async (beatsPerMinute) => {
    const analysis = analysisOf(clicks({ beatsPerMinute, seconds: 20 }));
    const period = 60 / beatsPerMinute;
    const beats = beatsOf(analysis, beatsPerMinute);
    expect(beats.length).toBeGreaterThan(17 / period);
    const distances = beats.map((beat) => Math.abs(beat - Math.round(beat / period) * period));
    expect(Math.max(...distances)).toBeLessThan(0.015);
  });

  test('have a mean tempo over all pieces, whatever lies between these', () => {
    expect(meanTempoOf([[0, 0.5, 1], [], [60], [80, 80.6, 81.2]])).toBeCloseTo((60 * 4) / 2.2, 9);
    expect(meanTempoOf([[], [60]])).toBeUndefined();
  });

  test('whose mean is far from the tempo replace it, others leave it alone', () => {
    expect(tempoOfBeats([[0, 0.5, 1.01]], 120)).toBe(120);
    expect(tempoOfBeats([[0, 0.5, 1.1]], 120)).toBeCloseTo((60 * 2) / 1.1, 9);
    expect(tempoOfBeats([], 120)).toBe(120);
  });

  test('of a song that becomes faster give a tempo in its middle', () => {
    const parts = [100, 112].map((beatsPerMinute) => clicks({ beatsPerMinute, seconds: 14.4 }));
    const song = Float32Array.from([...parts[0], ...parts[1]]);
    const beats = [beatsOf(analysisOf(song), 100)];
    expect(Math.abs(tempoOfBeats(beats, 100) - 106)).toBeLessThan(1.5);
  });

  test('of silence there are none', () => {
    expect(beatsOf(analysisOf(new Float32Array(5 * MUSIC_RATE)), 120)).toEqual([]);
  });
});
