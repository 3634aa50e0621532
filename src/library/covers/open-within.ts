/** Opening of the library's files so that no link and no swap of names leads elsewhere. */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { TonearmError } from '../../errors.ts';
import { isInFolder } from '../../jobs/path-rules.ts';

/** Open flags: does not follow a link at the end of the path, nor wait for a pipe. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file for reading. The name is checked after the file was opened, and the opened file must
 * be the one at the real name, so that nothing can be swapped in between.
 * @param roots real paths of folders, one of which the file must really lie in.
 * @throws not-found where there is none, or where it lies elsewhere.
 */
export async function openWithin(path: string, roots: readonly string[]): Promise<FileHandle> {
  const handle = await open(path, FLAGS).catch(refuse);
  try {
    if (!(await isFileWithin(handle, path, roots))) refuse();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whether a real path lies below one of the folders. */
export function isBelowAny(real: string, roots: readonly string[]): boolean {
  return roots.some((root) => isInFolder(real, root));
}

async function isFileWithin(handle: FileHandle, path: string, roots: readonly string[]): Promise<boolean> {
  const real = await realpath(path).catch(refuse);
  const [opened, there] = await Promise.all([handle.stat({ bigint: true }), lstat(real, { bigint: true })]);
  return isBelowAny(real, roots) && opened.isFile() && opened.dev === there.dev && opened.ino === there.ino;
}

function refuse(): never {
  throw new TonearmError('not-found', 'Expected the file of this song, got none: scan its folder again.');
}
