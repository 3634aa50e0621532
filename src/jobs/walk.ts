/** Finds songs below folders. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAudioName } from '../audio/audio-name.ts';
import { TonearmError } from '../errors.ts';

export interface Trouble {
  readonly path: string;
  readonly error: TonearmError;
}

export interface Found {
  /** In order, each once. */
  readonly files: readonly string[];
  readonly troubles: readonly Trouble[];
}

/** The real paths of folders. @throws not-found, bad-request where one is no folder. */
export async function resolveFolders(folders: readonly string[]): Promise<string[]> {
  const resolved = await Promise.all(folders.map(resolveFolder));
  return [...new Set(resolved)].sort();
}

export interface WalkOptions {
  /**
   * Default: links are left alone: one that leads inside is met under its own name, one that leads outside leaves what
   * was allowed. A folder that several links lead to is walked once.
   */
  readonly followLinks?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Audio files at any depth below `folders`, by their names. Names that are not UTF-8 and folders that cannot be read
 * are listed as troubles.
 */
export async function walk(folders: readonly string[], options: WalkOptions = {}): Promise<Found> {
  const { followLinks = false, signal } = options;
  const files = new Set<string>();
  const troubles: Trouble[] = [];
  const waiting = [...folders];
  const walked = new Set<string>();
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal?.throwIfAborted();
    const real = followLinks ? await realpath(folder).catch(() => folder) : folder;
    if (walked.has(real)) continue;
    walked.add(real);
    for (const { entry, path, error } of await entriesOf(folder)) {
      if (error) {
        troubles.push({ path, error });
        continue;
      }
      const kind = followLinks && entry?.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
      if (kind?.isDirectory()) waiting.push(path);
      else if (kind?.isFile() && isAudioName(path)) files.add(path);
    }
  }
  return { files: [...files].sort(), troubles };
}

interface Entry {
  readonly path: string;
  readonly entry?: Dirent<Buffer>;
  readonly error?: TonearmError;
}

async function entriesOf(folder: string): Promise<Entry[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
    return entries.flatMap((entry) => checkName(folder, entry));
  } catch (error) {
    // Gone since it was met: nothing to tell.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    return [
      {
        path: folder,
        error: new TonearmError('bad-request', 'Expected a folder that can be read, got another.'),
      },
    ];
  }
}

function checkName(folder: string, entry: Dirent<Buffer>): Entry[] {
  const name = entry.name.toString('utf8');
  const path = join(folder, name);
  if (Buffer.from(name).equals(entry.name)) return [{ path, entry }];
  if (!entry.isDirectory() && !isAudioName(name)) return [];
  return [
    {
      path,
      error: new TonearmError('bad-request', 'Expected a name in UTF-8, got other bytes: please rename it.'),
    },
  ];
}

async function resolveFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined)
    throw new TonearmError('not-found', `Expected a folder, got nothing at ${JSON.stringify(folder)}.`);
  if (!(await stat(real)).isDirectory()) {
    throw new TonearmError('bad-request', `Expected a folder, got a file: ${JSON.stringify(folder)}.`);
  }
  return real;
}
