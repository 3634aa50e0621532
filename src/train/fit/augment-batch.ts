/** Augmentation of a batch of training rows before each step, drawn anew each time. */
import { type Shape, sizeOf } from '../../onnx/tensor.ts';
import type { Augmentation } from './preset.ts';

export interface TrainingBatch {
  /** Inputs row by row; standardised, so that 0 is the mean. */
  readonly inputs: Float32Array;
  /** Target distributions, [rows, genres]. */
  readonly targets: Float32Array;
}

/** Number of masks of each kind on one row. */
const MASKS = 2;
/** Largest extent of one mask in time and in frequency. */
const LONGEST_SHARE = 1 / 8;
const WIDEST_SHARE = 1 / 6;
/** Parameter of the beta distribution of mixup: mostly little of a partner or nearly all. */
const MIXUP_ALPHA = 0.2;

/** Augments a batch in place. `shape` is that of a row: [frames, bands] for `masks`. */
export function augmentBatch(
  batch: TrainingBatch,
  shape: Shape,
  wanted: readonly Augmentation[],
  random: () => number,
): void {
  if (wanted.includes('mixup')) mixRows(batch, sizeOf(shape), random);
  if (!wanted.includes('masks')) return;
  const size = sizeOf(shape);
  for (let start = 0; start < batch.inputs.length; start += size) {
    hideParts(batch.inputs.subarray(start, start + size), shape, random);
  }
}

/** Mixes each row with the next, the last with the first; labels in the same proportion. */
function mixRows({ inputs, targets }: TrainingBatch, size: number, random: () => number): void {
  const rows = inputs.length / size;
  const share = betaOf(MIXUP_ALPHA, random);
  mixWithNext(inputs, size, share);
  mixWithNext(targets, targets.length / rows, share);
}

function mixWithNext(flat: Float32Array, width: number, share: number): void {
  const before = flat.slice();
  for (let i = 0; i < flat.length; i++) {
    flat[i] = share * before[i] + (1 - share) * before[(i + width) % flat.length];
  }
}

function hideParts(row: Float32Array, [frames, bands]: Shape, random: () => number): void {
  for (let mask = 0; mask < MASKS; mask++) {
    const time = stretchOf(frames, LONGEST_SHARE, random);
    row.fill(0, time.from * bands, time.to * bands);
    const band = stretchOf(bands, WIDEST_SHARE, random);
    for (let frame = 0; frame < frames; frame++) {
      row.fill(0, frame * bands + band.from, frame * bands + band.to);
    }
  }
}

function stretchOf(length: number, longest: number, random: () => number): { from: number; to: number } {
  const width = Math.floor(random() * (longest * length + 1));
  const from = Math.floor(random() * (length - width + 1));
  return { from, to: from + width };
}

/** A draw from beta(alpha, alpha), alpha up to 1 (Jöhnk 1964). */
function betaOf(alpha: number, random: () => number): number {
  for (;;) {
    const [x, y] = [random() ** (1 / alpha), random() ** (1 / alpha)];
    if (x + y > 0 && x + y <= 1) return x / (x + y);
  }
}
