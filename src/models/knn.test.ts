import { describe, expect, test } from 'vitest';
import { openSession } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';
import { buildKnn, type KnnOptions } from './knn.ts';

const D = 13;
const defaults = { nGenres: 3, k: 3, smoothing: 1, temperature: 1, ridge: 0.5, falloff: 0 };

/** A row of the recipe: a random mean, and a covariance A A' + floor I. */
function randomRow(random: () => number, floor = 1): number[] {
  const mean = Array.from({ length: D }, () => 40 * (random() - 0.5));
  const a = Array.from({ length: D * D }, () => 8 * (random() - 0.5));
  const row = [...mean];
  for (let i = 0; i < D; i++) {
    for (let j = i; j < D; j++) {
      let sum = i === j ? floor : 0;
      for (let k = 0; k < D; k++) sum += a[i * D + k] * a[j * D + k];
      row.push(sum);
    }
  }
  return row.map(Math.fround);
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function ask(options: KnnOptions, rows: number[][]): Promise<number[][]> {
  const session = await openSession(buildKnn(options).toBytes());
  const input = float32(rows.flat(), [rows.length, 104]);
  const { probabilities } = await session.run({ 'speech-mfcc-cov': input });
  await session.release();
  const { nGenres } = options;
  return rows.map((_, i) =>
    Array.from(probabilities.data.subarray(i * nGenres, (i + 1) * nGenres) as Float32Array),
  );
}

/** The divergence by its definition, inverses by elimination with pivoting. */
function divergence(p: number[], q: number[]): number {
  const [sp, sq] = [full(p), full(q)];
  const [ip, iq] = [invert(sp), invert(sq)];
  let sum = -2 * D;
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) {
      sum += sp[i][j] * iq[j][i] + sq[i][j] * ip[j][i];
      sum += (p[i] - q[i]) * (ip[i][j] + iq[i][j]) * (p[j] - q[j]);
    }
  }
  return sum;
}

function full(row: number[]): number[][] {
  let at = D;
  const matrix = Array.from({ length: D }, () => new Array<number>(D).fill(0));
  for (let i = 0; i < D; i++) for (let j = i; j < D; j++) matrix[i][j] = matrix[j][i] = row[at++];
  for (let i = 0; i < D; i++) matrix[i][i] += defaults.ridge;
  return matrix;
}

function invert(matrix: number[][]): number[][] {
  const a = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < D; k++) {
    const best = a.slice(k).reduce((b, row, i) => (Math.abs(row[k]) > Math.abs(a[b][k]) ? i + k : b), k);
    [a[k], a[best]] = [a[best], a[k]];
    a[k] = a[k].map((value) => value / a[k][k]);
    for (let i = 0; i < D; i++) if (i !== k) a[i] = a[i].map((value, j) => value - a[i][k] * a[k][j]);
  }
  return a.map((row) => row.slice(D));
}

describe('k nearest Gaussians', () => {
  test('votes are those of the k smallest divergences, by the definition', async () => {
    const random = generator(7);
    const references = Array.from({ length: 40 }, () => randomRow(random));
    const labels = references.map((_, i) => i % 3);
    const queries = Array.from({ length: 25 }, () => randomRow(random, 0.05));
    const answers = await ask({ ...defaults, references, labels, k: 5 }, queries);
    queries.forEach((query, n) => {
      const order = references.map((r, i) => [divergence(query, r), i]).sort((a, b) => a[0] - b[0]);
      const votes = [0, 0, 0];
      for (const [, i] of order.slice(0, 5)) votes[labels[i]]++;
      const expected = votes.map((v) => (v + 1) / (5 + 3));
      answers[n].forEach((p, genre) => {
        expect(p).toBeCloseTo(expected[genre], 3);
      });
    });
  });

  test('with a falloff, near neighbours outweigh far ones', async () => {
    const random = generator(3);
    const query = randomRow(random, 4);
    const away = (distance: number) => query.map((value, i) => (i === 0 ? value + distance : value));
    const references = [away(2), away(40), away(41)];
    const options = { ...defaults, references, labels: [1, 2, 2], k: 3 };
    const [counted] = await ask(options, [query]);
    const [weighed] = await ask({ ...options, falloff: 2 }, [query]);
    expect(counted[2]).toBeGreaterThan(counted[1]);
    expect(weighed[1]).toBeGreaterThan(weighed[2]);
    const ratio = (1 + divergence(query, away(2))) / (1 + divergence(query, away(40)));
    const other = (1 + divergence(query, away(2))) / (1 + divergence(query, away(41)));
    const far = ratio ** 2 + other ** 2;
    expect(weighed[2]).toBeCloseTo((3 * (far / (1 + far)) + 1) / (3 + 3), 3);
  });

  test('a remembered track is its own nearest neighbour', async () => {
    const random = generator(1);
    const references = Array.from({ length: 30 }, () => randomRow(random));
    const labels = references.map((_, i) => i % 3);
    const answers = await ask({ ...defaults, references, labels, k: 1 }, references);
    expect(answers.map((p) => p.indexOf(Math.max(...p)))).toEqual(labels);
  });

  test('equal votes go to the genre of the nearer neighbour', async () => {
    const random = generator(3);
    const query = randomRow(random, 4);
    const away = (distance: number) => query.map((value, i) => (i === 0 ? value + distance : value));
    const references = [away(3), away(1), away(2), away(4)];
    const [answer] = await ask({ ...defaults, references, labels: [2, 1, 2, 1], k: 4 }, [query]);
    expect(answer[1]).toBeGreaterThan(answer[2]);
    expect(answer[1] - answer[2]).toBeLessThan(1e-3);
  });

  test('equal distances go to the earlier reference', async () => {
    const row = randomRow(generator(5));
    const [answer] = await ask({ ...defaults, references: [row, row], labels: [2, 0], k: 1 }, [row]);
    expect(answer.indexOf(Math.max(...answer))).toBe(2);
  });

  test('a covariance of zero, silence or one frame, still gets a finite answer that sums to 1', async () => {
    const references = Array.from({ length: 9 }, (_, i) => randomRow(generator(i + 1)));
    const labels = references.map((_, i) => i % 3);
    const [answer] = await ask({ ...defaults, references, labels }, [new Array(104).fill(0)]);
    expect(answer.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(answer.every((p) => p > 0)).toBe(true);
  });

  test('smoothing keeps every genre possible, temperature flattens', async () => {
    const random = generator(9);
    const references = Array.from({ length: 12 }, () => randomRow(random));
    const labels = references.map(() => 0);
    const [sharp] = await ask({ ...defaults, references, labels, smoothing: 0.1 }, [references[0]]);
    const [flat] = await ask({ ...defaults, references, labels, smoothing: 0.1, temperature: 3 }, [
      references[0],
    ]);
    expect(sharp[1]).toBeGreaterThan(0);
    expect(flat[0]).toBeLessThan(sharp[0]);
    expect(flat[0]).toBeGreaterThan(flat[1]);
  });
});
