/** The pretrained networks behind the recipes `ear` and `ear-vgg`, as `scripts/make-ear.ts` writes them. */
import { TonearmError } from '../errors.ts';
import type { Analysis, Ear, EarNetwork } from '../features/analysis.ts';
import { EAR_INPUT, EAR_SIZES, EAR_VGG_SIZES, earSpectrogram } from '../features/ear.ts';
import { decodeSummary } from '../onnx/decode-summary.ts';
import { openSession, type Session } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';

/** Metadata key under which a file names its network. */
export const EAR_METADATA = 'ear';
/** Files of the networks, their outputs for a segment, and whether their deviations are used. */
export const EAR_NETWORKS = {
  MSD_musicnn: { file: 'ear.onnx', sizes: EAR_SIZES, deviations: true },
  MSD_vgg: { file: 'ear-vgg.onnx', sizes: EAR_VGG_SIZES, deviations: false },
} as const satisfies Record<EarNetwork, Network & { readonly file: string }>;

export type EarFile = (typeof EAR_NETWORKS)[EarNetwork]['file'];

interface Network {
  readonly sizes: Readonly<Record<string, number>>;
  readonly deviations: boolean;
}

const SEGMENT = EAR_INPUT[0] * EAR_INPUT[1];
/** Number of segments per run: more take as long, and more memory, 10 MB each. */
const MAX_BATCH = 2;

/**
 * The pretrained ear. Each of its networks is opened for the first sound that needs it, and kept. Its `embed` throws
 * bad-model if the bytes are not the network that a recipe of this build names, and what `read` throws; the next sound
 * tries again.
 *
 * @param read the bytes of `models/ear.onnx` or `models/ear-vgg.onnx`
 * @param openNetwork makes them ready to run, here or in a thread
 */
export function pretrainedEar(
  read: (file: EarFile) => Promise<Uint8Array>,
  openNetwork: (bytes: Promise<Uint8Array>, name: EarNetwork) => Promise<Session> = async (bytes) =>
    openSession(await bytes),
): Ear {
  const opened = new Map<EarNetwork, Promise<Session>>();
  const open = (name: EarNetwork) => {
    const { file } = EAR_NETWORKS[name];
    const session =
      opened.get(name) ??
      openNetwork(
        read(file).then((bytes) => checked(bytes, name)),
        name,
      );
    opened.set(name, session);
    session.catch(() => opened.delete(name));
    return session;
  };
  return {
    embed: async (analysis, name) => embed(await open(name), analysis, EAR_NETWORKS[name]),
    prepare: (name) => void open(name),
  };
}

/** @throws bad-model */
function checked(bytes: Uint8Array, wanted: EarNetwork): Uint8Array {
  const network = decodeSummary(bytes).metadata[EAR_METADATA];
  if (network !== wanted) {
    throw new TonearmError('bad-model', `Expected the network ${wanted}, got ${network ?? 'another file'}.`);
  }
  return bytes;
}

async function embed(
  session: Session,
  analysis: Analysis,
  { sizes, deviations }: Network,
): Promise<Float32Array> {
  const segments = earSpectrogram(analysis);
  const count = segments.length / SEGMENT;
  const width = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const [sum, squares] = [new Float64Array(width), new Float64Array(width)];
  const runs: ReturnType<Session['run']>[] = [];
  for (let first = 0; first < count; first += MAX_BATCH) {
    const batch = segments.subarray(first * SEGMENT, (first + MAX_BATCH) * SEGMENT);
    runs.push(session.run({ mel: float32(batch, [batch.length / SEGMENT, ...EAR_INPUT]) }));
  }
  // All at once, so that a thread never waits for the next.
  for (const results of await Promise.all(runs)) {
    let column = 0;
    for (const [name, size] of Object.entries(sizes)) {
      const rows = results[name].data as Float32Array;
      addRows(rows, sum.subarray(column, column + size), squares.subarray(column, column + size));
      column += size;
    }
  }
  const means = Float32Array.from(sum, (value) => value / count);
  if (!deviations) return means;
  const deviation = (i: number) => Math.sqrt(Math.max(0, squares[i] / count - (sum[i] / count) ** 2));
  return Float32Array.of(...means, ...means.map((_, i) => deviation(i)));
}

/** Adds rows of numbers, and their squares, by column. A function of its own: a loop is compiled with all around it. */
function addRows(rows: Float32Array, sum: Float64Array, squares: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    sum[i % sum.length] += rows[i];
    squares[i % sum.length] += rows[i] * rows[i];
  }
}
