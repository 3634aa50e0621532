/** The pretrained network behind the recipe `ear`: MSD_musicnn, as `scripts/make-ear.ts` writes it. */
import { TonearmError } from '../errors.ts';
import type { Analysis, Ear } from '../features/analysis.ts';
import { EAR_INPUT, EAR_SIZES, ear, earSpectrogram } from '../features/ear.ts';
import { decodeSummary } from '../onnx/decode-summary.ts';
import { openSession, type Session } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';

/** Under which the file names its network. */
export const EAR_METADATA = 'ear';
const SEGMENT = EAR_INPUT[0] * EAR_INPUT[1];
/** Segments that run together: half a minute. */
const MAX_BATCH = 10;

/**
 * The pretrained ear, kept once it has been opened for its first sound. Its `embed` throws bad-model if the bytes are
 * not the network that this build's recipe names, and what `read` throws; the next sound tries again.
 *
 * @param read the bytes of `models/ear.onnx`
 */
export function pretrainedEar(read: () => Promise<Uint8Array>): Ear {
  let opened: Promise<Session> | undefined;
  return {
    async embed(analysis) {
      opened ??= read().then(open);
      const session = await opened.catch((error) => {
        opened = undefined;
        throw error;
      });
      return embed(session, analysis);
    },
  };
}

async function open(bytes: Uint8Array): Promise<Session> {
  const network = decodeSummary(bytes).metadata[EAR_METADATA];
  if (network !== ear.parameters.network) {
    throw new TonearmError(
      'bad-model',
      `Expected the network ${ear.parameters.network}, got ${network ?? 'another file'}.`,
    );
  }
  return openSession(bytes);
}

async function embed(session: Session, analysis: Analysis): Promise<Float32Array> {
  const segments = earSpectrogram(analysis);
  const count = segments.length / SEGMENT;
  const width = ear.columns.length / 2;
  const [sum, squares] = [new Float64Array(width), new Float64Array(width)];
  for (let first = 0; first < count; first += MAX_BATCH) {
    const batch = segments.subarray(first * SEGMENT, (first + MAX_BATCH) * SEGMENT);
    const results = await session.run({ mel: float32(batch, [batch.length / SEGMENT, ...EAR_INPUT]) });
    let column = 0;
    for (const [name, size] of Object.entries(EAR_SIZES)) {
      const rows = results[name].data as Float32Array;
      for (let i = 0; i < rows.length; i++) {
        sum[column + (i % size)] += rows[i];
        squares[column + (i % size)] += rows[i] * rows[i];
      }
      column += size;
    }
  }
  const deviation = (i: number) => Math.sqrt(Math.max(0, squares[i] / count - (sum[i] / count) ** 2));
  return Float32Array.from(ear.columns, (_, i) => (i < width ? sum[i] / count : deviation(i - width)));
}
