/** Splices: changes to a file as a list of small replacements; everything between them stays, byte for byte. */

import type { ByteSource } from '../../audio/byte-source.ts';
import { firstIndex } from '../../dsp/first-index.ts';
import { TonearmError } from '../../errors.ts';

/** Replacement of `remove` bytes at `offset` by `insert`. Lists are in order and do not overlap. */
export interface Splice {
  readonly offset: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

/** Run of the spliced file: bytes of the source from `from`, or bytes at hand. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly from?: number;
  readonly bytes?: Uint8Array;
}

/** Limit of replaced bytes, which are kept for undoing; no tag is so large. */
const MAX_REPLACED_BYTES = 1 << 27;
const PIECE_BYTES = 1 << 20;

/** Spliced file as a source, without writing it. */
export function splicedSource(source: ByteSource, splices: readonly Splice[]): ByteSource {
  const runs = runsOf(source.size, splices);
  const size = runs.at(-1)?.end ?? 0;
  return { size, read: (start, end) => readRuns(source, runs, start, Math.min(end, size)) };
}

/** Source from its first byte to its last, in pieces of a megabyte. */
export async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; ) {
    const piece = await source.read(at, at + PIECE_BYTES);
    if (piece.length === 0) return;
    yield piece;
    at += piece.length;
  }
}

/**
 * Inverse splices, which turn the spliced file back into `source`.
 * @throws broken-audio if they replace too much
 */
export async function invertSplices(source: ByteSource, splices: readonly Splice[]): Promise<Splice[]> {
  const replaced = splices.reduce((sum, { remove }) => sum + remove, 0);
  if (replaced > MAX_REPLACED_BYTES) {
    throw new TonearmError(
      'broken-audio',
      `Expected tags of ${MAX_REPLACED_BYTES} bytes at most, got ${replaced}.`,
    );
  }
  const inverse: Splice[] = [];
  let shift = 0;
  for (const { offset, remove, insert } of splices) {
    const removed = await source.read(offset, offset + remove);
    inverse.push({ offset: offset + shift, remove: insert.length, insert: removed.slice() });
    shift += insert.length - remove;
  }
  return inverse;
}

/** Splices by offset, adjacent ones merged, empty ones left out. */
export function inOrder(splices: readonly Splice[]): Splice[] {
  const sorted = [...splices].sort((a, b) => a.offset - b.offset);
  const joined: Splice[] = [];
  for (const splice of sorted) {
    const last = joined.at(-1);
    if (last && last.offset + last.remove === splice.offset) joined.splice(-1, 1, joinSplices(last, splice));
    else joined.push(splice);
  }
  return joined.filter(({ remove, insert }) => remove > 0 || insert.length > 0);
}

/** Change of the file's size. */
export function growthOf(splices: readonly Splice[]): number {
  return splices.reduce((sum, { remove, insert }) => sum + insert.length - remove, 0);
}

/** Shifts splices of a part of a file to the part's offset. */
export function shifted(splices: readonly Splice[], by: number): Splice[] {
  return splices.map((splice) => ({ ...splice, offset: splice.offset + by }));
}

/** Splices applied to bytes at hand. */
export function spliceBytes(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  const runs = runsOf(bytes.length, splices);
  return Buffer.concat(
    runs.map((run) => run.bytes ?? bytes.subarray(run.from, run.from! + run.end - run.start)),
  );
}

function joinSplices(a: Splice, b: Splice): Splice {
  return { offset: a.offset, remove: a.remove + b.remove, insert: Buffer.concat([a.insert, b.insert]) };
}

function runsOf(size: number, splices: readonly Splice[]): Run[] {
  const runs: Run[] = [];
  let [from, start] = [0, 0];
  const add = (length: number, what: Pick<Run, 'from' | 'bytes'>) => {
    if (length > 0) runs.push({ start, end: start + length, ...what });
    start += length;
  };
  for (const { offset, remove, insert } of splices) {
    if (offset < from || offset + remove > size) throw new RangeError('Expected splices in order.');
    add(offset - from, { from });
    add(insert.length, { bytes: insert });
    from = offset + remove;
  }
  add(size - from, { from });
  return runs;
}

async function readRuns(
  source: ByteSource,
  runs: readonly Run[],
  start: number,
  end: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let i = firstRunAfter(runs, start); i < runs.length && runs[i].start < end; i++) {
    const run = runs[i];
    const [first, last] = [Math.max(start, run.start) - run.start, Math.min(end, run.end) - run.start];
    const part = run.bytes
      ? run.bytes.subarray(first, last)
      : await source.read(run.from! + first, run.from! + last);
    parts.push(part);
    if (part.length < last - first) break;
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Index of the first run that ends after `offset`: pages renumbered in a long file make thousands of runs. */
function firstRunAfter(runs: readonly Run[], offset: number): number {
  return firstIndex(runs.length, (i) => runs[i].end > offset);
}
