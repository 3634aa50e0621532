/** Cover beside the songs of an album. */
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const NAMES = ['cover', 'Cover', 'folder', 'Folder', 'front', 'Front'];
const ENDINGS = ['jpg', 'jpeg', 'png', 'webp'];

/** Possible paths of the cover in a song's folder, the likeliest first. */
export function folderCoverPaths(songPath: string): string[] {
  const folder = dirname(songPath);
  return NAMES.flatMap((name) => ENDINGS.map((ending) => join(folder, `${name}.${ending}`)));
}

/** Whether a cover lies beside a song. */
export async function hasFolderCover(songPath: string): Promise<boolean> {
  for (const path of folderCoverPaths(songPath)) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile()) return true;
  }
  return false;
}
