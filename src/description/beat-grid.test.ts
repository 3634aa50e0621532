import { expect, test } from 'vitest';
import { clicks, MUSIC_RATE, noise } from '../../test/support/music.ts';
import type { Segment } from '../analysis/segments.ts';
import { Analysis } from '../features/analysis.ts';
import { shippedEar } from '../jobs/shipped-networks.ts';
import { BeatTracker, gridOfBeats } from './beat-grid.ts';

const SPEC = { seconds: 30, hopSeconds: 30 };

/** Half a minute of a song, of which `left` seconds are heard. */
function piece(song: Float32Array, startSeconds: number, left = 30): Segment {
  const start = startSeconds * MUSIC_RATE;
  const data = song.subarray(start, start + left * MUSIC_RATE);
  const analysis = new Analysis({ data, sampleRate: MUSIC_RATE }, { ear: shippedEar });
  return { spec: SPEC, startSeconds, endSeconds: startSeconds + 30, weight: left / 30, analysis };
}

function gridOf(beatsPerMinute: number, ...pieces: Segment[]) {
  const tracker = new BeatTracker();
  for (const each of pieces) tracker.take(each);
  return gridOfBeats(tracker.track(beatsPerMinute), beatsPerMinute);
}

/** Distance between two beats of a grid, modulo the period. */
function apart(a: number, b: number, period: number): number {
  const steps = (a - b) / period;
  return Math.abs(steps - Math.round(steps)) * period;
}

test.each([124, 87.3, 174])(
  'four minutes of %i even beats keep a grid from the first to the last, though the tempo is only about right',
  (beatsPerMinute) => {
    const song = clicks({ beatsPerMinute, seconds: 240, offbeat: 0.5 });
    const pieces = [25, 105, 185].map((start) => piece(song, start));
    const grid = gridOf(1.004 * beatsPerMinute, ...pieces)!;
    expect(grid.beatsPerMinute).toBeCloseTo(beatsPerMinute, 1);
    const period = 60 / beatsPerMinute;
    expect(grid.firstBeatSeconds).toBeGreaterThanOrEqual(0);
    expect(grid.firstBeatSeconds).toBeLessThan(period);
    for (const second of [0, 120, 239]) {
      const beat = Math.round((second - grid.firstBeatSeconds) / period);
      const line = grid.firstBeatSeconds + (beat * 60) / grid.beatsPerMinute;
      expect(apart(line, 0, period)).toBeLessThan(0.005);
    }
  },
);

test('a song that becomes faster has none', () => {
  const [slow, fast] = [120, 123].map((beatsPerMinute) => clicks({ beatsPerMinute, seconds: 120 }));
  expect(gridOf(120, piece(slow, 30), piece(fast, 90))).toBeUndefined();
});

test('a piece from which silence was left out says nothing of where beats are', () => {
  const song = clicks({ beatsPerMinute: 120, seconds: 60 });
  expect(gridOf(120, piece(song, 0, 25))).toBeUndefined();
  expect(gridOf(120, piece(song, 0, 25), piece(song, 30))).toMatchObject({
    beatsPerMinute: expect.closeTo(120, 1),
  });
});

test('noise and silence have none', () => {
  expect(gridOf(120, piece(noise(30), 0))).toBeUndefined();
  expect(gridOf(120, piece(new Float32Array(30 * MUSIC_RATE), 0))).toBeUndefined();
});
