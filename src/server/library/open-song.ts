/** Bytes of a song for clients, from a file or from S3. */
import { Readable } from 'node:stream';
import type { ByteSource } from '../../audio/byte-source.ts';
import { TonearmError } from '../../errors.ts';
import { fileSource, handleSource, identityOf } from '../../jobs/file-source.ts';
import { isBelowAny, openWithin } from '../../library/covers/open-within.ts';
import { isS3Path } from '../../sources/s3/address.ts';

export interface OpenSong extends ByteSource {
  /** ETag, another one after each change. */
  readonly etag: string;
  /** Stream from byte `start` to `end`, both included; closes the song at its end. */
  stream(start: number, end: number): Readable;
  close(): Promise<void>;
}

/** Bytes fetched at once of an object that is played. */
const PIECE_BYTES = 1 << 19;

/** @param roots folders, one of which it must lie in. @throws not-found */
export async function openSong(path: string, roots: readonly string[]): Promise<OpenSong> {
  return isS3Path(path) ? openObject(path, roots) : openFile(path, roots);
}

async function openFile(path: string, roots: readonly string[]): Promise<OpenSong> {
  const handle = await openWithin(path, roots);
  try {
    const { size, mtimeMs } = await handle.stat();
    return {
      ...handleSource(handle, size),
      etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
      stream: (start, end) => handle.createReadStream({ start, end }),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openObject(path: string, roots: readonly string[]): Promise<OpenSong> {
  if (!isBelowAny(path, roots)) {
    throw new TonearmError('not-found', 'Expected the file of this song, got none: scan its folder again.');
  }
  const identity = await identityOf(path);
  const source = await fileSource(path, identity);
  return {
    ...source,
    etag: identity.etag || `"${identity.size.toString(36)}-${identity.mtimeMs.toString(36)}"`,
    stream: (start, end) => Readable.from(pieces(source, start, end + 1)),
  };
}

/** Reads piece by piece, so that a slow listener holds no connection. */
async function* pieces(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE_BYTES) yield source.read(at, Math.min(end, at + PIECE_BYTES));
}
