import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAudioName } from '../../audio/audio-name.ts';

/**
 * Audio files at any depth below a folder, by their names, in order of name. Links are followed; a loop of
 * links is walked once.
 */
export async function audioFilesBelow(folder: string, seen = new Set<string>()): Promise<string[]> {
  const real = await realpath(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const files: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) files.push(...(await audioFilesBelow(path, seen)));
    else if (isAudioName(name)) files.push(path);
  }
  return files;
}
