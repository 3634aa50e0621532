/** Check whether a file may be replaced by a copy with other tags. */
import type { Stats } from 'node:fs';
import { access, constants, lstat, realpath, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isS3Path } from '../../sources/s3/address.ts';
import { Refusal } from './refusal.ts';

const SPARE_BYTES = 1 << 20;
const ANYBODY_WRITES = 0o222;

/**
 * Inspects a file and its folder, without writing.
 * @throws Refusal, and what the system answers.
 */
export async function inspectFile(path: string, breakLinks = false): Promise<Stats> {
  if (isS3Path(path))
    throw new Refusal('read-only', 'Tags of songs in S3 are not written: write them where they come from.');
  const folder = dirname(path);
  const found = await lstat(path);
  if (found.isSymbolicLink() || (await realpath(folder)) !== folder) {
    throw new Refusal('link', 'Expected the folder that was scanned, got a link that leads elsewhere.');
  }
  if (!found.isFile()) throw new Refusal('missing', 'Expected a file, got a folder or a device.');
  // Its owner took the right away; that the system would let the administrator is no answer.
  if ((found.mode & ANYBODY_WRITES) === 0)
    throw new Refusal('read-only', 'Expected a file that may be written.');
  if (found.nlink > 1 && !breakLinks) {
    throw new Refusal(
      'hard-links',
      `Expected a file of one name, got one of ${found.nlink} (hard links); the others would keep the old tags.`,
    );
  }
  await access(path, constants.R_OK | constants.W_OK);
  await access(folder, constants.W_OK | constants.X_OK);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < found.size + SPARE_BYTES) {
    throw new Refusal('no-space', 'Expected room for a copy of the file, got too little.');
  }
  return found;
}

/** Whether two states are of the same file with the same content, as far as the system tells. */
export function isSameFile(a: Stats, b: Stats): boolean {
  return (
    a.dev === b.dev &&
    a.ino === b.ino &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs
  );
}
