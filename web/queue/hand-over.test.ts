import { expect, test } from 'vitest';
import { handOver, takeOver } from './hand-over.ts';

test('songs are handed over once', () => {
  const [a, b] = [new File([], 'a.mp3'), new File([], 'b.mp3')];
  handOver([a]);
  handOver([b]);
  expect(takeOver()).toEqual([a, b]);
  expect(takeOver()).toEqual([]);
});
