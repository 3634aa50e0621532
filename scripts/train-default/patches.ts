/** Patches of pictures, learned from the songs that teach, as further columns of every song. */
import { bandsOf, PATCH_BANDS, type Patches, patchStatistics } from '../../src/models/patches.ts';
import { Graph, type Value } from '../../src/onnx/graph.ts';
import { concat } from '../../src/onnx/ops-shape.ts';
import { openSession } from '../../src/onnx/session.ts';
import { float32 } from '../../src/onnx/tensor.ts';
import { fitPatches } from '../../src/train/fit-patches.ts';

const OPTIONS = { patches: 512, samples: 20_000, directions: 80, seed: 1 };
/** Columns of a patch in each dictionary: half a second, a quarter. */
const LENGTHS = [8, 4];
const BINS = 128;

export const PATCH_COLUMN_NAMES: readonly string[] = LENGTHS.flatMap((columns) =>
  ['mean', 'deviation'].flatMap((statistic) =>
    Array.from({ length: OPTIONS.patches }, (_, i) => `patches${columns}.${statistic}${i}`),
  ),
);

/** Pictures [columns][128] in the bands that patches have. */
export function inBands(pictures: readonly Float32Array[]): Promise<Float32Array[]> {
  return askEach(pictures, BINS, bandsOf);
}

/** A dictionary for each length of patches. */
export function learnPatches(songs: readonly { readonly bands: Float32Array }[]): Patches[] {
  const pictures = songs.map(({ bands }) => bands);
  return LENGTHS.map((columns) => fitPatches(pictures, { ...OPTIONS, columns }));
}

/** What `PATCH_COLUMN_NAMES` names: [batch, columns]. */
export function allPatchStatistics(bands: Value, dictionaries: readonly Patches[]): Value {
  return concat(
    dictionaries.map((patches) => patchStatistics(bands, patches)),
    1,
  );
}

/** The songs with the statistics of their patches behind their other columns. */
export async function withPatches<T extends { readonly row: Float32Array; readonly bands: Float32Array }>(
  songs: readonly T[],
  dictionaries: readonly Patches[],
): Promise<T[]> {
  const pictures = songs.map(({ bands }) => bands);
  const statistics = await askEach(pictures, PATCH_BANDS, (bands) => allPatchStatistics(bands, dictionaries));
  return songs.map((song, i) => ({ ...song, row: Float32Array.from([...song.row, ...statistics[i]]) }));
}

/** What the nodes that `attach` adds give for each array [any number][width]. */
async function askEach(
  arrays: readonly Float32Array[],
  width: number,
  attach: (x: Value) => Value,
): Promise<Float32Array[]> {
  const graph = new Graph();
  graph.output('y', attach(graph.input('x', 'float32', [-1, -1, width])));
  const session = await openSession(graph.toBytes());
  const answers: Float32Array[] = [];
  for (const array of arrays) {
    const { y } = await session.run({ x: float32(array, [1, array.length / width, width]) });
    answers.push(y.data as Float32Array);
  }
  await session.release();
  return answers;
}
