import { type Box, findBox } from './boxes.ts';

/** Byte range of a packet in the file. */
export interface Extent {
  readonly offset: number;
  readonly size: number;
}

/** A table inside a box: `count` entries of `bytes` each from `start`, never beyond the box. */
interface Table {
  readonly start: number;
  readonly count: number;
}

/** The packets of a track in order (ISO/IEC 14496-12, section 8.7); ends where the tables do. */
export function* sampleExtents(view: DataView, stbl: Box): Generator<Extent> {
  const chunks = chunkOffsets(view, stbl);
  const runs = tableIn(view, findBox(view, stbl, 'stsc'), 8, 12);
  const sizeOf = sampleSizes(view, stbl);
  let sample = 0;
  let run = 0;
  for (let chunk = 1; chunk <= chunks.count; chunk++) {
    while (run + 1 < runs.count && view.getUint32(runs.start + (run + 1) * 12) <= chunk) run++;
    const inChunk = run < runs.count ? view.getUint32(runs.start + run * 12 + 4) : 0;
    let offset = chunks.at(chunk - 1);
    for (let i = 0; i < inChunk; i++) {
      const size = sizeOf(sample++);
      if (size === undefined) return;
      yield { offset, size };
      offset += size;
    }
  }
}

/** The start and count of a table whose count stands at `header - 4`, as far as the box holds it. */
export function tableIn(view: DataView, box: Box | undefined, header: number, entryBytes: number): Table {
  if (!box || box.end - box.start < header) return { start: 0, count: 0 };
  const start = box.start + header;
  const held = Math.floor((box.end - start) / entryBytes);
  return { start, count: Math.min(view.getUint32(start - 4), held) };
}

function chunkOffsets(view: DataView, stbl: Box): { count: number; at: (index: number) => number } {
  const short = tableIn(view, findBox(view, stbl, 'stco'), 8, 4);
  if (short.count > 0) return { count: short.count, at: (i) => view.getUint32(short.start + i * 4) };
  const long = tableIn(view, findBox(view, stbl, 'co64'), 8, 8);
  return { count: long.count, at: (i) => Number(view.getBigUint64(long.start + i * 8)) };
}

/** Size by sample; undefined after the last. */
function sampleSizes(view: DataView, stbl: Box): (sample: number) => number | undefined {
  const box = findBox(view, stbl, 'stsz');
  if (!box || box.end - box.start < 12) return () => undefined;
  const uniform = view.getUint32(box.start + 4);
  const claimed = view.getUint32(box.start + 8);
  if (uniform > 0) return (sample) => (sample < claimed ? uniform : undefined);
  const { start, count } = tableIn(view, box, 12, 4);
  return (sample) => (sample < count ? view.getUint32(start + sample * 4) : undefined);
}
