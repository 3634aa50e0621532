import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SampleSegment, Segmenter } from './segmenter.ts';

const count = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => i + 1);

function cutAll(data: Float32Array, length: number, hop: number, chunk: number): SampleSegment[] {
  const segmenter = new Segmenter(length, hop);
  const found: SampleSegment[] = [];
  for (let at = 0; at < data.length; at += chunk) {
    found.push(...segmenter.push({ start: at, data: data.subarray(at, at + chunk) }));
  }
  return [...found, ...segmenter.end()];
}

test('no samples are no segment', () => {
  expect(cutAll(count(0), 10, 5, 3)).toEqual([]);
});

test('one sample is a segment of its own', () => {
  expect(cutAll(count(1), 10, 5, 3)).toEqual([{ start: 0, end: 1, data: count(1) }]);
});

test('samples of exactly one segment are cut once', () => {
  expect(cutAll(count(10), 10, 5, 4).map(({ start }) => start)).toEqual([0]);
});

test('the last segment ends with the samples', () => {
  const found = cutAll(count(23), 10, 5, 7);
  expect(found.map(({ start }) => start)).toEqual([0, 5, 10, 13]);
  expect(found.at(-1)!.data).toEqual(count(23).subarray(13));
});

test('a rest too small to matter is no segment of its own', () => {
  expect(cutAll(count(102), 100, 50, 7).map(({ start }) => start)).toEqual([0]);
  expect(cutAll(count(106), 100, 50, 7).map(({ start }) => start)).toEqual([0, 6]);
});

test('segments tell their place in the song where something was left out of it', () => {
  const segmenter = new Segmenter(4, 2);
  const runs = [3, 10, 20, 22, 30].map((start) => ({ start, data: count(2) }));
  const cuts = [...runs.flatMap((run) => [...segmenter.push(run)]), ...segmenter.end()];
  expect(cuts.map(({ start, end }) => [start, end])).toEqual([
    [3, 12],
    [10, 22],
    [20, 24],
    [22, 32],
  ]);
});

test('what is pushed behind the end is cut as if it were the first', () => {
  const segmenter = new Segmenter(4, 2);
  const cuts = () => [...segmenter.push({ start: 3, data: count(7) }), ...segmenter.end()];
  const first = cuts();
  expect(first.map(({ start, end }) => [start, end])).toEqual([
    [3, 7],
    [5, 9],
    [6, 10],
  ]);
  expect(cuts()).toEqual(first);
});

test('every sample is in a segment, in place, however they come in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 97 }),
      (total, length, wantedHop, chunk) => {
        const hop = Math.min(wantedHop, length);
        const song = count(total);
        const found = cutAll(song, length, hop, chunk);
        expect(found).toEqual(cutAll(song, length, hop, total));
        const covered = new Set(found.flatMap(({ data }) => [...data]));
        expect(total - covered.size).toBeLessThanOrEqual(total < length ? 0 : length / 20);
        for (const { start, end, data } of found) {
          expect(end - start).toBe(Math.min(length, total));
          expect(data).toEqual(song.subarray(start, end));
        }
      },
    ),
  );
});
