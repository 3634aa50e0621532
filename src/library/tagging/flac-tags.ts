/** Tags of FLAC files: the VORBIS_COMMENT block (RFC 9639, section 8.6). */
import type { ByteSource } from '../../audio/byte-source.ts';
import { skipId3 } from '../../audio/id3.ts';
import { TonearmError } from '../../errors.ts';
import { type Comments, commentFields, editComments, newComments, parseComments } from './comment.ts';
import { growthOf, inOrder, type Splice, shifted } from './splice.ts';
import type { OpenTags, TagEdit } from './tag-editor.ts';
import { readTailGenres } from './tail-genres.ts';

interface Block {
  readonly type: number;
  readonly isLast: boolean;
  /** Offset of its header. */
  readonly at: number;
  /** Size of the body. */
  readonly size: number;
}

const HEADER_BYTES = 4;
const STREAM_INFO = 0;
const PADDING = 1;
const COMMENT = 4;
const MAX_BLOCKS = 1_024;
const MAX_BODY_BYTES = 2 ** 24 - 1;

export const openFlacTags: OpenTags = async (source) => {
  if ((await skipId3(source)) > 0) {
    throw new TonearmError(
      'unsupported-format',
      'Expected flac with its own tags alone, got an ID3 tag in front of it.',
    );
  }
  const blocks = await readBlocks(source);
  const held = blocks.filter(({ type }) => type === COMMENT);
  if (held.length > 1)
    throw new TonearmError('broken-audio', `Expected flac with one comment block, got ${held.length}.`);
  const comments = held[0] && parseComments(await bodyOf(source, held[0]));
  const own = comments ? commentFields(comments) : { genres: [], tempo: null };
  const tail = await readTailGenres(source);
  return {
    fields: { ...own, genres: tail.beside(own.genres) },
    edit: async (edit) => {
      tail.assertHeeded(edit);
      return comments ? editBlock(blocks, held[0], comments, edit) : addBlock(blocks, edit);
    },
  };
};

async function readBlocks(source: ByteSource): Promise<Block[]> {
  const blocks: Block[] = [];
  for (let at = 4; blocks.length < MAX_BLOCKS && !blocks.at(-1)?.isLast; ) {
    const head = await source.read(at, at + HEADER_BYTES);
    const size = (head[1] << 16) | (head[2] << 8) | head[3];
    if (head.length < HEADER_BYTES || at + HEADER_BYTES + size > source.size) break;
    blocks.push({ type: head[0] & 127, isLast: (head[0] & 128) !== 0, at, size });
    at += HEADER_BYTES + size;
  }
  if (blocks[0]?.type !== STREAM_INFO || !blocks.at(-1)?.isLast) {
    throw new TonearmError('broken-audio', 'Expected flac with its blocks in order, got damaged ones.');
  }
  return blocks;
}

function bodyOf(source: ByteSource, { at, size }: Block): Promise<Uint8Array> {
  return source.read(at + HEADER_BYTES, at + HEADER_BYTES + size);
}

function editBlock(blocks: readonly Block[], block: Block, comments: Comments, edit: TagEdit): Splice[] {
  const inside = editComments(comments, edit);
  const growth = growthOf(inside);
  return inOrder([
    headerSplice(block, { size: block.size + growth }),
    ...shifted(inside, block.at + HEADER_BYTES),
    ...takeFromPadding(blocks, growth),
  ]);
}

function addBlock(blocks: readonly Block[], edit: TagEdit): Splice[] {
  const [info] = blocks;
  const body = newComments('Tonearm', edit);
  const header = blockHeader({ type: COMMENT, isLast: info.isLast, size: body.length });
  return inOrder([
    headerSplice(info, { isLast: false }),
    {
      offset: info.at + HEADER_BYTES + info.size,
      remove: 0,
      insert: Buffer.concat([header, body]),
    },
    ...takeFromPadding(blocks, HEADER_BYTES + body.length),
  ]);
}

/** Splices that keep the sound's position if padding can absorb the difference. */
function takeFromPadding(blocks: readonly Block[], growth: number): Splice[] {
  const padding = blocks.find(
    ({ type, size }) => type === PADDING && size >= growth && size - growth <= MAX_BODY_BYTES,
  );
  if (!padding || growth === 0) return [];
  return [
    headerSplice(padding, { size: padding.size - growth }),
    {
      offset: padding.at + HEADER_BYTES,
      remove: Math.max(0, growth),
      insert: Buffer.alloc(Math.max(0, -growth)),
    },
  ];
}

function headerSplice(block: Block, change: Partial<Block>): Splice {
  return { offset: block.at, remove: HEADER_BYTES, insert: blockHeader({ ...block, ...change }) };
}

function blockHeader({ type, isLast, size }: Pick<Block, 'type' | 'isLast' | 'size'>): Buffer {
  if (size > MAX_BODY_BYTES) {
    throw new TonearmError(
      'broken-audio',
      `Expected comments of ${MAX_BODY_BYTES} bytes at most, got ${size}.`,
    );
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(size);
  header[0] = type | (isLast ? 128 : 0);
  return header;
}
