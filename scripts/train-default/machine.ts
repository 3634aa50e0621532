/**
 * The machine of the default model: kernel ridge regression, in which songs are alike by four blocks of columns at
 * once: the means of the ear, how much they change along the song, the means of its second network, and columns of our
 * own. Within a block a column counts by how much of its variance lies between the kinds.
 */
import { quantile } from '../../src/dsp/statistics.ts';
import { linearScores } from '../../src/models/linear.ts';
import { nearnessTo, squaredNorm, weighedSums } from '../../src/models/radial.ts';
import { scale } from '../../src/models/scaler.ts';
import type { Graph, Value } from '../../src/onnx/graph.ts';
import { add, cast, log, matMul, max, mul, sub } from '../../src/onnx/ops-math.ts';
import { gather, transpose } from '../../src/onnx/ops-shape.ts';
import { float32, int64 } from '../../src/onnx/tensor.ts';
import { fitReducedRidge } from '../../src/train/fit/fit-ridge.ts';
import { runGraph } from '../../src/train/fit/learn.ts';
import { type Columns, fitColumns, KINDS, type Lesson, MIDDLE, STEPS } from './columns.ts';
import { OUTSIDE, RECIPES, type Song } from './songs.ts';

const COLUMNS = RECIPES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
/** The first cepstral coefficient's mean tells how loud a song was mastered, and nothing else does. */
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
const STRAIGHT = 0.3;
const RIDGE = 0.15;
/** Weights of unsure labels and of outside songs, relative to a sure genre. */
const [WEAK, STRANGE] = [0.5, 0.5];
/** Weight of a copy relative to its song. */
const COPY = 0.5;
/** A genre of a collection counts as much as any other, if it has so many songs. */
const FEW = 15;
/** Offset of a class's votes before the logarithm: votes near zero are noise, and their ratios count. */
const SHORT = 0.3;
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

/** True for songs that something can be learned from. */
export function teaches({ label, strength }: Song): boolean {
  return label >= 0 && ['single', 'weak', 'outside'].includes(strength);
}

/** Songs are remembered; their altered copies teach what each of them counts, too. */
export async function fitMachine(songs: readonly Song[]): Promise<Machine> {
  const lessons = lessonsOf(songs);
  const blocks: Block[] = [];
  const near = lessons.map(() => new Float64Array(songs.length));
  for (const { share, places } of BLOCKS) {
    const { weighed, ...columns } = await fitColumns(lessons, { places, remembered: songs.length });
    const products = await productsOf(weighed, columns.songs);
    const norms = weighed.map(squaredNorm);
    const square = (i: number, j: number) => Math.max(0, norms[i] + norms[j] - 2 * products[i][j]);
    const distances = songs.flatMap((_, i) => songs.slice(0, i).map((_, j) => square(i, j)));
    const gamma = 1 / (WIDTH * quantile(distances, 0.5));
    const straight = STRAIGHT / columns.places.length;
    near.forEach((row, i) => {
      products[i].forEach((product, j) => {
        row[j] += share * (Math.exp(-gamma * square(i, j)) + straight * product);
      });
    });
    blocks.push({ share, ...columns, gamma });
  }
  return { blocks, outputs: fitReducedRidge({ near, lessons, genres: KINDS }, RIDGE) };
}

/** The songs in their order, and behind them the copies of all. */
function lessonsOf(songs: readonly Song[]): Lesson[] {
  const weights = weightsOf(songs);
  const copies = songs.flatMap(({ copies, label }, i) =>
    copies.map(({ row }) => ({ row, label, weight: COPY * weights[i] })),
  );
  return [...songs.map(({ row, label }, i) => ({ row, label, weight: weights[i] })), ...copies];
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

/** Songs, [songs, columns], from a byte for each column. */
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

/** Asks the machine about songs, by their columns. */
export function askMachine(machine: Machine, rows: readonly Float32Array[]): Promise<Float32Array[]> {
  return runGraph(([x]) => scoresOf(x, machine), [flat(rows)], [[COLUMNS.length]]);
}

/** The scalar product of each of `rows` with each of `others`. */
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
    const worth = song.strength === 'weak' ? WEAK : 1;
    return worth / Math.max(FEW, counts.get(cell(song))!);
  });
  const ofGenres = shares.filter((_, i) => songs[i].label !== OUTSIDE);
  const average = ofGenres.reduce((sum, share) => sum + share, 0) / ofGenres.length;
  return songs.map(({ label }, i) => (label === OUTSIDE ? STRANGE : shares[i] / average));
}
