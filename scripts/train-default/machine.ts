/**
 * The machine of the default model: kernel ridge regression, in which songs are alike by four blocks of columns at
 * once: the means of the ear, how much they change along the song, the means of its second network, and columns of our
 * own. Within a block a column counts by how much of its variance lies between the kinds.
 */
import { quantile } from '../../src/dsp/statistics.ts';
import { GENRES } from '../../src/genres.ts';
import { linearScores } from '../../src/models/linear.ts';
import { nearnessTo, squaredNorm, weighedSums } from '../../src/models/radial.ts';
import { type StandardScaler, scale } from '../../src/models/scaler.ts';
import type { Graph, Value } from '../../src/onnx/graph.ts';
import { add, cast, log, matMul, max, mul, sub } from '../../src/onnx/ops-math.ts';
import { gather, transpose } from '../../src/onnx/ops-shape.ts';
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
  { share: 2, names: COLUMNS.filter((name) => name.startsWith('ear.') && !name.endsWith('_deviation')) },
  { share: 1, names: COLUMNS.filter((name) => name.startsWith('ear.') && name.endsWith('_deviation')) },
  { share: 2, names: COLUMNS.filter((name) => name.startsWith('ear-vgg.')) },
  { share: 2, names: COLUMNS.filter((name) => !/^ear(-vgg)?\./.test(name) && name !== LEVEL) },
].map(({ share, names }) => ({ share: share / 7, places: names.map((name) => COLUMNS.indexOf(name)) }));

/** A column that deviates less than this share of what its neighbours do is noise that a scaler would blow up. */
const MIN_DEVIATION = 1e-3;
/** Columns of songs are remembered in such parts of a standard deviation: a byte each. */
const STEPS = 16;
const [MIDDLE, LARGEST] = [128, 255];
/** Of the kernel, in medians of the distances between songs. */
const WIDTH = 0.7;
/** What a straight border counts beside the kernel: far from all songs it still says something. */
const STRAIGHT = 0.3;
const RIDGE = 0.15;
/** What an unsure label counts, and what being of no genre does, compared with a genre that is sure. */
const [WEAK, STRANGE] = [0.5, 0.5];
/** A genre of a collection counts as much as any other, if it has so many songs. */
const FEW = 15;
/** What a kind's share of the votes is short of zero at most: shares come with an error, and their ratios count. */
const SHORT = 0.3;
const MIN_EVIDENCE = 0.01;

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
  /** Scaled columns of the songs that it learned from, in steps from `MIDDLE`. */
  readonly levels: readonly Uint8Array[];
  /** The same, weighed. */
  readonly songs: readonly Float32Array[];
  readonly gamma: number;
}

/** True for songs that something can be learned from. */
export function teaches({ label, strength }: Song): boolean {
  return label >= 0 && ['single', 'weak', 'outside'].includes(strength);
}

export async function fitMachine(songs: readonly Song[]): Promise<Machine> {
  const weights = weightsOf(songs);
  const labels = songs.map(({ label }) => label);
  const blocks: Block[] = [];
  const kernel = songs.map(() => new Float64Array(songs.length));
  for (const { share, places } of BLOCKS) {
    const columns = await fitColumns(songs, { places, weights });
    const products = await productsOf(columns.songs);
    const square = (i: number, j: number) =>
      Math.max(0, products[i][i] + products[j][j] - 2 * products[i][j]);
    const distances = songs.flatMap((_, i) => songs.slice(0, i).map((_, j) => square(i, j)));
    const gamma = 1 / (WIDTH * quantile(distances, 0.5));
    const straight = STRAIGHT / columns.places.length;
    kernel.forEach((row, i) => {
      products[i].forEach((product, j) => {
        row[j] += share * (Math.exp(-gamma * square(i, j)) + straight * product);
      });
    });
    blocks.push({ share, ...columns, gamma });
  }
  return { blocks, outputs: fitRidge({ kernel, labels, weights, genres: KINDS }, RIDGE) };
}

/** Scores [batch, KINDS] for `x` [batch, columns of all recipes]: the logarithm of how much speaks for each kind. */
export function scoresOf(x: Value, machine: Machine): Value {
  return log(max(add(votesOf(x, machine), SHORT), MIN_EVIDENCE));
}

/** About 1 for the kind that a song is of, about 0 for the others. */
function votesOf(x: Value, { blocks, outputs }: Machine): Value {
  const parts = blocks.map((block) => {
    const { share, places, scaler, columnWeights, songs, gamma } = block;
    const row = gather(x, x.graph.constant(int64([...places])), 1);
    const weighed = mul(scale(row, scaler), x.graph.constant(float32(columnWeights, [places.length])));
    const norms = x.graph.constant(float32(songs.map(squaredNorm), [songs.length]));
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
      near: mul(nearnessTo(weighed, { vectors: remembered(x.graph, block), norms }, gamma), share),
      straight: linearScores(weighed, { weights: straight, biases: outputs.map(() => 0) }),
    };
  });
  const near = parts.map((part) => part.near).reduce(add);
  return [weighedSums(near, outputs), ...parts.map((part) => part.straight)].reduce(add);
}

/** The songs of a block, [songs, columns], from a byte for each column. */
function remembered(graph: Graph, { levels, columnWeights }: Block): Value {
  const shape = [levels.length, columnWeights.length];
  const bytes = graph.constant({
    type: 'uint8',
    shape,
    data: Uint8Array.from(levels.flatMap((row) => [...row])),
  });
  const steps = graph.constant(
    float32(
      columnWeights.map((weight) => weight / STEPS),
      [columnWeights.length],
    ),
  );
  return mul(sub(cast(bytes, 'float32'), MIDDLE), steps);
}

/** Asks the machine about songs. */
export function askMachine(machine: Machine, songs: readonly Song[]): Promise<Float32Array[]> {
  const flat = new Float32Array(songs.length * COLUMNS.length);
  songs.forEach(({ row }, i) => {
    flat.set(row, i * COLUMNS.length);
  });
  return askGraph(([x]) => scoresOf(x, machine), [flat], [[COLUMNS.length]]);
}

/** How the columns of a block are scaled and weighed, and the songs so. */
async function fitColumns(
  songs: readonly Song[],
  { places, weights }: Pick<Block, 'places'> & { readonly weights: readonly number[] },
): Promise<Omit<Block, 'share' | 'gamma'>> {
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
  const levels = scaled.map((row) =>
    Uint8Array.from(row, (value) => Math.min(Math.max(Math.round(STEPS * value) + MIDDLE, 0), LARGEST)),
  );
  const labels = songs.map(({ label }) => label);
  const columnWeights = telling.map((_, c) => {
    const column = levels.map((row) => row[c] - MIDDLE);
    return shareBetween(column, labels, weights);
  });
  const norm = Math.hypot(...columnWeights) / Math.sqrt(columnWeights.length);
  const counting = columnWeights.map((weight) => weight / norm);
  const weighed = levels.map((row) =>
    Float32Array.from(row, (level, c) => (level - MIDDLE) * Math.fround(counting[c] / STEPS)),
  );
  return {
    places: telling.map((i) => places[i]),
    scaler,
    columnWeights: counting,
    levels,
    songs: weighed,
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

/** The scalar product of each row with each other. */
function productsOf(rows: readonly Float32Array[]): Promise<Float32Array[]> {
  const width = rows[0].length;
  const flat = Float32Array.from(rows.flatMap((row) => [...row]));
  const others = float32(flat, [rows.length, width]);
  return askGraph(([x]) => matMul(x, transpose(x.graph.constant(others))), [flat], [[width]]);
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
