import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isAudioName } from '../../audio/audio-name.ts';
import { TonearmError } from '../../errors.ts';
import { walk } from '../../jobs/walk.ts';
import { attempt, cleanLabel } from './labels.ts';
import type { BrokenTrack, Listing, Track } from './track.ts';

/** Songs in a folder a class, at any depth below it; songs beside the classes are listed as broken. */
export async function readClassFolders(root: string): Promise<Listing> {
  const tracks: Track[] = [];
  const broken: BrokenTrack[] = [];
  for (const name of (await readdir(root)).sort()) {
    const path = join(root, name);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isDirectory()) {
      if (isAudioName(name)) broken.push({ id: name, reason: outsideClasses() });
    } else if (!name.startsWith('.')) {
      const { files, troubles } = await walk([path], { followLinks: true });
      const idOf = (file: string) => relative(root, file).split(sep).join('/');
      const ids = files.map(idOf);
      broken.push(...troubles.map(({ path, error }) => ({ id: idOf(path), reason: error })));
      const label = attempt(() => cleanLabel(name));
      if (label instanceof TonearmError) broken.push(...ids.map((id) => ({ id, reason: label })));
      else tracks.push(...files.map((file, i) => ({ id: ids[i], label, path: file })));
    }
  }
  return { tracks, broken };
}

function outsideClasses(): TonearmError {
  return new TonearmError(
    'bad-request',
    'Expected a song in the folder of its class, got one beside the folders.',
  );
}
