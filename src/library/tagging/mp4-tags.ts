/** Tags of mp4 and m4a: the iTunes list at moov/udta/meta/ilst, and the offsets of sound that moves when it grows. */
import type { ByteSource } from '../../audio/byte-source.ts';
import { viewOf } from '../../audio/bytes.ts';
import { type Box, boxesIn, boxType, findBox } from '../../audio/mp4/boxes.ts';
import { type TopBox, topBoxes } from '../../audio/mp4/mp4.ts';
import { TonearmError } from '../../errors.ts';
import { boxBytes, editItems, headerOf, itemFields, newItems } from './mp4-items.ts';
import { growthOf, inOrder, type Splice } from './splice.ts';
import type { OpenTags, TagEdit } from './tag-editor.ts';

/** Movie header by offsets of the file: its view begins at `at`, with the box's own header. */
interface Movie {
  readonly view: DataView;
  readonly at: number;
  readonly moov: Box;
  readonly udta?: Box;
  readonly meta?: Box;
  readonly ilst?: Box;
  /** Free box right after it, by offsets of the view. */
  readonly freeAfter?: Pick<Box, 'start' | 'end'>;
}

interface Room {
  /** Free box, by offsets of the view. */
  readonly box: Pick<Box, 'start' | 'end'>;
  /** Number of ancestors (ilst, meta, udta and moov, from the inside) that do not contain it. */
  readonly outside: number;
}

const HEADER_BYTES = 8;
const MAX_MOVIE_BYTES = 1 << 26;
const META_VERSION_BYTES = 4;
const MAX_UINT32 = 2 ** 32 - 1;

export const openMp4Tags: OpenTags = async (source) => {
  const movie = await readMovie(source);
  return {
    fields: movie.ilst ? itemFields(movie.view, movie.ilst) : { genres: [], tempo: null },
    edit: async (edit) => {
      const splices = editMovie(movie, edit);
      return inOrder(splices).map((splice) => ({ ...splice, offset: splice.offset + movie.at }));
    },
  };
};

async function readMovie(source: ByteSource): Promise<Movie> {
  const { box, next } = await findMovie(source);
  const size = box.end - box.start;
  if (box.contents - box.start !== HEADER_BYTES || size > MAX_MOVIE_BYTES) {
    throw new TonearmError(
      'unsupported-format',
      'Expected an mp4 index of the usual kind and of 64 MB at most, got another.',
    );
  }
  const view = viewOf(await source.read(box.start, box.end));
  const moov = { type: 'moov', start: HEADER_BYTES, end: view.byteLength };
  headerOf(view, moov);
  const udta = findBox(view, moov, 'udta');
  const meta = udta && findMeta(view, udta);
  const ilst = meta && findBox(view, childrenOf(meta), 'ilst');
  const isFree = next?.type === 'free' && next.contents - next.start === HEADER_BYTES;
  const freeAfter = isFree ? { start: size + HEADER_BYTES, end: size + next.end - next.start } : undefined;
  return { view, at: box.start, moov, udta, meta, ilst, freeAfter };
}

async function findMovie(source: ByteSource): Promise<{ box: TopBox; next?: TopBox }> {
  let found: TopBox | undefined;
  for await (const box of topBoxes(source)) {
    if (found) return { box: found, next: box };
    if (box.type === 'moov') found = box;
  }
  if (!found)
    throw new TonearmError('broken-audio', 'Expected an mp4 file with its index (moov), got one without.');
  return { box: found };
}

/** @throws unsupported-format for tags of another kind. */
function findMeta(view: DataView, udta: Box): Box | undefined {
  const meta = findBox(view, udta, 'meta');
  if (!meta) return undefined;
  const handler = findBox(view, childrenOf(meta), 'hdlr');
  if (!handler || handler.end - handler.start < 12 || boxType(view, handler.start + 8) !== 'mdir') {
    throw new TonearmError(
      'unsupported-format',
      "Expected mp4 with iTunes' kind of tags or none, got another kind.",
    );
  }
  return meta;
}

/** Contents of a `meta` box, behind its version. */
function childrenOf(meta: Box): Pick<Box, 'start' | 'end'> {
  return { start: meta.start + META_VERSION_BYTES, end: meta.end };
}

function editMovie(movie: Movie, edit: TagEdit): Splice[] {
  const { view, moov, udta, meta, ilst } = movie;
  const inner = ilst ? editItems(view, ilst, edit) : [addList(movie, edit)];
  const growth = growthOf(inner);
  const room = findRoom(movie, growth);
  const around = [ilst, meta, udta, moov];
  const grown = around.slice(0, room?.outside ?? around.length);
  return [
    ...inner,
    ...grown.flatMap((box) => (box ? [sizeSplice(view, box, growth)] : [])),
    ...(room ? resizeFree(room.box, growth) : moveSound(movie, growth)),
  ];
}

/** Splice that adds the item list and its missing ancestors at the end of the innermost existing one. */
function addList({ view, moov, udta, meta }: Movie, edit: TagEdit): Splice {
  const list = boxBytes('ilst', newItems(edit));
  if (meta) return { offset: lastEnd(view, childrenOf(meta)), remove: 0, insert: list };
  const handler = boxBytes('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9));
  const newMeta = boxBytes('meta', Buffer.alloc(META_VERSION_BYTES), handler, list);
  // QuickTime closes user data with four zero bytes: before them.
  if (udta) return { offset: lastEnd(view, udta), remove: 0, insert: newMeta };
  return { offset: moov.end, remove: 0, insert: boxBytes('udta', newMeta) };
}

/** Free box that can absorb the difference, the innermost first. */
function findRoom({ view, moov, udta, meta, freeAfter }: Movie, growth: number): Room | undefined {
  const inside = [meta && childrenOf(meta), udta, moov].map(
    (box) => box && [...boxesIn(view, box)].filter(({ type }) => type === 'free'),
  );
  const levels = [...inside, freeAfter ? [freeAfter] : []];
  for (const [level, boxes] of levels.entries()) {
    const box = boxes?.find(({ start, end }) => end - start >= growth);
    if (box) return { box, outside: level + 1 };
  }
  return undefined;
}

function resizeFree({ start, end }: Pick<Box, 'start' | 'end'>, growth: number): Splice[] {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(end - start + HEADER_BYTES - growth);
  return [
    { offset: start - HEADER_BYTES, remove: 4, insert: head },
    { offset: start, remove: Math.max(0, growth), insert: Buffer.alloc(Math.max(0, -growth)) },
  ];
}

/** Chunk offset tables of all tracks, moved if they point behind the index. */
function moveSound({ view, at, moov }: Movie, growth: number): Splice[] {
  if (growth === 0) return [];
  if (findBox(view, moov, 'mvex')) {
    throw new TonearmError(
      'unsupported-format',
      'Expected mp4 in one piece or with room for tags, got fragments without.',
    );
  }
  const splices: Splice[] = [];
  for (const track of boxesIn(view, moov)) {
    const tables = track.type === 'trak' ? findBox(view, track, 'mdia', 'minf', 'stbl') : undefined;
    if (!tables) continue;
    for (const box of boxesIn(view, tables)) {
      const wide = box.type === 'co64';
      if (wide || box.type === 'stco') splices.push(movedTable(view, box, wide, at + moov.end, growth));
    }
  }
  return splices;
}

function movedTable(view: DataView, box: Box, wide: boolean, behind: number, growth: number): Splice {
  const bytes = wide ? 8 : 4;
  const first = box.start + 8;
  const count = view.getUint32(first - 4);
  if (first + count * bytes > box.end)
    throw new TonearmError('broken-audio', 'Expected an mp4 index in order, got a cut table.');
  const table = Buffer.from(new Uint8Array(view.buffer, view.byteOffset + first, count * bytes));
  for (let i = 0; i < table.length; i += bytes) {
    const offset = wide ? Number(table.readBigUInt64BE(i)) : table.readUInt32BE(i);
    if (offset < behind) continue;
    if (wide) table.writeBigUInt64BE(BigInt(offset + growth), i);
    else table.writeUInt32BE(checked(offset + growth), i);
  }
  return { offset: first, remove: table.length, insert: table };
}

function sizeSplice(view: DataView, box: Box, growth: number): Splice {
  const offset = headerOf(view, box);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(checked(box.end - offset + growth));
  return { offset, remove: 4, insert: size };
}

function checked(value: number): number {
  if (value > MAX_UINT32)
    throw new TonearmError('unsupported-format', 'Expected mp4 of 4 GB at most, got more.');
  return value;
}

function lastEnd(view: DataView, within: Pick<Box, 'start' | 'end'>): number {
  return [...boxesIn(view, within)].at(-1)?.end ?? within.start;
}
