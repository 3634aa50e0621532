import { type FileHandle, open, stat } from 'node:fs/promises';
import type { ByteSource } from '../audio/byte-source.ts';
import { TonearmError } from '../errors.ts';

/** A file as a `ByteSource`: positional reads, nothing held. Close it when done. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
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
 * a device could block for ever).
 */
export async function fileSource(path: string): Promise<FileSource> {
  const before = await stat(path).catch(refuse);
  if (!before.isFile()) throw new TonearmError('bad-request', 'Expected a file, got a folder or a device.');
  const handle = await open(path, 'r').catch(refuse);
  const { size } = await handle.stat();
  return { ...handleSource(handle, size), close: () => handle.close() };
}

/** The first `size` bytes of an open file; its owner closes it. */
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

function refuse(error: NodeJS.ErrnoException): never {
  const reason = MESSAGES[error.code ?? ''] ?? 'one that cannot be read';
  const message = `Expected a readable file, got ${reason}.`;
  throw error.code === 'ENOENT'
    ? new TonearmError('not-found', message)
    : new TonearmError('bad-request', message);
}
