/** Scan: analyses what is new below folders and stores it. Idempotent, safe to kill. */
import { type ErrorReport, reportError, type TonearmError } from '../../errors.ts';
import { analyseFiles, type HashedFile, isHashOf, type TaskOutcome } from '../../jobs/analyse-files.ts';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import type { DescribedSong } from '../../jobs/described-song.ts';
import { FeatureCache, songProperties } from '../../jobs/feature-cache.ts';
import type { FileIdentity } from '../../jobs/file-source.ts';
import type { FolderRuleOptions } from '../../jobs/folder-rules.ts';
import { isGone, resolveNamed } from '../../jobs/named-paths.ts';
import type { FilesProgress } from '../../jobs/progress.ts';
import { isLeftOut, walk } from '../../jobs/walk.ts';
import { isBelow } from '../below.ts';
import { analysisKey } from '../columns/analysis-key.ts';
import { applyCorrections } from '../corrections/apply.ts';
import { keepAnalysed, keepFailed, keepFile, keepFileError } from '../songs/keep.ts';
import type { FileRow } from '../store/schema.ts';
import type { Library } from '../store/store.ts';
import { settleJournals } from '../tagging/settle.ts';
import { doneBelow } from './done.ts';
import { forgetFailures, isTriedAgain, listFailures } from './failures.ts';

export interface ScanOptions extends FolderRuleOptions {
  /** Path of the model that predicts genres. */
  readonly modelPath: string;
  /** Maximum number of processes. */
  readonly workers: number;
  /** Niceness of the processes; 19 gives way to all other programs. Default 0. */
  readonly niceness?: number;
  /** Folder of the feature cache, which training then uses. Default: features are not stored. */
  readonly cache?: string;
  /** Whether to retry failures, whatever the reason. */
  readonly retry?: boolean;
  /** Folder of the journals of tags: files left by a killed writer are settled first. */
  readonly journals?: string;
  /** Minimum age of changes in milliseconds: younger files may still be written. */
  readonly quietMs?: number;
  /** Folders of the whole library, if only parts of them are scanned. */
  readonly within?: readonly string[];
  /** Analyser of files, instead of this process's workers. */
  readonly analyse?: (run: ScanRun, files: readonly string[]) => Promise<readonly ScanOutcome[]>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilesProgress) => void;
}

export type { FilesProgress as ScanProgress } from '../../jobs/progress.ts';

export interface ScanReport {
  /**
   * Number of files found below the folders, and of unreadable folders: analysed, known, failed and unsettled
   * together.
   */
  readonly files: number;
  /** Number of files analysed by this run. */
  readonly heard: number;
  /** Number of files whose content was known before, or is that of another file. */
  readonly known: number;
  /** Number of entries of files that are no longer there, or are excluded by now. */
  readonly removed: number;
  /** Files skipped because they changed just now. */
  readonly unsettled: readonly string[];
  /** Every file below the folders without a song, whenever it failed. */
  readonly failed: readonly { readonly path: string; readonly error: ErrorReport }[];
}

export interface ScanRun {
  readonly library: Library;
  readonly options: AnalysisOptions;
  readonly analysis: string;
  /** Known state of each path before the scan. */
  readonly before: ReadonlyMap<string, FileRow>;
  /** Contents below the folders that needed no analysis before. */
  readonly done: ReadonlySet<string>;
  readonly unsettled: string[];
  /** Contents that failed in this run: their copies are not tried again. */
  readonly failed: Set<string>;
}

/** Options of the analysis of files. */
export type AnalysisOptions = Pick<
  ScanOptions,
  'modelPath' | 'workers' | 'niceness' | 'cache' | 'quietMs' | 'signal' | 'onProgress'
>;

/** Time limit of a song. */
const TASK_SECONDS = 600;

/**
 * Updates the library with everything below `folders`, and with files named themselves. A song is identified
 * by the hash of its content, so moved and renamed files are not analysed again, and copies once. Songs are
 * stored one by one: a kill costs those in flight. Concurrent scans do no harm.
 * @throws not-found for what is not there; the signal's reason when called off.
 */
export async function scan(
  library: Library,
  folders: readonly string[],
  options: ScanOptions,
): Promise<ScanReport> {
  const roots = await resolveNamed(folders);
  const analysis = await analysisKey(options.modelPath);
  if (options.journals !== undefined) await settleJournals(library, options.journals);
  if (options.retry) await forgetFailures(library, roots);
  const { files, errors } = await walk(roots, options);
  const before = new Map((await filesBelow(library, roots)).map((row) => [row.path, row]));
  const done = await doneBelow(library, roots, analysis);
  const run: ScanRun = { library, options, analysis, before, done, unsettled: [], failed: new Set() };
  for (const { path, error } of errors) await keepFileError(library, path, error);
  const outcomes = await (options.analyse ?? analyseHere)(run, files);
  const met = new Set([...files, ...errors.map(({ path }) => path)]);
  const notMet = [...before.keys()].filter((path) => !met.has(path));
  const removed = await removeGone(library, notMet, options.within ?? roots, options);
  await applyCorrections(library);
  const { unsettled } = run;
  const heard = outcomes.filter((outcome) => outcome === 'analysed').length;
  const { failures: failed } = await listFailures(library, {}, roots);
  const others = new Set([...failed.map(({ path }) => path), ...unsettled]);
  const known = [...met].filter((path) => !others.has(path)).length - heard;
  return { files: met.size, heard, known, removed, unsettled, failed };
}

/** Outcome for a file; undefined if it was left as it was. */
export type ScanOutcome = 'analysed' | 'known' | 'failed' | undefined;
type Outcome = Exclude<ScanOutcome, undefined>;

async function analyseHere(run: ScanRun, files: readonly string[]): Promise<readonly ScanOutcome[]> {
  const pool = openScanPool(run.options);
  return scanFiles(run, files, pool).finally(() => pool.close());
}

export function openScanPool({ workers, niceness }: Pick<ScanOptions, 'workers' | 'niceness'>): AnalysisPool {
  return new AnalysisPool({ workers, niceness, taskSeconds: TASK_SECONDS, queueLimit: Infinity });
}

/** Analyses the new ones of these files, and stores the results. */
export function scanFiles(
  run: ScanRun,
  files: readonly string[],
  pool: AnalysisPool,
): Promise<readonly ScanOutcome[]> {
  const { library, options } = run;
  const { modelPath, signal, onProgress } = options;
  return analyseFiles<DescribedSong | 'kept', Outcome>(files, {
    pool,
    signal,
    onProgress,
    endsAll: endsScan,
    skip: (path, identity) => isSettled(run, path, identity),
    known: async ({ contentHash }) =>
      run.failed.has(contentHash) || (await isDone(run, contentHash)) ? 'kept' : undefined,
    task: ({ path, identity }) => {
      const withFeatures = options.cache !== undefined;
      return pool.run({ kind: 'describe', path, identity, modelPath, withFeatures }, { signal });
    },
    keep: (file, finding) => keepFinding(run, file, finding),
    fail: async (path, error): Promise<Outcome> => {
      await keepFileError(library, path, error);
      return 'failed';
    },
  });
}

/** Whether the library knows the file as it is, or it is left alone. */
export async function isSettled(run: ScanRun, path: string, identity: FileIdentity): Promise<boolean> {
  if (Math.abs(Date.now() - identity.mtimeMs) < (run.options.quietMs ?? 0)) {
    run.unsettled.push(path);
    return true;
  }
  const row = run.before.get(path);
  return row !== undefined && isUnchanged(row, identity) && isDone(run, row.contentHash);
}

/** @throws what lies with the file and not with its content */
async function keepFinding(
  { library, options, analysis, before, failed }: ScanRun,
  file: HashedFile,
  finding: TaskOutcome<DescribedSong | 'kept'>,
): Promise<Outcome> {
  const { contentHash } = file;
  if ('error' in finding) {
    if (liesWithFile(finding.error)) throw finding.error;
    await keepFailed(library, contentHash, analysis, reportError(finding.error));
    failed.add(contentHash);
  } else if (finding.result !== 'kept') {
    const kept = { contentHash, analysis, before: before.get(file.path)?.contentHash };
    await keepAnalysed(library, kept, finding.result);
    if (options.cache !== undefined) await keepFeatures(options.cache, contentHash, finding.result);
  }
  await keepFile(library, file);
  if ('error' in finding) return 'failed';
  return finding.known ? 'known' : 'analysed';
}

/** Stores features for training; if that fails, training computes them. */
async function keepFeatures(
  folder: string,
  contentHash: string,
  { prediction, tags, features = [] }: DescribedSong,
): Promise<void> {
  const about = songProperties(tags, prediction.durationSeconds);
  await new FeatureCache(folder).keep(contentHash, features, about).catch(() => {});
}

/** Error codes of a file, not of its content: it cannot be read, or not now. */
const WITH_FILE = ['not-found', 'bad-request', 'source-failed', 'busy'];

function liesWithFile(error: TonearmError): boolean {
  return WITH_FILE.includes(error.code) || endsScan(error);
}

function endsScan({ code }: TonearmError): boolean {
  return code === 'cancelled' || code === 'bad-model';
}

async function isDone({ library, analysis, done }: ScanRun, hash: string | null): Promise<boolean> {
  if (hash === null) return false;
  if (done.has(hash)) return true;
  const song = await library
    .selectFrom('songs')
    .select(['analysis', 'errorCode', 'attempts'])
    .where('contentHash', '=', hash)
    .executeTakeFirst();
  return song?.analysis === analysis && !isTriedAgain(song);
}

/**
 * Removes files that the file system says are gone, or that are excluded by now: another scan may have added
 * files since our walk.
 */
async function removeGone(
  library: Library,
  paths: readonly string[],
  named: readonly string[],
  rules: FolderRuleOptions,
): Promise<number> {
  let removed = 0;
  for (const path of paths) {
    if (!(await isGone(path)) && !(await isLeftOut(path, named, rules))) continue;
    await library.deleteFrom('files').where('path', '=', path).execute();
    removed++;
  }
  return removed;
}

function filesBelow(library: Library, roots: readonly string[]): Promise<FileRow[]> {
  return library.selectFrom('files').selectAll().where(isBelow(roots)).execute();
}

function isUnchanged(row: FileRow, identity: FileIdentity): boolean {
  const isHash = isHashOf(row.contentHash, identity);
  return isHash ?? (row.size === identity.size && row.modifiedMs === identity.mtimeMs);
}
