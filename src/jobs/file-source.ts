import { type FileHandle, open, stat } from 'node:fs/promises';
import type { ByteSource } from '../audio/byte-source.ts';
import { TonearmError } from '../errors.ts';
import { isS3Path } from '../sources/s3/address.ts';
import type { ObjectIdentity } from '../sources/s3/object-identity.ts';

/** File as a `ByteSource`: positional reads, nothing held. Close it when done. */
export interface FileSource extends ByteSource {
  /** @throws bad-request where the open file is no longer what it was expected to be */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Identity of a file: equal identities mean equal content. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
  /** ETag of an S3 object. */
  readonly etag?: string;
}

const MESSAGES: Record<string, string> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  ELOOP: 'a loop of links',
  ENAMETOOLONG: 'a name that is too long',
};

/**
 * Opens a regular file for reading.
 * @throws not-found where there is none, bad-request where it cannot be read or is no regular file (a pipe or
 * a device could block for ever), or where it is not the file that is `expected`.
 */
export async function fileSource(path: string, expected?: FileIdentity): Promise<FileSource> {
  if (isS3Path(path)) return objectSource(path, expected ?? (await identityOf(path)));
  await identityOf(path);
  const handle = await open(path, 'r').catch(refuse);
  const opened = await handle.stat();
  const assertUnchanged = async () => {
    if (!isSameFile(expected ?? opened, await handle.stat())) throw changed();
  };
  const source = { ...handleSource(handle, opened.size), assertUnchanged, close: () => handle.close() };
  if (expected && !isSameFile(expected, opened)) {
    await source.close();
    throw changed();
  }
  return source;
}

/** Identity of a regular file now. @throws not-found, bad-request as `fileSource` */
export async function identityOf(path: string): Promise<FileIdentity> {
  if (isS3Path(path)) return identityOfObject(path);
  const found = await stat(path).catch(refuse);
  if (!found.isFile()) throw new TonearmError('bad-request', 'Expected a file, got a folder or a device.');
  const { size, mtimeMs, ctimeMs, ino } = found;
  return { size, mtimeMs, ctimeMs, ino };
}

export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs &&
    a.ino === b.ino &&
    a.etag === b.etag
  );
}

export function isObject({ etag }: FileIdentity): boolean {
  return etag !== undefined;
}

/** Identity of an S3 object from that of a file. */
export function objectIdentity({ size, mtimeMs, etag = '' }: FileIdentity): ObjectIdentity {
  return { size, modifiedMs: mtimeMs, etag };
}

async function identityOfObject(path: string): Promise<FileIdentity> {
  const { size, modifiedMs, etag } = await (await openS3Files()).identityOf(path);
  return { size, mtimeMs: modifiedMs, ctimeMs: modifiedMs, ino: 0, etag };
}

/** Source of an S3 object: each read is of the object as it was, or fails. */
async function objectSource(path: string, identity: FileIdentity): Promise<FileSource> {
  const source = (await openS3Files()).source(path, objectIdentity(identity));
  return {
    size: source.size,
    read: (start, end) => source.read(start, end),
    assertUnchanged: async () => {},
    close: async () => {},
  };
}

/** S3 client, loaded on demand: most commands do not need it. */
async function openS3Files() {
  return (await import('../sources/s3/s3-files.ts')).s3Files();
}

/** Source of the first `size` bytes of an open file; its owner closes it. */
export function handleSource(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  };
}

function changed(): TonearmError {
  return new TonearmError(
    'bad-request',
    'The file changed while it was read. Try again when it is complete.',
  );
}

function refuse(error: NodeJS.ErrnoException): never {
  const reason = MESSAGES[error.code ?? ''] ?? 'one that cannot be read';
  const message = `Expected a readable file, got ${reason}.`;
  throw error.code === 'ENOENT'
    ? new TonearmError('not-found', message)
    : new TonearmError('bad-request', message);
}
