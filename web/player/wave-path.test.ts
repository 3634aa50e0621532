import { expect, test } from 'vitest';
import { wavePath } from './wave-path.ts';

const barsOf = (path: string) =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((bar) => bar.slice(1).map(Number));

test('a wave has the bars asked for, around the middle, the loudest from edge to edge', () => {
  const bars = barsOf(wavePath(Float32Array.of(0, 0.25, 0.5, 0.125), 4));
  expect(bars.map(([x]) => x)).toEqual([0, 0.25, 0.5, 0.75]);
  expect(bars.map(([, , , height]) => height)).toEqual([0.02, 0.5, 1, 0.25]);
  for (const [, top, , height] of bars) expect(2 * top! + height!).toBeCloseTo(1);
});

test('a bar is as high as the loudest of what it stands for, also with more bars than peaks', () => {
  expect(barsOf(wavePath(Float32Array.of(1, 0, 0, 0.5), 2)).map(([, , , height]) => height)).toEqual([
    1, 0.5,
  ]);
  expect(barsOf(wavePath(Float32Array.of(1, 0.5), 4)).map(([, , , height]) => height)).toEqual([
    1, 1, 0.5, 0.5,
  ]);
});

test('silence is a line, not nothing', () => {
  expect(barsOf(wavePath(new Float32Array(8), 2)).map(([, , , height]) => height)).toEqual([0.02, 0.02]);
});
