import { posix } from 'node:path';
import { atLevel, isWithin } from '../../classify/levels.ts';
import { TonearmError } from '../../errors.ts';
import type { FolderRuleOptions } from '../../jobs/folder-rules.ts';
import { slashedFrom } from '../../jobs/path-rules.ts';
import { walk } from '../../jobs/walk.ts';
import { attempt, cleanLabel } from './labels.ts';
import type { BrokenTrack, Listing, Track } from './track.ts';

export interface ClassFolderOptions extends FolderRuleOptions {
  /** Number of folder levels that name the class; `electronic/house/deep` has three. Default: 1. */
  readonly levels?: number;
}

/**
 * Reads a folder of class folders: songs at any depth below them; songs beside the classes and folders that
 * cannot be read are listed as broken.
 * @throws bad-request where nothing of a class can be read
 */
export async function readClassFolders(
  root: string,
  { levels = 1, ...options }: ClassFolderOptions = {},
): Promise<Listing> {
  const classOf = (id: string) => atLevel(posix.dirname(id), levels);
  const { files, errors } = await walk([root], { ...options, followLinks: true });
  const tracks: Track[] = [];
  const broken: BrokenTrack[] = errors.map(({ path, error }) => ({
    id: slashedFrom(root, path),
    reason: error,
  }));
  const unreadable = broken.map(({ id }) => atLevel(id, levels));
  for (const path of files) {
    const id = slashedFrom(root, path);
    const label = id.includes('/') ? attempt(() => cleanLabel(classOf(id))) : outsideClasses();
    if (label instanceof TonearmError) broken.push({ id, reason: label });
    else tracks.push({ id, label, path });
  }
  const found = [...new Set(tracks.map(({ id }) => classOf(id)))];
  const lost = unreadable.find(
    (name) => !found.some((label) => isWithin(name, label) || isWithin(label, name)),
  );
  if (lost !== undefined) throw lostClass(lost);
  return { tracks, broken };
}

function outsideClasses(): TonearmError {
  return new TonearmError(
    'bad-request',
    'Expected a song in the folder of its class, got one beside the folders.',
  );
}

function lostClass(name: string): TonearmError {
  const message = `No song of the class ${JSON.stringify(name)} can be read, so it would be missing. Give yourself permission, or leave the folder out with --exclude.`;
  return new TonearmError('bad-request', message);
}
