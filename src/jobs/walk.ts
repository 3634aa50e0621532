/** Walk of folders for songs: the one walker of every command that takes folders. */
import { isUtf8 } from 'node:buffer';
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAudioName } from '../audio/audio-name.ts';
import { TonearmError } from '../errors.ts';
import { isS3Path } from '../sources/s3/address.ts';
import { type FolderRuleOptions, type FolderRules, rulesBelow } from './folder-rules.ts';
import { isInFolder } from './path-rules.ts';
import { walkObjects } from './walk-objects.ts';

export interface WalkOptions extends FolderRuleOptions {
  /** Whether to follow links. Default: they are skipped, since one that leads outside leaves what was allowed. */
  readonly followLinks?: boolean;
  /** Named folders from which rules hold, if only parts of them are walked. */
  readonly within?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface FoundFiles {
  /**
   * Audio files, each once, folder by folder in order of name; a file that is named itself is included
   * whatever its name.
   */
  readonly files: readonly string[];
  /** Folders that cannot be read, and names that are not UTF-8. */
  readonly errors: readonly { readonly path: string; readonly error: TonearmError }[];
}

/** Finds audio files at any depth below folders, by their names. @throws the signal's reason when aborted */
export async function walk(named: readonly string[], options: WalkOptions = {}): Promise<FoundFiles> {
  const walker = new Walker(options);
  for (const path of named) await walker.take(path);
  return { files: [...walker.files], errors: walker.errors };
}

/** Whether rules exclude a file that exists and that the walk did not find. */
export async function isLeftOut(
  path: string,
  named: readonly string[],
  options: FolderRuleOptions,
): Promise<boolean> {
  const root = named.find((folder) => isWithin(path, folder));
  if (root === undefined || root === path) return false;
  try {
    const above = await rulesBelow(root, dirname(path), options);
    return above === undefined || (await above.inside(dirname(path))).leavesOut(path, false);
  } catch {
    // A folder that cannot be read keeps what is known of it.
    return false;
  }
}

/** Displayable name: bytes that are not UTF-8 as `\xff`, so that no two names look the same. */
export function nameOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let name = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => isUtf8(bytes.subarray(at, at + size)));
    name += length ? bytes.toString('utf8', at, at + length) : `\\x${bytes.toString('hex', at, at + 1)}`;
    at += length ?? 1;
  }
  return name;
}

class Walker {
  readonly files = new Set<string>();
  readonly errors: { path: string; error: TonearmError }[] = [];
  readonly #options: WalkOptions;
  /** Real paths of walked folders: a loop of links is walked once. */
  readonly #walked = new Set<string>();

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async take(path: string): Promise<void> {
    const { within = [path] } = this.#options;
    const root = within.find((folder) => isWithin(path, folder)) ?? path;
    if (isS3Path(path)) {
      const { files, errors } = await walkObjects(path, root, this.#options);
      for (const file of files) this.files.add(file);
      this.errors.push(...errors);
      return;
    }
    if ((await this.#statsOf(path))?.isDirectory()) {
      await this.#attempt(path, async () => {
        const rules = await rulesBelow(root, path, this.#options);
        if (rules) await this.#folder(path, rules);
      });
    } else {
      this.files.add(path);
    }
  }

  async #folder(path: string, above: FolderRules): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (this.#options.followLinks && !(await this.#isNew(path))) return;
    const rules = await above.inside(path);
    const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' });
    entries.sort((a, b) => a.name.compare(b.name));
    for (const entry of entries) await this.#entry(path, entry, rules);
  }

  async #entry(folder: string, entry: Dirent<Buffer>, rules: FolderRules): Promise<void> {
    const path = join(folder, nameOf(entry.name));
    const found = entry.isSymbolicLink() ? await this.#statsOf(path) : entry;
    const isFolder = found?.isDirectory() === true;
    if (rules.leavesOut(path, isFolder) || !(isFolder || isAudioName(path))) return;
    if (!isUtf8(entry.name)) this.errors.push({ path, error: notUtf8() });
    else if (isFolder) await this.#attempt(path, () => this.#folder(path, rules));
    else if (found?.isFile()) this.files.add(path);
  }

  async #attempt(folder: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      const { code, syscall } = error as NodeJS.ErrnoException;
      // Gone since it was met: nothing to tell.
      if (code === 'ENOENT') return;
      if (error instanceof TonearmError) this.errors.push({ path: folder, error });
      else if (syscall !== undefined) this.errors.push({ path: folder, error: unreadable(error) });
      else throw error;
    }
  }

  #statsOf(path: string): Promise<Stats | undefined> {
    return (this.#options.followLinks ? stat : lstat)(path).catch(() => undefined);
  }

  async #isNew(folder: string): Promise<boolean> {
    const real = await realpath(folder);
    if (this.#walked.has(real)) return false;
    this.#walked.add(real);
    return true;
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || isInFolder(path, folder);
}

function notUtf8(): TonearmError {
  return new TonearmError('bad-request', 'The name is not in UTF-8, so it cannot be opened. Rename it.');
}

function unreadable(cause: unknown): TonearmError {
  return new TonearmError(
    'bad-request',
    'This folder cannot be read. Give yourself permission, or leave it out with --exclude.',
    { cause },
  );
}
