/** Watching of folders, which keeps a library up to date. */
import { once } from 'node:events';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type FSWatcher, watch as watchFolders } from 'chokidar';
import { hasCode, TonearmError } from '../../errors.ts';
import { type FolderRuleOptions, FolderRules } from '../../jobs/folder-rules.ts';
import { resolveFolders } from '../../jobs/named-paths.ts';
import { isInFolder } from '../../jobs/path-rules.ts';
import { isS3Path } from '../../sources/s3/address.ts';
import type { Library } from '../store/store.ts';
import { type ScanOptions, type ScanReport, scan } from './scan.ts';

export interface FollowOptions extends FolderRuleOptions {
  readonly signal: AbortSignal;
  /** Called when a named folder disappears or comes back. Its songs are kept: it may be a disk that was unplugged. */
  readonly onFolder?: (folder: string, isThere: boolean) => void;
}

export interface WatchOptions extends ScanOptions, FollowOptions {
  readonly signal: AbortSignal;
  /** Called after the first full scan, and after each scan of changes. */
  readonly onReport: (report: ScanReport) => void;
}

/**
 * Scans these folders.
 * @param quietMs files that changed within this time may still be written, and are left for later.
 * @returns paths of those.
 * @throws not-found for a folder that is gone
 */
export type ScanFolders = (
  below: readonly string[],
  roots: readonly string[],
  quietMs: number,
) => Promise<readonly string[]>;

const TICK_MS = 250;
/** Quiet time after which files count as completely written. */
const QUIET_MS = 2_000;
/** Longest wait for quiet; then everything is scanned but files still being written to. */
const PATIENCE_MS = 30_000;

/**
 * Scans `folders`, then again each folder below them in which something changed, until `signal`. A change
 * only triggers a scan, so it does not matter whether the system reports all of them, or in which order.
 * @throws as `scan`; bad-request where the system cannot watch so many folders.
 */
export async function watch(
  library: Library,
  folders: readonly string[],
  options: WatchOptions,
): Promise<void> {
  refuseObjects(folders);
  await followFolders(folders, options, async (below, within, quietMs) => {
    const report = await scan(library, below, { ...options, within, quietMs });
    options.onReport(report);
    return report.unsettled;
  });
}

/**
 * Runs the first scan and those of changes, until the signal.
 * @throws as `watch`
 */
export async function followFolders(
  folders: readonly string[],
  options: FollowOptions,
  scanFolders: ScanFolders,
): Promise<void> {
  const { signal, onFolder } = options;
  const roots = await resolveFolders(folders);
  const changes = new Changes();
  // Nobody tells of changes in S3: its folders are scanned with all others, and no more.
  const watched = roots.filter((root) => !isS3Path(root));
  const watcher = follow(watched, changes, options);
  const missing = new Set<string>();
  const scanNow = async (below: readonly string[]) => {
    try {
      for (const path of await scanFolders(below, roots, QUIET_MS)) changes.add(dirname(path));
    } catch (error) {
      // A folder that went away in the meantime: the one above it is next.
      if (!hasCode(error, 'not-found')) throw error;
      for (const folder of below) changes.add(folder);
    }
  };
  try {
    await once(watcher, 'ready', { signal });
    await scanNow(roots);
    while (true) {
      await pause(TICK_MS, undefined, { signal });
      for (const root of await turnedUp(roots, missing, onFolder)) {
        watcher.add(root);
        changes.add(root);
      }
      const below = await existing(changes.take(), roots);
      if (below.length > 0) await scanNow(below);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await watcher.close();
  }
}

/** Watches folders, not files: a change to a file is an event of its folder, and folders are far fewer. */
function follow(
  roots: readonly string[],
  changes: Changes,
  { includeHidden = false, exclude }: FolderRuleOptions,
): FSWatcher {
  const rules = roots.map((root) => [root, FolderRules.of(root, { includeHidden, exclude })] as const);
  const isLeftOut = (path: string) =>
    !roots.includes(path) &&
    rules.some(([root, rule]) => isWithin(path, [root]) && rule.leavesOut(path, true));
  const options = {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path: string, stats?: { isDirectory(): boolean }) =>
      stats?.isDirectory() === false || isLeftOut(path),
  };
  return watchFolders([...roots], options)
    .on('raw', (_event, _name, details) => changes.add((details as { watchedPath: string }).watchedPath))
    .on('addDir', (path) => changes.add(path))
    .on('unlinkDir', (path) => changes.add(dirname(path)))
    .on('error', (error) => changes.fail(error));
}

/** Collects folders in which something changed, until all is quiet. */
class Changes {
  readonly #folders = new Set<string>();
  #first = 0;
  #last = 0;
  #failure: TonearmError | undefined;

  add(folder: string): void {
    this.#last = performance.now();
    if (this.#folders.size === 0) this.#first = this.#last;
    this.#folders.add(folder);
  }

  fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new TonearmError('bad-request', `Expected folders that can be watched, got: ${reason}.`);
  }

  /** Returns the paths changed since the last call. @throws the error that ended the watching */
  take(): string[] {
    if (this.#failure) throw this.#failure;
    const now = performance.now();
    if (now - this.#last < QUIET_MS && now - this.#first < PATIENCE_MS) return [];
    const folders = [...this.#folders];
    this.#folders.clear();
    return folders;
  }
}

/** Missing folders that exist again; `missing` is updated. */
async function turnedUp(
  roots: readonly string[],
  missing: Set<string>,
  onFolder: WatchOptions['onFolder'],
): Promise<string[]> {
  const found: string[] = [];
  for (const root of roots) {
    const isThere = await isFolder(root);
    if (isThere === !missing.has(root)) continue;
    if (isThere) found.push(root);
    if (isThere) missing.delete(root);
    else missing.add(root);
    onFolder?.(root, isThere);
  }
  return found;
}

/** Existing folder for each: itself, or its nearest existing ancestor within the roots. */
async function existing(folders: readonly string[], roots: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (let folder of folders) {
    while (isWithin(folder, roots) && !(await isFolder(folder))) folder = dirname(folder);
    if (isWithin(folder, roots)) found.add(folder);
  }
  return [...found];
}

function isWithin(folder: string, roots: readonly string[]): boolean {
  return roots.some((root) => folder === root || isInFolder(folder, root));
}

/** Whether a path is a folder, and no link or below one: what was named may lead elsewhere by now. */
async function isFolder(path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  return (
    real === path &&
    (await stat(path)
      .then((found) => found.isDirectory())
      .catch(() => false))
  );
}

function refuseObjects(folders: readonly string[]): void {
  const named = folders.find(isS3Path);
  if (named === undefined) return;
  throw new TonearmError(
    'bad-request',
    `Expected folders of this machine to watch, got ${JSON.stringify(named)}: nobody tells of changes there. Scan it now and then without --watch.`,
  );
}
