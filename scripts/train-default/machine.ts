/**
 * Default model: kernel ridge regression with a sum of kernels over four blocks of columns: the means of the
 * ear's embedding, its deviations along the song, the means of its second network, and features of our own.
 * Within a block a column is weighted by its between-class share of variance.
 */
import { quantile } from '../../src/dsp/statistics.ts';
import { linearScores } from '../../src/models/linear.ts';
import { radialKernelOf, squaredNorm, weightedSums } from '../../src/models/radial.ts';
import { scale } from '../../src/models/scaler.ts';
import type { Graph, Value } from '../../src/onnx/graph.ts';
import { add, cast, log, matMul, max, mul, sub } from '../../src/onnx/ops-math.ts';
import { gather, transpose } from '../../src/onnx/ops-shape.ts';
import { float32, int64 } from '../../src/onnx/tensor.ts';
import { fitReducedRidge } from '../../src/train/fit/fit-ridge.ts';
import { runGraph } from '../../src/train/fit/learn.ts';
import { type Columns, fitColumns, KINDS, MIDDLE, STEPS, type TrainingRow } from './columns.ts';
import { OUTSIDE, RECIPES, type Song } from './songs.ts';

const COLUMNS = RECIPES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
/** Column of the mastering level, and of nothing else: the first cepstral coefficient's mean. */
const LEVEL = 'mfcc-logcov.mean0';
const BLOCKS = [
  { share: 2, names: COLUMNS.filter((name) => name.startsWith('ear.') && !name.endsWith('_deviation')) },
  { share: 1, names: COLUMNS.filter((name) => name.startsWith('ear.') && name.endsWith('_deviation')) },
  { share: 2, names: COLUMNS.filter((name) => name.startsWith('ear-vgg.')) },
  { share: 2, names: COLUMNS.filter((name) => !/^ear(-vgg)?\./.test(name) && name !== LEVEL) },
].map(({ share, names }) => ({ share: share / 7, places: names.map((name) => COLUMNS.indexOf(name)) }));

/** Kernel width, in medians of the distances between songs. */
const WIDTH = 0.7;
/** Weight of a linear kernel beside the radial one, which vanishes far from all songs. */
const LINEAR_SHARE = 0.3;
const RIDGE = 0.15;
/** Weights of unsure labels and of outside songs, relative to a sure genre. */
const [WEAK_WEIGHT, OUTSIDE_WEIGHT] = [0.5, 0.5];
/** Weight of a copy relative to its song. */
const COPY_WEIGHT = 0.5;
/** Minimum number of songs from which a genre of a collection weighs as much as any other. */
const MIN_GENRE_SONGS = 15;
/** Offset of a class's votes before the logarithm: votes near zero are noise, and their ratios count. */
const VOTE_OFFSET = 0.3;
const MIN_EVIDENCE = 0.01;

export interface Machine {
  readonly blocks: readonly Block[];
  readonly outputs: ReturnType<typeof fitReducedRidge>;
}

interface Block extends Columns {
  /** Weight relative to the other blocks. */
  readonly share: number;
  readonly gamma: number;
}

/** Whether a song can be trained on. */
export function isTrainable({ label, strength }: Song): boolean {
  return label >= 0 && ['single', 'weak', 'outside'].includes(strength);
}

/** Fits the machine: songs are the support rows; their altered copies are training rows, too. */
export async function fitMachine(songs: readonly Song[]): Promise<Machine> {
  const rows = trainingRowsOf(songs);
  const blocks: Block[] = [];
  const kernel = rows.map(() => new Float64Array(songs.length));
  for (const { share, places } of BLOCKS) {
    const { weighed, ...columns } = await fitColumns(rows, { places, remembered: songs.length });
    const products = await productsOf(weighed, columns.songs);
    const norms = weighed.map(squaredNorm);
    const square = (i: number, j: number) => Math.max(0, norms[i] + norms[j] - 2 * products[i][j]);
    const distances = songs.flatMap((_, i) => songs.slice(0, i).map((_, j) => square(i, j)));
    const gamma = 1 / (WIDTH * quantile(distances, 0.5));
    const linear = LINEAR_SHARE / columns.places.length;
    kernel.forEach((row, i) => {
      products[i].forEach((product, j) => {
        row[j] += share * (Math.exp(-gamma * square(i, j)) + linear * product);
      });
    });
    blocks.push({ share, ...columns, gamma });
  }
  return { blocks, outputs: fitReducedRidge({ kernel, rows, genres: KINDS }, RIDGE) };
}

/** Training rows: the songs in order, then the copies of all. */
function trainingRowsOf(songs: readonly Song[]): TrainingRow[] {
  const weights = weightsOf(songs);
  const copies = songs.flatMap(({ copies, label }, i) =>
    copies.map(({ row }) => ({ row, label, weight: COPY_WEIGHT * weights[i] })),
  );
  return [...songs.map(({ row, label }, i) => ({ row, label, weight: weights[i] })), ...copies];
}

/** Scores [batch, KINDS] for `x` [batch, columns of all recipes]: the logarithm of each class's votes. */
export function scoresOf(x: Value, machine: Machine): Value {
  return log(max(add(votesOf(x, machine), VOTE_OFFSET), MIN_EVIDENCE));
}

/** Votes: about 1 for the class of a song, about 0 for the others. */
function votesOf(x: Value, { blocks, outputs }: Machine): Value {
  const parts = blocks.map((block) => {
    const { share, places, scaler, columnWeights, songs, gamma } = block;
    const row = gather(x, x.graph.constant(int64([...places])), 1);
    const weighed = mul(scale(row, scaler), x.graph.constant(float32(columnWeights, [places.length])));
    const norms = x.graph.constant(float32(songs.map(squaredNorm), [songs.length]));
    const linear = outputs.map(({ weights }) => {
      const sum = new Float64Array(places.length);
      songs.forEach((row, i) => {
        row.forEach((value, c) => {
          sum[c] += (share * LINEAR_SHARE * weights[i] * value) / places.length;
        });
      });
      return sum;
    });
    return {
      kernel: mul(radialKernelOf(weighed, { vectors: remembered(x.graph, block), norms }, gamma), share),
      linear: linearScores(weighed, { weights: linear, biases: outputs.map(() => 0) }),
    };
  });
  const kernel = parts.map((part) => part.kernel).reduce(add);
  return [weightedSums(kernel, outputs), ...parts.map((part) => part.linear)].reduce(add);
}

/** Support rows, [songs, columns], from a byte for each column. */
export function remembered(
  graph: Graph,
  { levels, columnWeights }: Pick<Columns, 'levels' | 'columnWeights'>,
): Value {
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

/** Scores of rows by the machine. */
export function predictScores(machine: Machine, rows: readonly Float32Array[]): Promise<Float32Array[]> {
  return runGraph(([x]) => scoresOf(x, machine), [flat(rows)], [[COLUMNS.length]]);
}

/** Scalar products of each of `rows` with each of `others`. */
function productsOf(rows: readonly Float32Array[], others: readonly Float32Array[]): Promise<Float32Array[]> {
  const width = rows[0].length;
  const constant = float32(flat(others), [others.length, width]);
  return runGraph(([x]) => matMul(x, transpose(x.graph.constant(constant))), [flat(rows)], [[width]]);
}

function flat(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows.flatMap((row) => [...row]));
}

/** Weights that balance the genres in each collection; less for unsure labels. */
function weightsOf(songs: readonly Song[]): number[] {
  const cell = ({ collection, label }: Song) => `${collection} ${label}`;
  const counts = new Map<string, number>();
  for (const song of songs) counts.set(cell(song), (counts.get(cell(song)) ?? 0) + 1);
  const shares = songs.map((song) => {
    const worth = song.strength === 'weak' ? WEAK_WEIGHT : 1;
    return worth / Math.max(MIN_GENRE_SONGS, counts.get(cell(song))!);
  });
  const ofGenres = shares.filter((_, i) => songs[i].label !== OUTSIDE);
  const average = ofGenres.reduce((sum, share) => sum + share, 0) / ofGenres.length;
  return songs.map(({ label }, i) => (label === OUTSIDE ? OUTSIDE_WEIGHT : shares[i] / average));
}
