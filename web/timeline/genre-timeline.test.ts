import { describe, expect, test } from 'vitest';
import type { Prediction, Segment } from '../../src/classify/prediction.ts';
import { bandLabels, rankingAt, timelineBands, timelineParts, unanalysed } from './genre-timeline.ts';

describe('the ranking at a moment', () => {
  const segments = [segment(0, 10, { rock: 0.8, jazz: 0.2 }), segment(10, 20, { rock: 0.1, jazz: 0.9 })];

  test('is a segment’s own at its middle, and stays beyond the outer middles', () => {
    expect(rankingAt(segments, 5)).toEqual(ranked({ rock: 0.8, jazz: 0.2 }));
    expect(rankingAt(segments, 0)).toEqual(rankingAt(segments, 5));
    expect(rankingAt(segments, 99)).toEqual(ranked({ jazz: 0.9, rock: 0.1 }));
  });

  test('is half way between two middles, and sums to one everywhere', () => {
    const half = rankingAt(segments, 10);
    expect(half[0]!.genre).toBe('jazz');
    expect(half[0]!.probability).toBeCloseTo(0.55, 12);
    for (let s = 0; s <= 20; s += 0.7) {
      const sum = rankingAt(segments, s).reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });

  test('of no segments is nothing', () => {
    expect(rankingAt([], 3)).toEqual([]);
  });
});

test('what was not heard lies between the segments, and before and after them', () => {
  const segments = [
    segment(10, 40, { rock: 1 }),
    segment(25, 55, { rock: 1 }),
    segment(90, 120, { rock: 1 }),
  ];
  const whole = { ...prediction(segments, { rock: 1 }), durationSeconds: 130 };
  expect(unanalysed(whole)).toEqual([]);
  expect(unanalysed({ ...whole, analysedSeconds: 75 })).toEqual([
    { startSeconds: 0, endSeconds: 10 },
    { startSeconds: 55, endSeconds: 90 },
    { startSeconds: 120, endSeconds: 130 },
  ]);
});

describe('the bands', () => {
  test('fill the box from bottom to top, the song’s first genre lowest', () => {
    const song = prediction([segment(0, 10, { rock: 0.75, jazz: 0.25 })], { rock: 0.75, jazz: 0.25 });
    expect(timelineBands(song, 100, 40)).toEqual([
      { genre: 'rock', path: 'M0.0 10.00L100.0 10.00L100.0 40.00L0.0 40.00Z' },
      { genre: 'jazz', path: 'M0.0 0.00L100.0 0.00L100.0 10.00L0.0 10.00Z' },
    ]);
  });

  test('of a three-hour song stay small', () => {
    const many = Array.from({ length: 3600 }, (_, i) => segment(3 * i, 3 * i + 3, { rock: 0.5, jazz: 0.5 }));
    const [band] = timelineBands(prediction(many, { rock: 0.5, jazz: 0.5 }), 1000, 100);
    expect(band!.path.length).toBeLessThan(20_000);
  });

  test('of a song without segments are none', () => {
    expect(timelineBands(prediction([], { rock: 1 }), 100, 40)).toEqual([]);
  });
});

test('a name stands in its band where that is highest, and small bands have none', () => {
  const segments = [
    segment(0, 10, { rock: 0.9, jazz: 0.1, pop: 0 }),
    segment(10, 20, { jazz: 0.8, rock: 0.1, pop: 0.1 }),
  ];
  const song = prediction(segments, { rock: 0.5, jazz: 0.45, pop: 0.05 });
  const labels = bandLabels(song);
  expect(labels.map(({ genre }) => genre)).toEqual(['rock', 'jazz']);
  expect(labels[0]!.x).toBeLessThan(0.3);
  expect(labels[0]!.y).toBeCloseTo(0.55, 2);
  expect(labels[1]!.x).toBeGreaterThan(0.7);
  expect(labels[1]!.y).toBeCloseTo(0.5, 2);
  const [steady] = bandLabels(prediction([segment(0, 10, { rock: 1 })], { rock: 1 }));
  expect(steady!.x).toBeCloseTo(0.5, 5);
  expect(bandLabels({ ...song, segments: [] })).toEqual([]);
});

test('neighbours with one leader are one stretch, from the beginning to the end of the song', () => {
  const segments = [
    segment(0, 10, { rock: 0.8, jazz: 0.2 }),
    segment(10, 20, { rock: 0.7, jazz: 0.3 }),
    segment(20, 30, { jazz: 0.9, rock: 0.1 }),
  ];
  expect(timelineParts(prediction(segments, { rock: 0.6, jazz: 0.4 }))).toEqual([
    { genre: 'rock', startSeconds: 0, endSeconds: 20 },
    { genre: 'jazz', startSeconds: 20, endSeconds: 30 },
  ]);
});

function ranked(probabilities: Record<string, number>) {
  return Object.entries(probabilities).map(([genre, probability]) => ({ genre, probability }));
}

function segment(startSeconds: number, endSeconds: number, probabilities: Record<string, number>): Segment {
  return { startSeconds, endSeconds, ranking: ranked(probabilities) };
}

function prediction(segments: Segment[], probabilities: Record<string, number>): Prediction {
  const ranking = ranked(probabilities);
  return {
    genre: ranking[0]!.genre,
    confidence: ranking[0]!.probability,
    unsure: false,
    outside: false,
    ranking,
    segments,
    durationSeconds: segments.at(-1)?.endSeconds ?? 10,
    model: { name: 'test', version: '1' },
    warnings: [],
    timings: { decodeMs: 0, resampleMs: 0, featuresMs: 0, modelMs: 0, totalMs: 0 },
  };
}
