import { type Box, boxesIn, findBox } from './boxes.ts';
import type { Extent } from './sample-table.ts';

const BASE_DATA_OFFSET = 0x1;
const DESCRIPTION_INDEX = 0x2;
const DEFAULT_DURATION = 0x8;
const DEFAULT_SIZE = 0x10;
const RUN_OFFSET = 0x1;
const RUN_FIRST_FLAGS = 0x4;
/** Fields of each sample: duration, size, flags, composition offset. */
const RUN_FIELDS = [0x100, 0x200, 0x400, 0x800];
const RUN_SIZE = 0x200;

/** Size of a track's samples where fragments do not say, from the movie header's contents. */
export function defaultSampleSize(movie: DataView, track: number): number {
  const extension = findBox(movie, { start: 0, end: movie.byteLength }, 'mvex');
  for (const box of extension ? boxesIn(movie, extension) : []) {
    const isOurs =
      box.type === 'trex' && box.end - box.start >= 20 && movie.getUint32(box.start + 4) === track;
    if (isOurs) return movie.getUint32(box.start + 16);
  }
  return 0;
}

/** The packets of a track in a movie fragment (ISO/IEC 14496-12, section 8.8) that begins at `base` in the file. */
export function* fragmentExtents(
  fragment: DataView,
  base: number,
  track: number,
  defaultSize: number,
): Generator<Extent> {
  for (const traf of boxesIn(fragment, { start: 0, end: fragment.byteLength })) {
    const header = traf.type === 'traf' ? findBox(fragment, traf, 'tfhd') : undefined;
    if (!header || header.end - header.start < 8 || fragment.getUint32(header.start + 4) !== track) continue;
    const { offset, size } = trackDefaults(fragment, header, base, defaultSize);
    let next = offset;
    for (const run of boxesIn(fragment, traf)) {
      if (run.type === 'trun') next = yield* runExtents(fragment, run, offset, next, size);
    }
  }
}

function trackDefaults(view: DataView, header: Box, base: number, defaultSize: number): Extent {
  const flags = view.getUint32(header.start);
  let at = header.start + 8;
  const take = (flag: number, bytes: number, read: (at: number) => number, otherwise: number) => {
    if (!(flags & flag) || at + bytes > header.end) return otherwise;
    at += bytes;
    return read(at - bytes);
  };
  const offset = take(BASE_DATA_OFFSET, 8, (from) => Number(view.getBigUint64(from)), base);
  take(DESCRIPTION_INDEX, 4, () => 0, 0);
  take(DEFAULT_DURATION, 4, () => 0, 0);
  return { offset, size: take(DEFAULT_SIZE, 4, (from) => view.getUint32(from), defaultSize) };
}

/** Parses a track run. @returns where the next run begins by default */
function* runExtents(
  view: DataView,
  run: Box,
  base: number,
  next: number,
  defaultSize: number,
): Generator<Extent, number> {
  if (run.end - run.start < 8) return next;
  const flags = view.getUint32(run.start);
  const hasOffset = (flags & RUN_OFFSET) !== 0 && run.end - run.start >= 12;
  let offset = hasOffset ? base + view.getInt32(run.start + 8) : next;
  const headBytes = 8 + (flags & RUN_OFFSET ? 4 : 0) + (flags & RUN_FIRST_FLAGS ? 4 : 0);
  const entryBytes = RUN_FIELDS.filter((field) => flags & field).length * 4;
  const start = run.start + headBytes;
  const count = view.getUint32(run.start + 4);
  for (let i = 0; i < count; i++) {
    const at = start + i * entryBytes;
    if (at + entryBytes > run.end) break;
    const sizeAt = at + (flags & RUN_FIELDS[0] ? 4 : 0);
    const size = flags & RUN_SIZE ? view.getUint32(sizeAt) : defaultSize;
    yield { offset, size };
    offset += size;
  }
  return offset;
}
