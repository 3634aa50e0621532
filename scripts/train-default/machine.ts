/**
 * The machine of the default model: kernel ridge regression, in which songs are alike by three blocks of columns at
 * once: the means of the ear, how much they change along the song, and columns of our own. Within a block a column
 * counts by how much of its variance lies between the kinds.
 */
import { quantile } from '../../src/dsp/statistics.ts';
import { GENRES } from '../../src/genres.ts';
import { linearScores } from '../../src/models/linear.ts';
import { nearness, weighedSums } from '../../src/models/radial.ts';
import { type StandardScaler, scale } from '../../src/models/scaler.ts';
import type { Value } from '../../src/onnx/graph.ts';
import { add, mul } from '../../src/onnx/ops-math.ts';
import { gather } from '../../src/onnx/ops-shape.ts';
import { float32, int64 } from '../../src/onnx/tensor.ts';
import { fitRidge } from '../../src/train/fit/fit-ridge.ts';
import { fitStandardScaler } from '../../src/train/fit/fit-scaler.ts';
import { askGraph } from '../../src/train/fit/learn.ts';
import { OUTSIDE, RECIPES, type Song } from './songs.ts';

export const KINDS = GENRES.length + 1;

const COLUMNS = RECIPES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
/** The first cepstral coefficient's mean tells how loud a song was mastered, and nothing else does. */
const LEVEL = 'mfcc-logcov.mean0';
const BLOCKS = [
  { share: 0.4, names: COLUMNS.filter((name) => name.startsWith('ear.') && !name.endsWith('_deviation')) },
  { share: 0.2, names: COLUMNS.filter((name) => name.startsWith('ear.') && name.endsWith('_deviation')) },
  { share: 0.4, names: COLUMNS.filter((name) => !name.startsWith('ear.') && name !== LEVEL) },
].map(({ share, names }) => ({ share, places: names.map((name) => COLUMNS.indexOf(name)) }));

/** A column that deviates less than this share of what its neighbours do is noise that a scaler would blow up. */
const MIN_DEVIATION = 1e-3;
/** Of the kernel, in medians of the distances between songs. */
const WIDTH = 0.7;
/** What a straight border counts beside the kernel: far from all songs it still says something. */
const STRAIGHT = 0.3;
const RIDGE = 0.15;
/** What an unsure label counts, and what being of no genre does, compared with a genre that is sure. */
const [WEAK, STRANGE] = [0.5, 0.5];
/** A genre of a collection counts as much as any other, if it has so many songs. */
const FEW = 15;

export interface Machine {
  readonly blocks: readonly Block[];
  readonly outputs: ReturnType<typeof fitRidge>;
}

interface Block {
  /** What it counts beside the others. */
  readonly share: number;
  /** Of all columns. */
  readonly places: readonly number[];
  readonly scaler: StandardScaler;
  /** What each column counts; their squares have the mean 1. */
  readonly columnWeights: readonly number[];
  /** Scaled and weighed columns of the songs that it learned from. */
  readonly songs: readonly Float32Array[];
  readonly gamma: number;
}

/** True for songs that something can be learned from. */
export function teaches({ label, strength }: Song): boolean {
  return label >= 0 && ['single', 'weak', 'outside'].includes(strength);
}

export async function fitMachine(songs: readonly Song[]): Promise<Machine> {
  const weights = weightsOf(songs);
  const blocks = await Promise.all(BLOCKS.map((block) => fitBlock(songs, { ...block, weights })));
  const labels = songs.map(({ label }) => label);
  const kernel = songs.map(() => new Float64Array(songs.length));
  for (const { share, songs: rows, gamma } of blocks) {
    for (let i = 0; i < rows.length; i++) {
      for (let j = 0; j <= i; j++) {
        const { distance, product } = compared(rows[i], rows[j]);
        kernel[i][j] += share * (Math.exp(-gamma * distance) + (STRAIGHT * product) / rows[i].length);
        kernel[j][i] = kernel[i][j];
      }
    }
  }
  return { blocks, outputs: fitRidge({ kernel, labels, weights, genres: KINDS }, RIDGE) };
}

/** Scores [batch, KINDS] for `x` [batch, columns of all recipes]. */
export function scoresOf(x: Value, { blocks, outputs }: Machine): Value {
  const parts = blocks.map(({ share, places, scaler, columnWeights, songs, gamma }) => {
    const row = gather(x, x.graph.constant(int64([...places])), 1);
    const weighed = mul(scale(row, scaler), x.graph.constant(float32(columnWeights, [places.length])));
    const straight = outputs.map(({ weights }) => {
      const sum = new Float64Array(places.length);
      songs.forEach((row, i) => {
        row.forEach((value, c) => {
          sum[c] += (share * STRAIGHT * weights[i] * value) / places.length;
        });
      });
      return sum;
    });
    return {
      near: mul(nearness(weighed, songs, gamma), share),
      straight: linearScores(weighed, { weights: straight, biases: outputs.map(() => 0) }),
    };
  });
  const near = parts.map((part) => part.near).reduce(add);
  return [weighedSums(near, outputs), ...parts.map((part) => part.straight)].reduce(add);
}

/** Runs the nodes that `attach` adds over the rows of songs. */
export function askMachine(machine: Machine, songs: readonly Song[]): Promise<Float32Array[]> {
  const flat = new Float32Array(songs.length * COLUMNS.length);
  songs.forEach(({ row }, i) => {
    flat.set(row, i * COLUMNS.length);
  });
  return askGraph(([x]) => scoresOf(x, machine), [flat], [[COLUMNS.length]]);
}

async function fitBlock(
  songs: readonly Song[],
  { share, places, weights }: Pick<Block, 'share' | 'places'> & { readonly weights: readonly number[] },
): Promise<Block> {
  const rows = songs.map(({ row }) => Float32Array.from(places, (place) => row[place]));
  const { kind, means, deviations } = fitStandardScaler(rows);
  const least = MIN_DEVIATION * quantile(deviations, 0.9);
  const telling = places.flatMap((_, i) => (deviations[i] > least ? [i] : []));
  const scaler: StandardScaler = {
    kind,
    means: telling.map((i) => means[i]),
    deviations: telling.map((i) => deviations[i]),
  };
  const scaled = await askGraph(
    ([x]) => scale(x, scaler),
    [Float32Array.from(rows.flatMap((row) => telling.map((i) => row[i])))],
    [[telling.length]],
  );
  const labels = songs.map(({ label }) => label);
  const columnWeights = telling.map((_, c) =>
    shareBetween(
      scaled.map((row) => row[c]),
      labels,
      weights,
    ),
  );
  const norm = Math.hypot(...columnWeights) / Math.sqrt(columnWeights.length);
  const counting = columnWeights.map((weight) => weight / norm);
  const weighed = scaled.map((row) => row.map((value, c) => value * Math.fround(counting[c])));
  const distances = weighed.flatMap((a, i) => weighed.slice(0, i).map((b) => compared(a, b).distance));
  return {
    share,
    places: telling.map((i) => places[i]),
    scaler,
    columnWeights: counting,
    songs: weighed,
    gamma: 1 / (WIDTH * quantile(distances, 0.5)),
  };
}

/** Of the variance of `values`, the share that lies between the kinds: 0 where their means are equal. */
function shareBetween(
  values: readonly number[],
  labels: readonly number[],
  weights: readonly number[],
): number {
  const sums = Array.from({ length: KINDS }, () => ({ weight: 0, sum: 0 }));
  let [weight, sum, squares] = [0, 0, 0];
  values.forEach((value, i) => {
    sums[labels[i]].weight += weights[i];
    sums[labels[i]].sum += weights[i] * value;
    weight += weights[i];
    sum += weights[i] * value;
    squares += weights[i] * value * value;
  });
  const between = sums.reduce((total, kind) => total + (kind.weight && kind.sum ** 2 / kind.weight), 0);
  const ofMean = sum ** 2 / weight;
  return (between - ofMean) / (squares - ofMean);
}

function compared(a: Float32Array, b: Float32Array): { distance: number; product: number } {
  let [distance, product] = [0, 0];
  for (let c = 0; c < a.length; c++) {
    distance += (a[c] - b[c]) ** 2;
    product += a[c] * b[c];
  }
  return { distance, product };
}

/** In each collection each genre as much as any other; less where the label is unsure. */
function weightsOf(songs: readonly Song[]): number[] {
  const cell = ({ collection, label }: Song) => `${collection} ${label}`;
  const counts = new Map<string, number>();
  for (const song of songs) counts.set(cell(song), (counts.get(cell(song)) ?? 0) + 1);
  const shares = songs.map((song) => {
    const worth = song.strength === 'weak' ? WEAK : 1;
    return worth / Math.max(FEW, counts.get(cell(song))!);
  });
  const ofGenres = shares.filter((_, i) => songs[i].label !== OUTSIDE);
  const average = ofGenres.reduce((sum, share) => sum + share, 0) / ofGenres.length;
  return songs.map(({ label }, i) => (label === OUTSIDE ? STRANGE : shares[i] / average));
}
