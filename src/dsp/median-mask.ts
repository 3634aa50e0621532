/** The harmonic part of a few frames, by medians along time and along frequency (Fitzgerald 2010). */
import { floatsAt, kernels, layOut, type Pointers } from './kernels.ts';
import type { Stft } from './stft.ts';

/**
 * Overlap-add of `spectra`, complex rows as of `Stft.frames`, times h^2 / (h^2 + p^2) of their medians along time and
 * along frequency. The first row begins at the first value; lent until the next transform.
 *
 * @param magnitudes rows of the same frames and of (kernelSize - 1) / 2 frames on either side
 */
export function maskedSum(
  stft: Stft,
  spectra: Float32Array,
  magnitudes: Float32Array,
  kernelSize: number,
): Float32Array {
  const { stride, nFft, hopLength } = stft;
  const frames = spectra.length / (2 * stride);
  const rows = Math.ceil(frames / 4) * 4;
  const pointers = layOutBlock(stft, rows, kernelSize);
  floatsAt(pointers.spectra, rows * 2 * stride)
    .fill(0)
    .set(spectra);
  floatsAt(pointers.tall, (rows + kernelSize - 1) * stride)
    .fill(0)
    .set(magnitudes);
  mask(stft, { frames, rows, kernelSize }, pointers);
  const sum = floatsAt(pointers.output, stft.reach(rows)).fill(0);
  stft.writeTables(pointers, 2 / nFft);
  kernels().istft({ ...pointers, stride, frames: rows, hop: hopLength, nFft });
  return sum;
}

/** Index of the value that stands at `index` when a line of `length` values is mirrored at its edges. */
export function mirror(index: number, length: number): number {
  const phase = ((index % (2 * length)) + 2 * length) % (2 * length);
  return phase < length ? phase : 2 * length - 1 - phase;
}

/** Buffers of one block: `tall` has rows of frames and a halo, `wide` is it turned over, with its own halo. */
function layOutBlock(stft: Stft, rows: number, kernelSize: number) {
  const { stride } = stft;
  const halo = kernelSize - 1;
  return layOut({
    spectra: rows * 2 * stride,
    tall: (rows + halo) * stride,
    wide: (stride + halo) * rows,
    along: rows * stride,
    across: rows * stride,
    turned: rows * stride,
    sorted: 4 * (kernelSize + 2),
    ...stft.tableLengths,
    output: stft.reach(rows),
  });
}

/** Takes the medians of `tall` along time and along frequency and multiplies the spectra by their mask. */
function mask(
  { stride, bins }: Stft,
  { frames, rows, kernelSize }: { frames: number; rows: number; kernelSize: number },
  pointers: Pointers<'spectra' | 'tall' | 'wide' | 'along' | 'across' | 'turned' | 'sorted'>,
): void {
  const { spectra, tall, wide, along, across, turned, sorted } = pointers;
  const side = (kernelSize - 1) / 2;
  const { slidingMedian, transpose, softMask } = kernels();
  const median = { size: kernelSize, work: sorted };
  slidingMedian({ ...median, input: tall, output: along, rows: frames, columns: stride, stride });
  const middle = { source: tall + side * stride * 4, target: wide + side * rows * 4 };
  transpose({ ...middle, rows, columns: stride, sourceStride: stride, targetStride: rows });
  mirrorRows(floatsAt(wide, (stride + 2 * side) * rows), rows, bins, side);
  slidingMedian({ ...median, input: wide, output: turned, rows: bins, columns: rows, stride: rows });
  const back = { source: turned, target: across };
  transpose({ ...back, rows: stride, columns: rows, sourceStride: rows, targetStride: stride });
  softMask({ spectra, a: along, b: across, rows: frames, stride });
}

/** Fills `side` rows above and below the `count` rows in the middle with their mirror image. */
function mirrorRows(rows: Float32Array, width: number, count: number, side: number): void {
  for (let i = 1; i <= side; i++) {
    for (const index of [-i, count - 1 + i]) {
      const source = (side + mirror(index, count)) * width;
      rows.copyWithin((side + index) * width, source, source + width);
    }
  }
}
