/**
 * Writes what MSD_vgg says of generated signals, computed as it was published: every filter, layer by layer, in double
 * precision, with none of `vgg.ts`.
 *
 *     node --import tsx scripts/ear/golden-vgg.ts musicnn-0.1.0-py3-none-any.whl > test/fixtures/golden/musicnn-vgg-signals.json
 */
import { readFile } from 'node:fs/promises';
import { EAR_INPUT, earSegments } from '../../src/features/ear.ts';
import { EAR_SIGNALS, earSignal } from '../../test/support/ear-signals.ts';
import { readCheckpoint } from './checkpoint.ts';

/** [time, frequency, channels] */
interface Picture {
  readonly shape: readonly [number, number, number];
  readonly data: Float64Array;
}

const POOLS = [
  { size: [4, 1], step: 2 },
  { size: [2, 2], step: 2 },
  { size: [2, 2], step: 2 },
  { size: [2, 2], step: 2 },
  { size: [4, 4], step: 4 },
];
const NORM_EPSILON = 1e-3;
const weights = readCheckpoint(await readFile(process.argv[2]), 'musicnn/MSD_vgg');

console.log(JSON.stringify(Object.fromEntries(EAR_SIGNALS.map((name) => [name, valuesOf(name)]))));

function valuesOf(name: string) {
  let picture: Picture = { shape: [...EAR_INPUT, 1], data: Float64Array.from(earSegments(earSignal(name))) };
  picture = normalised(picture, 'batch_normalization');
  const means: Record<string, number[]> = {};
  for (const [i, { size, step }] of POOLS.entries()) {
    const convolved = normalised(convolvedBy(picture, `${i + 1}CNN`), `batch_normalization_${i + 1}`);
    picture = pooled(convolved, size, step);
    if (i >= 2) means[`pool${i + 1}`] = livingMeans(picture, `${i + 1}CNN`);
  }
  const [kernel, biases] = [numbers('dense/kernel'), numbers('dense/bias')];
  const tags = Array.from(biases, (bias, tag) => {
    const weight = (row: number) => kernel[row * biases.length + tag];
    const logit = picture.data.reduce((sum, value, row) => sum + value * weight(row), bias);
    return 1 / (1 + Math.exp(-logit));
  });
  return rounded({ ...means, tags });
}

/** 3 x 3 with zeros around, and no value below zero. */
function convolvedBy({ shape, data }: Picture, name: string): Picture {
  const [times, bands, channels] = shape;
  const [kernel, bias] = [numbers(`${name}/kernel`), numbers(`${name}/bias`)];
  const filters = bias.length;
  const out = new Float64Array(times * bands * filters);
  for (let t = 0; t < times; t++) {
    for (let b = 0; b < bands; b++) {
      const sums = out.subarray((t * bands + b) * filters, (t * bands + b + 1) * filters);
      sums.set(bias);
      for (let tap = 0; tap < 9; tap++) {
        const [y, x] = [t + Math.floor(tap / 3) - 1, b + (tap % 3) - 1];
        if (y < 0 || y >= times || x < 0 || x >= bands) continue;
        for (let c = 0; c < channels; c++) {
          const value = data[(y * bands + x) * channels + c];
          const row = (tap * channels + c) * filters;
          for (let f = 0; f < filters; f++) sums[f] += value * kernel[row + f];
        }
      }
      for (let f = 0; f < filters; f++) sums[f] = Math.max(0, sums[f]);
    }
  }
  return { shape: [times, bands, filters], data: out };
}

function normalised({ shape, data }: Picture, name: string): Picture {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) =>
    numbers(`${name}/${part}`),
  );
  return {
    shape,
    data: data.map((value, i) => {
      const c = i % shape[2];
      return ((value - mean[c]) * gamma[c]) / Math.sqrt(variance[c] + NORM_EPSILON) + beta[c];
    }),
  };
}

function pooled({ shape, data }: Picture, [height, width]: readonly number[], step: number): Picture {
  const [times, bands, channels] = shape;
  const [rows, columns] = [Math.floor((times - height) / step) + 1, Math.floor((bands - width) / step) + 1];
  const out = new Float64Array(rows * columns * channels).fill(-Infinity);
  for (let i = 0; i < out.length; i++) {
    const [row, column, c] = [
      Math.floor(i / channels / columns),
      Math.floor(i / channels) % columns,
      i % channels,
    ];
    for (let y = row * step; y < row * step + height; y++) {
      for (let x = column * step; x < column * step + width; x++) {
        out[i] = Math.max(out[i], data[(y * bands + x) * channels + c]);
      }
    }
  }
  return { shape: [rows, columns, channels], data: out };
}

/** Over time and frequency, of the channels whose filter has a weight. */
function livingMeans({ shape, data }: Picture, name: string): number[] {
  const [times, bands, channels] = shape;
  const kernel = numbers(`${name}/kernel`);
  return Array.from({ length: channels }, (_, c) => c)
    .filter((c) => kernel.some((weight, i) => i % channels === c && Math.abs(weight) > 1e-5))
    .map((c) => {
      let sum = 0;
      for (let i = c; i < data.length; i += channels) sum += data[i];
      return sum / times / bands;
    });
}

function rounded(values: Record<string, number[]>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, list]) => [name, list.map((value) => Number(value.toFixed(6)))]),
  );
}

function numbers(name: string): Float32Array {
  return weights.get(name)!.data as Float32Array;
}
