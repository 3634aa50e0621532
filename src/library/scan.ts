/** Hears what is new below folders and keeps it. May be killed at any moment and called again. */
import { lstat } from 'node:fs/promises';
import { sql } from 'kysely';
import { VECTOR_VERSION } from '../analysis/song-vector.ts';
import { type ErrorReport, reportError, type TonearmError } from '../errors.ts';
import {
  analyseFiles,
  type FilesProgress,
  type Finding,
  type HashedFile,
  hashFile,
} from '../jobs/analyse-files.ts';
import { AnalysisPool, type DescribedSong } from '../jobs/analysis-pool.ts';
import type { FileIdentity } from '../jobs/file-source.ts';
import { resolveFolders, walk } from '../jobs/walk.ts';
import { rangeBelow } from './below.ts';
import { forgetFailures, isTriedAgain } from './failures.ts';
import type { FileRow, NewSongRow } from './schema.ts';
import type { Library } from './store.ts';
import { settleJournals } from './tagging/settle.ts';

export interface ScanOptions {
  /** File of the model that names genres. */
  readonly modelPath: string;
  /** Processes at most. */
  readonly workers: number;
  /** Hear again what failed before, whatever the reason. */
  readonly retry?: boolean;
  /** Folder of the journals of tags: what a killed writer left is brought in order first. */
  readonly journals?: string;
  /** Leaves files alone that changed within this time: they may still be written. */
  readonly quietMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilesProgress) => void;
}

export type { FilesProgress as ScanProgress } from '../jobs/analyse-files.ts';

export interface ScanReport {
  /** Files met below the folders. */
  readonly files: number;
  /** Songs heard by this run. */
  readonly heard: number;
  /** Entries of files that are no longer there. */
  readonly removed: number;
  /** Files that were left alone because they changed just now. */
  readonly unsettled: readonly string[];
  /** Every file below the folders without a song, whenever that was noticed. */
  readonly failed: readonly { readonly path: string; readonly error: ErrorReport }[];
}

interface Scan {
  readonly library: Library;
  readonly options: ScanOptions;
  readonly analysis: string;
  /** What the library knew of each path before. */
  readonly known: ReadonlyMap<string, FileRow>;
  readonly unsettled: string[];
  /** Contents that failed in this run: a copy is not tried again by the same. */
  readonly failed: Set<string>;
}

/** A song that takes longer is given up. */
const TASK_SECONDS = 600;

/**
 * Brings the library up to date with everything below `folders`. A song is known by the hash of its content, so
 * moved and renamed files are not heard again, and copies once. Songs are kept one by one: a kill costs those in
 * flight. Two scans at once do no harm.
 *
 * @throws not-found, bad-request for a folder that is none; the signal's reason when called off.
 */
export async function scan(
  library: Library,
  folders: readonly string[],
  options: ScanOptions,
): Promise<ScanReport> {
  const roots = await resolveFolders(folders);
  const analysis = await analysisKey(options.modelPath);
  if (options.journals !== undefined) await settleJournals(library, options.journals);
  if (options.retry) await forgetFailures(library, roots);
  const { files, troubles } = await walk(roots, { signal: options.signal });
  const known = new Map((await filesBelow(library, roots)).map((row) => [row.path, row]));
  const run: Scan = { library, options, analysis, known, unsettled: [], failed: new Set() };
  for (const { path, error } of troubles) await keepTrouble(library, path, error);
  const pool = new AnalysisPool({
    workers: options.workers,
    taskSeconds: TASK_SECONDS,
    queueLimit: Infinity,
  });
  let heard = 0;
  try {
    const outcomes = await scanFiles(run, files, pool);
    heard = outcomes.filter((outcome) => outcome === 'heard').length;
  } finally {
    await pool.close();
  }
  const met = new Set([...files, ...troubles.map(({ path }) => path)]);
  const removed = await removeGone(
    library,
    [...known.keys()].filter((path) => !met.has(path)),
  );
  const { unsettled } = run;
  return { files: met.size, heard, removed, unsettled, failed: await failures(library, roots) };
}

/** Names what decides the numbers of a song: the model's file and the version of the vector. */
export async function analysisKey(modelPath: string): Promise<string> {
  return `${(await hashFile(modelPath)).slice(0, 16)}/v${VECTOR_VERSION}`;
}

type Outcome = 'heard' | 'known' | 'failed';

function scanFiles(
  run: Scan,
  files: readonly string[],
  pool: AnalysisPool,
): Promise<(Outcome | undefined)[]> {
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
    task: ({ path, identity }) => pool.run({ kind: 'describe', path, identity, modelPath }, { signal }),
    keep: (file, finding) => keepFinding(run, file, finding),
    fail: async (path, error): Promise<Outcome> => {
      await keepTrouble(library, path, error);
      return 'failed';
    },
  });
}

/** True where the library knows the file as it is, and where it is left alone. */
async function isSettled(run: Scan, path: string, identity: FileIdentity): Promise<boolean> {
  if (Math.abs(Date.now() - identity.mtimeMs) < (run.options.quietMs ?? 0)) {
    run.unsettled.push(path);
    return true;
  }
  const row = run.known.get(path);
  return row !== undefined && isUnchanged(row, identity) && isDone(run, row.content_hash);
}

/** @throws what lies with the file and not with its content */
async function keepFinding(
  { library, analysis, failed }: Scan,
  file: HashedFile,
  finding: Finding<DescribedSong | 'kept'>,
): Promise<Outcome> {
  const { contentHash } = file;
  if ('error' in finding) {
    if (liesWithFile(finding.error)) throw finding.error;
    await keepSong(library, failedRow(contentHash, analysis, reportError(finding.error)));
    failed.add(contentHash);
  } else if (finding.result !== 'kept') {
    await keepSong(library, songRow(contentHash, analysis, finding.result));
  }
  await keepFile(library, fileRow(file));
  return 'result' in finding && finding.known ? 'known' : 'heard';
}

function liesWithFile(error: TonearmError): boolean {
  return error.code === 'not-found' || error.code === 'bad-request' || endsScan(error);
}

function endsScan({ code }: TonearmError): boolean {
  return code === 'cancelled' || code === 'bad-model';
}

async function isDone({ library, analysis }: Scan, hash: string | null): Promise<boolean> {
  if (hash === null) return false;
  const song = await library
    .selectFrom('songs')
    .select(['analysis', 'error_code', 'attempts'])
    .where('content_hash', '=', hash)
    .executeTakeFirst();
  return song?.analysis === analysis && !isTriedAgain(song);
}

async function keepSong(library: Library, row: NewSongRow): Promise<void> {
  const { content_hash: _, ...values } = row;
  const attempts = sql<number>`case when excluded.attempts = 0 then 0
    when songs.analysis = excluded.analysis then songs.attempts + 1 else 1 end`;
  await library
    .insertInto('songs')
    .values(row)
    .onConflict((conflict) => conflict.column('content_hash').doUpdateSet({ ...values, attempts }))
    .execute();
}

async function keepFile(library: Library, row: FileRow): Promise<void> {
  const { path: _, ...values } = row;
  await library
    .insertInto('files')
    .values(row)
    .onConflict((conflict) => conflict.column('path').doUpdateSet(values))
    .execute();
}

function keepTrouble(library: Library, path: string, error: TonearmError): Promise<void> {
  const { code, message } = reportError(error);
  const nothing = { size: 0, modified_ms: 0, content_hash: null };
  return keepFile(library, { path, ...nothing, error_code: code, error_message: message });
}

function fileRow({ path, identity: { size, mtimeMs }, contentHash }: HashedFile): FileRow {
  return {
    path,
    size,
    modified_ms: mtimeMs,
    content_hash: contentHash,
    error_code: null,
    error_message: null,
  };
}

function songRow(hash: string, analysis: string, { prediction, sound, tags }: DescribedSong): NewSongRow {
  return {
    content_hash: hash,
    analysis,
    duration_seconds: prediction.durationSeconds,
    title: tags.title ?? null,
    artist: tags.artist ?? null,
    album: tags.album ?? null,
    album_artist: tags.albumArtist ?? null,
    year: tags.year ?? null,
    track: tags.track ?? null,
    tagged_genres: JSON.stringify(tags.genres),
    has_cover: Number(tags.hasCover),
    genre: prediction.genre,
    confidence: prediction.confidence,
    unsure: Number(prediction.unsure),
    outside: Number(prediction.outside),
    ranking: JSON.stringify(prediction.ranking),
    model_name: prediction.model.name,
    model_version: prediction.model.version,
    tempo: sound.beatsPerMinute,
    vector: bytesOf(sound.vector),
    fingerprint: bytesOf(sound.fingerprint),
    error_code: null,
    error_message: null,
    attempts: 0,
  };
}

function failedRow(hash: string, analysis: string, { code, message }: ErrorReport): NewSongRow {
  return {
    content_hash: hash,
    analysis,
    duration_seconds: null,
    title: null,
    artist: null,
    album: null,
    album_artist: null,
    year: null,
    track: null,
    tagged_genres: null,
    has_cover: null,
    genre: null,
    confidence: null,
    unsure: null,
    outside: 0,
    ranking: null,
    model_name: null,
    model_version: null,
    tempo: null,
    vector: null,
    fingerprint: null,
    error_code: code,
    error_message: message,
    attempts: 1,
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Gone is what the file system says is gone: another scan may have met files since our walk. */
async function removeGone(library: Library, paths: readonly string[]): Promise<number> {
  let removed = 0;
  for (const path of paths) {
    const code = await lstat(path).then(
      () => undefined,
      (error: NodeJS.ErrnoException) => error.code,
    );
    if (code !== 'ENOENT' && code !== 'ENOTDIR') continue;
    await library.deleteFrom('files').where('path', '=', path).execute();
    removed++;
  }
  return removed;
}

async function filesBelow(library: Library, roots: readonly string[]): Promise<FileRow[]> {
  const rows = await Promise.all(
    roots.map((root) => {
      const [first, end] = rangeBelow(root);
      return library
        .selectFrom('files')
        .selectAll()
        .where('path', '>=', first)
        .where('path', '<', end)
        .execute();
    }),
  );
  return rows.flat();
}

async function failures(library: Library, roots: readonly string[]): Promise<ScanReport['failed']> {
  const failed = new Map<string, ErrorReport>();
  for (const root of roots) {
    const [first, end] = rangeBelow(root);
    const rows = await library
      .selectFrom('files')
      .leftJoin('songs', 'songs.content_hash', 'files.content_hash')
      .select(({ fn }) => [
        'files.path',
        fn.coalesce('files.error_code', 'songs.error_code').as('code'),
        fn.coalesce('files.error_message', 'songs.error_message').as('message'),
      ])
      .where('files.path', '>=', first)
      .where('files.path', '<', end)
      .where(({ or, eb }) =>
        or([eb('files.error_code', 'is not', null), eb('songs.error_code', 'is not', null)]),
      )
      .orderBy('files.path')
      .execute();
    for (const { path, code, message } of rows) {
      failed.set(path, { code: code as ErrorReport['code'], message: message ?? '' });
    }
  }
  return [...failed].map(([path, error]) => ({ path, error }));
}

function isUnchanged(row: Pick<FileRow, 'size' | 'modified_ms'>, { size, mtimeMs }: FileIdentity): boolean {
  return row.size === size && row.modified_ms === mtimeMs;
}
