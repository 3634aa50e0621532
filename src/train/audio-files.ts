import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** In a folder only these are taken for songs: a cover picture is no broken track. */
const AUDIO_EXTENSIONS = new Set(
  'wav wave rf64 aif aiff aifc au snd mp3 mp2 flac ogg oga opus m4a m4b mp4 aac webm weba mka'
    .split(' ')
    .map((name) => `.${name}`),
);

/** True where a name says that the file is audio. */
export function isAudioName(name: string): boolean {
  return AUDIO_EXTENSIONS.has(extname(name).toLowerCase());
}

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
