import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Window, windows } from './segments.ts';

const count = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => i + 1);

async function* cut(data: Float32Array, size: number): AsyncGenerator<Float32Array> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
}

async function collect(data: Float32Array, length: number, hop: number, chunk: number): Promise<Window[]> {
  const found: Window[] = [];
  for await (const window of windows(cut(data, chunk), length, hop)) found.push(window);
  return found;
}

test('no samples give no window', async () => {
  expect(await collect(count(0), 10, 5, 3)).toEqual([]);
});

test('one sample is a window of its own', async () => {
  expect(await collect(count(1), 10, 5, 3)).toEqual([{ start: 0, data: count(1) }]);
});

test('a song of exactly one window is heard once', async () => {
  expect((await collect(count(10), 10, 5, 4)).map((w) => w.start)).toEqual([0]);
});

test('the last window ends with the song', async () => {
  const found = await collect(count(23), 10, 5, 7);
  expect(found.map((w) => w.start)).toEqual([0, 5, 10, 13]);
  expect(found.at(-1)!.data).toEqual(count(23).subarray(13));
});

test('a rest too small to matter is not heard in a window of its own', async () => {
  expect((await collect(count(102), 100, 50, 7)).map((w) => w.start)).toEqual([0]);
  expect((await collect(count(106), 100, 50, 7)).map((w) => w.start)).toEqual([0, 6]);
});

test('every sample is heard, in place, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 97 }),
      async (total, length, wantedHop, chunk) => {
        const hop = Math.min(wantedHop, length);
        const song = count(total);
        const found = await collect(song, length, hop, chunk);
        expect(found).toEqual(await collect(song, length, hop, total));
        const heard = new Set(found.flatMap((w) => [...w.data]));
        expect(total - heard.size).toBeLessThanOrEqual(total < length ? 0 : length / 20);
        for (const w of found)
          expect(w.data).toEqual(song.subarray(w.start, w.start + Math.min(length, total)));
      },
    ),
  );
});
