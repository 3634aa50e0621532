/** Rules that exclude files from folders of songs: trash, hidden and system folders, and the listener's patterns. */
import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { TonearmError } from '../errors.ts';
import { slashedFrom } from './path-rules.ts';

export interface FolderRuleOptions {
  /** Whether to include hidden names, trash and system folders. */
  readonly includeHidden?: boolean;
  /** Patterns of gitignore syntax, relative to each named folder. */
  readonly exclude?: readonly string[];
}

/** File name of the rules in a folder of songs, in gitignore syntax. */
const RULES_FILE = '.tonearmignore';

/** Trash, thumbnails and snapshots of NAS, Windows and macOS, in lower case; names with a dot in front are hidden anyway. */
const SYSTEM_FOLDERS = new Set([
  '@eadir',
  '@recycle',
  '@recently-snapshot',
  '#recycle',
  '#snapshot',
  '$recycle.bin',
  'recycler',
  'system volume information',
  'lost+found',
  '__macosx',
]);

interface Patterns {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Rules for the contents of one folder. */
export class FolderRules {
  readonly #includeHidden: boolean;
  readonly #exclude: Patterns;
  /** Patterns of the rule files, from the named folder down to this one. */
  readonly #files: readonly Patterns[];

  private constructor(includeHidden: boolean, exclude: Patterns, files: readonly Patterns[]) {
    this.#includeHidden = includeHidden;
    this.#exclude = exclude;
    this.#files = files;
  }

  /** Rules of a named folder, before its own file is read. */
  static of(folder: string, { includeHidden = false, exclude = [] }: FolderRuleOptions): FolderRules {
    // In an option nothing is a comment.
    const patterns = ignore().add(exclude.map((pattern) => pattern.replace(/^#/, '\\#')));
    return new FolderRules(includeHidden, { folder, patterns }, []);
  }

  /**
   * Rules inside a folder, with its own rule file, if any.
   * @throws bad-request if the folder or its file cannot be read
   */
  async inside(folder: string): Promise<FolderRules> {
    const text = await rulesFile(folder);
    if (text === undefined) return this;
    const files = [...this.#files, { folder, patterns: ignore().add(text) }];
    return new FolderRules(this.#includeHidden, this.#exclude, files);
  }

  /** Whether a path is excluded; the nearest file that names it decides, and options come before files. */
  leavesOut(path: string, isFolder: boolean): boolean {
    if (!this.#includeHidden && isHiddenName(basename(path))) return true;
    if (verdict(this.#exclude, path, isFolder) === true) return true;
    return this.#files.map((file) => verdict(file, path, isFolder)).findLast(isDecided) ?? false;
  }
}

/** Whether a name is hidden, or one of a system's trash, thumbnails and snapshots. */
function isHiddenName(name: string): boolean {
  return name.startsWith('.') || SYSTEM_FOLDERS.has(name.toLowerCase());
}

/**
 * Rules for the contents of `folder`, which is `named` or below it; undefined if it is excluded itself.
 * @throws bad-request
 */
export async function rulesBelow(
  named: string,
  folder: string,
  options: FolderRuleOptions,
): Promise<FolderRules | undefined> {
  let rules = FolderRules.of(named, options);
  let path = named;
  for (const name of slashedFrom(named, folder).split('/').filter(Boolean)) {
    rules = await rules.inside(path);
    path = join(path, name);
    if (rules.leavesOut(path, true)) return undefined;
  }
  return rules;
}

function verdict({ folder, patterns }: Patterns, path: string, isFolder: boolean): boolean | undefined {
  const below = slashedFrom(folder, path);
  const { ignored, unignored } = patterns.test(isFolder ? `${below}/` : below);
  return ignored || unignored ? ignored : undefined;
}

function isDecided(verdict: boolean | undefined): verdict is boolean {
  return verdict !== undefined;
}

async function rulesFile(folder: string): Promise<string | undefined> {
  const path = join(folder, RULES_FILE);
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return readFile(path, 'utf8').catch((cause) => {
    throw new TonearmError(
      'bad-request',
      `The file ${RULES_FILE} in this folder cannot be read, so the folder is left out. Make it readable.`,
      { cause },
    );
  });
}
