import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CopyPair } from '../../analysis/duplicates.ts';
import { checkLeaks } from '../evaluate/leaks.ts';
import { groupTracks } from './groups.ts';
import type { Row } from './row.ts';
import { assignFolds, innerFolds, makeFolds } from './split.ts';
import type { Track } from './track.ts';

/** A collection of 2-5 classes in which every artist plays one class. */
const collection = fc
  .array(fc.tuple(fc.nat(4), fc.nat(7)), { minLength: 30, maxLength: 120 })
  .map((pairs) =>
    pairs.map(
      ([genre, artist], index): Track => ({
        id: `${index}.wav`,
        label: `g${genre}`,
        artist: artist === 0 ? undefined : `g${genre}-a${artist}`,
      }),
    ),
  )
  .filter((tracks) => classesWithGroups(tracks, 2));
const settings = fc.record({ folds: fc.integer({ min: 2, max: 6 }), seed: fc.nat() });
const pairs = fc.array(fc.record({ a: fc.nat(29), b: fc.nat(29) }), { maxLength: 4 });

function classesWithGroups(tracks: readonly Track[], wanted: number): boolean {
  const groups = groupTracks(tracks, { byArtist: true });
  const byClass = new Map<string, Set<number>>();
  tracks.forEach(({ label }, i) => {
    byClass.set(label, (byClass.get(label) ?? new Set()).add(groups[i]));
  });
  return byClass.size > 1 && [...byClass.values()].every((set) => set.size >= wanted);
}

/** The folds, or none where the request cannot be met honestly. */
function foldsOf(tracks: Track[], protocol: 'artist' | 'random', options: Parameters<typeof makeFolds>[2]) {
  try {
    return makeFolds(tracks, protocol, options);
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-request' });
    return fc.pre(false);
  }
}

describe('grouped folds, whatever the collection', () => {
  test.each(['artist', 'random'] as const)('%s: every track is tested exactly once', (protocol) => {
    fc.assert(
      fc.property(collection, settings, (tracks, options) => {
        const folds = foldsOf(tracks, protocol, options)!;
        const tested = folds.flatMap((fold) => fold.test).sort((a, b) => a - b);
        expect(tested).toEqual(tracks.map((_, i) => i));
        for (const { train, test } of folds) {
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(tested);
        }
      }),
    );
  });

  test('artist: no leak of any kind, copies included', () => {
    fc.assert(
      fc.property(collection, settings, pairs, (tracks, options, duplicates) => {
        const folds = foldsOf(tracks, 'artist', { ...options, duplicates })!;
        expect(folds.flatMap((fold) => checkLeaks(fold, tracks, duplicates))).toEqual([]);
      }),
    );
  });

  test('random: artists are shared, copies never', () => {
    fc.assert(
      fc.property(collection, settings, pairs, (tracks, options, duplicates) => {
        const folds = foldsOf(tracks, 'random', { ...options, duplicates })!;
        const kinds = folds.flatMap((fold) => checkLeaks(fold, tracks, duplicates)).map(({ kind }) => kind);
        expect(new Set(kinds)).not.toContain('duplicate');
      }),
    );
  });

  test('random without copies: the counts of a class differ by at most one', () => {
    fc.assert(
      fc.property(collection, settings, (tracks, options) => {
        const labels = tracks.map(({ label }) => label);
        const counts = countsOf(
          labels,
          assignFolds(
            labels,
            labels.map((_, i) => i),
            options.folds,
            options.seed,
          ),
        );
        for (const perFold of counts.values())
          expect(Math.max(...perFold) - Math.min(...perFold)).toBeLessThan(2);
      }),
    );
  });

  test('artist: the counts of a class differ by at most its largest artist', () => {
    fc.assert(
      fc.property(collection, settings, (tracks, { folds, seed }) => {
        const groups = groupTracks(tracks, { byArtist: true });
        const labels = tracks.map(({ label }) => label);
        const counts = countsOf(labels, assignFolds(labels, groups, folds, seed), folds);
        for (const [label, perFold] of counts) {
          const largest = Math.max(
            ...groups.map((g) => groups.filter((h, i) => h === g && labels[i] === label).length),
          );
          expect(Math.max(...perFold) - Math.min(...perFold)).toBeLessThanOrEqual(largest);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('the seed decides', () => {
    const tracks = Array.from(
      { length: 60 },
      (_, i): Track => ({ id: `${i}`, label: `${i % 3}`, artist: `${i % 20}` }),
    );
    const at = (seed: number) => JSON.stringify(makeFolds(tracks, 'artist', { folds: 5, seed }));
    expect(at(1)).toBe(at(1));
    expect(at(1)).not.toBe(at(2));
  });
});

function countsOf(
  labels: string[],
  assigned: number[],
  folds = Math.max(...assigned) + 1,
): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  labels.forEach((label, i) => {
    const perFold = counts.get(label) ?? new Array<number>(folds).fill(0);
    perFold[assigned[i]]++;
    counts.set(label, perFold);
  });
  return counts;
}

describe('groups', () => {
  test('spellings of an artist are one; unknown artists are alone; copies and pieces join', () => {
    const named = (id: string, artist?: string): Track => ({ id, label: 'x', artist });
    const tracks = [
      named('a', 'Nina'),
      named('b', 'NINA'),
      named('c'),
      named('d'),
      named('blues.00001.0.wav'),
      named('blues.00001.9.wav'),
      named('blues.00002.wav'),
      named('blues.00003.wav'),
    ];
    expect(groupTracks(tracks, { byArtist: true })).toEqual([0, 0, 2, 3, 4, 4, 6, 7]);
    expect(groupTracks(tracks, { byArtist: false })).toEqual([0, 1, 2, 3, 4, 4, 6, 7]);
    const duplicates: CopyPair[] = [
      { a: 1, b: 2 },
      { a: 6, b: 2 },
    ];
    expect(groupTracks(tracks, { byArtist: true, duplicates })).toEqual([0, 0, 0, 3, 4, 4, 0, 7]);
  });
});

describe('as listed', () => {
  const track = (id: string, split: Track['split'], label: string): Track => ({ id, split, label });

  test('train, valid and test; tracks without a split are left out', () => {
    const tracks = [
      track('a', 'train', 'x'),
      track('b', 'train', 'y'),
      track('c', 'valid', 'x'),
      track('d', 'test', 'y'),
      track('e', undefined, 'x'),
    ];
    const options = { folds: 5, seed: 1 };
    expect(makeFolds(tracks, 'manifest', options)).toEqual([{ train: [0, 1], valid: [2], test: [3] }]);
    expect(makeFolds(tracks.slice(0, 3), 'manifest', options)).toEqual([
      { train: [0, 1], valid: [], test: [2] },
    ]);
    const nothing =
      'Expected a column split with train and test (or valid) rows, got 2 train, 0 valid, 0 test.';
    expect(() => makeFolds(tracks.slice(0, 2), 'manifest', options)).toThrow(nothing);
  });
});

describe('planted leaks are caught and named', () => {
  const tracks: Track[] = [
    { id: 'x/1.wav', label: 'x', artist: 'Otis' },
    { id: 'x/2.wav', label: 'x', artist: 'otis' },
    { id: 'blues.00007.0.wav', label: 'y' },
    { id: 'blues.00007.1.wav', label: 'y' },
    { id: 'y/5.wav', label: 'y' },
    { id: 'y/6.wav', label: 'y' },
  ];

  test.each([
    ['artist', { train: [0], valid: [], test: [1] }, 'got a song of the same artist in training: "x/1.wav".'],
    [
      'piece',
      { train: [2], valid: [], test: [3] },
      'got a piece of the same song in training: "blues.00007.0.wav".',
    ],
    [
      'duplicate',
      { train: [5], valid: [], test: [4] },
      'got a copy of the same recording in training: "y/6.wav".',
    ],
    ['track', { train: [4, 0], valid: [], test: [4] }, 'got the same track in training: "y/5.wav".'],
    [
      'artist',
      { train: [4], valid: [1], test: [0] },
      'got a song of the same artist in training: "x/2.wav".',
    ],
  ])('%s', (kind, fold, message) => {
    const leaks = checkLeaks(fold, tracks, [{ a: 4, b: 5 }]);
    expect(leaks).toEqual([expect.objectContaining({ kind, message: expect.stringContaining(message) })]);
  });

  test('an honest fold has none', () => {
    expect(checkLeaks({ train: [0, 1, 2, 3], valid: [], test: [4, 5] }, tracks, [{ a: 4, b: 5 }])).toEqual(
      [],
    );
  });
});

describe('what cannot be split honestly is refused', () => {
  const tracks = Array.from(
    { length: 8 },
    (_, i): Track => ({ id: `${i}`, label: i < 4 ? 'x' : 'y', artist: `${i >> 2}` }),
  );

  test.each([
    ['artist', 2, 'Expected songs of several artists in every class, got too few to train and test'],
    ['artist', 3, 'Expected at least 3 groups of tracks, got 2.'],
    ['random', 1, 'Expected a number of folds from 2 to 100, got 1.'],
    ['random', 2.5, 'Expected a number of folds from 2 to 100, got 2.5.'],
    ['random', 9, 'Expected at least 9 groups of tracks, got 8.'],
  ] as const)('%s in %d folds', (protocol, folds, message) => {
    expect(() => makeFolds(tracks, protocol, { folds, seed: 0 })).toThrow(message);
  });

  test('a class of one song lacks songs, not artists', () => {
    const lonely = tracks.slice(0, 5).map((track) => ({ ...track, artist: undefined }));
    expect(() => makeFolds(lonely, 'artist', { folds: 2, seed: 0 })).toThrow(
      'Expected several songs in every class, got too few to train and test "y".',
    );
  });
});

test('inner folds hold every row out once and part no group', () => {
  const rows = Array.from(
    { length: 40 },
    (_, i): Row => ({ track: i >> 1, label: (i % 4) >> 1, group: i >> 2, features: [] }),
  );
  const folds = innerFolds(rows, 3, 1);
  expect(folds.flatMap(({ valid }) => valid)).toHaveLength(40);
  for (const { train, valid } of folds) {
    const groups = new Set(train.map((row) => row.group));
    expect(valid.filter((row) => groups.has(row.group))).toEqual([]);
    expect(train.length + valid.length).toBe(40);
  }
});
