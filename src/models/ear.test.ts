import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { Analysis } from '../features/analysis.ts';
import { ear, earSegments } from '../features/ear.ts';
import { Graph } from '../onnx/graph.ts';
import { pretrainedEar } from './ear.ts';

const read = (file: string) => readFile(new URL(`../../models/${file}`, import.meta.url));
const pretrained = pretrainedEar(read);

describe('the embedding of a sound', () => {
  test('the embedding of a sound is mean and deviation over its segments, however many run together', async () => {
    const [whole, ...parts] = await Promise.all(
      [sound(0, 12), sound(0, 6), sound(6, 6)].map((samples) => embedding(samples)),
    );
    const half = whole.length / 2;
    for (let i = 0; i < half; i++) {
      const [a, b] = parts.map((part) => ({ mean: part[i], square: part[i] ** 2 + part[half + i] ** 2 }));
      const mean = (a.mean + b.mean) / 2;
      expect(whole[i]).toBeCloseTo(mean, 3);
      expect(whole[half + i] ** 2).toBeCloseTo((a.square + b.square) / 2 - mean ** 2, 2);
    }
    expect(earSegments(sound(0, 12))).toHaveLength(12 * 187 * 96);
  });

  test('the embedding of a sound below 3 s is that of the sound repeated', async () => {
    const { data, sampleRate } = sound(0, 1);
    const short = data.subarray(0, 20_000);
    const repeated = Float32Array.from({ length: 48_000 }, (_, i) => short[i % short.length]);
    const [once, again] = await Promise.all(
      [short, repeated].map((each) => embedding({ data: each, sampleRate })),
    );
    expect(once).toEqual(again);
  });

  test('the embedding of a sound is the same at any gain', async () => {
    const { data, sampleRate } = sound(0, 2);
    const [loud, soft] = await Promise.all(
      [data, data.map((value) => value / 100)].map((each) => embedding({ data: each, sampleRate })),
    );
    loud.forEach((value, i) => {
      expect(soft[i]).toBeCloseTo(value, 3);
    });
  });

  test('the embedding of a sound is computed once for all that ask', async () => {
    const analysis = new Analysis(sound(0, 1), { ear: pretrained });
    const [first, second] = await Promise.all([ear.compute(analysis), ear.compute(analysis)]);
    expect(second.data).toBe(first.data);
  });
});

test('a recipe that needs the ear says what to do where there is none', async () => {
  await expect(ear.compute(new Analysis(sound(0, 1)))).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('needs the pretrained ear'),
  });
});

test('a network that is not the ear is refused', async () => {
  const other = pretrainedEar(async () => new Graph().toBytes());
  await expect(other.embed(new Analysis(sound(0, 1)), 'MSD_musicnn')).rejects.toMatchObject({
    code: 'bad-model',
    message: 'Expected the network MSD_musicnn, got another file.',
  });
});

test('an ear that could not be read is read again for the next sound', async () => {
  let reads = 0;
  const unsteady = pretrainedEar(async (file) => {
    reads++;
    if (reads === 1) throw new Error('gone');
    return read(file);
  });
  const analysis = new Analysis(sound(0, 1));
  await expect(unsteady.embed(analysis, 'MSD_musicnn')).rejects.toThrow('gone');
  await unsteady.embed(analysis, 'MSD_musicnn');
  await unsteady.embed(analysis, 'MSD_musicnn');
  expect(reads).toBe(2);
});

test('a network that is made ready beforehand is read once', async () => {
  const reads: string[] = [];
  const ready = pretrainedEar((file) => {
    reads.push(file);
    return read(file);
  });
  ready.prepare?.('MSD_musicnn');
  expect(reads).toEqual(['ear.onnx']);
  await ready.embed(new Analysis(sound(0, 1)), 'MSD_musicnn');
  expect(reads).toEqual(['ear.onnx']);
});

async function embedding(samples: { data: Float32Array; sampleRate: number }) {
  return (await ear.compute(new Analysis(samples, { ear: pretrained }))).data;
}

/** Whole segments of a melody of overtones that rests at the seam of the first six, where frames see both sides. */
function sound(first: number, segments: number) {
  const sampleRate = 16_000;
  const start = first * 187 * 256;
  const data = Float32Array.from({ length: segments * 187 * 256 }, (_, i) => {
    const t = (start + i) / sampleRate;
    if (Math.abs(start + i - 6 * 187 * 256) < 512) return 0;
    const hertz = 220 * 2 ** ((Math.floor(t * 4) % 12) / 12);
    return [1, 2, 3, 4].reduce((sum, n) => sum + (0.3 / n) * Math.sin(2 * Math.PI * hertz * n * t), 0);
  });
  return { data, sampleRate };
}
