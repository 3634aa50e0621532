import { TonearmError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { latin1, viewOf } from './bytes.ts';

/** A chunk of a RIFF or IFF file. */
export interface Chunk {
  readonly id: string;
  /** Offset of its contents. */
  readonly start: number;
  /** Bytes claimed by its header. */
  readonly size: number;
}

/** Upper bound of chunks in a file; a file with more is malicious. */
const MAX_CHUNKS = 4_096;
const FILE_HEADER_BYTES = 12;

/** The chunks after the file's header, each at an even offset. @throws broken-audio when there are thousands */
export async function* chunksOf(source: ByteSource, littleEndian: boolean): AsyncGenerator<Chunk> {
  let at = FILE_HEADER_BYTES;
  for (let count = 0; at + 8 <= source.size; count++) {
    if (count === MAX_CHUNKS)
      throw new TonearmError('broken-audio', `Expected at most ${MAX_CHUNKS} chunks in the file, got more.`);
    const bytes = await source.read(at, at + 8);
    const size = viewOf(bytes).getUint32(4, littleEndian);
    yield { id: latin1(bytes, 0, 4), start: at + 8, size };
    at += 8 + size + (size & 1);
  }
}
