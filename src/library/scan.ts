/** Hears what is new below folders and keeps it. May be killed at any moment and called again. */
import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { type ErrorReport, reportError, TonearmError } from '../errors.ts';
import { rangeBelow } from './below.ts';
import { forgetFailures, isTriedAgain } from './failures.ts';
import { type HeardSong, type ListeningPool, openListeningPool } from './listening.ts';
import type { FileRow, NewSongRow } from './schema.ts';
import { VECTOR_VERSION } from './song-vector.ts';
import type { Library } from './store.ts';
import { settleJournals } from './tagging/settle.ts';
import { resolveFolders, walk } from './walk.ts';

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
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface ScanProgress {
  readonly done: number;
  readonly total: number;
  /** Of those done, how many needed no hearing. */
  readonly cached: number;
  /** Songs a second, of those that were heard; 0 before the first. */
  readonly rate: number;
  /** Left to go at this rate; undefined before the first. */
  readonly secondsLeft: number | undefined;
}

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
  readonly pool: ListeningPool;
  readonly options: ScanOptions;
  readonly analysis: string;
  /** What the library knew of each path before. */
  readonly known: ReadonlyMap<string, FileRow>;
  readonly unsettled: string[];
  /** Songs heard by this run, by content: copies wait for the first. */
  readonly underWay: Map<string, Promise<void>>;
}

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
  const { files, troubles } = await walk(roots, options.signal);
  const known = new Map((await filesBelow(library, roots)).map((row) => [row.path, row]));
  const pool = openListeningPool(options.workers);
  const run: Scan = { library, pool, options, analysis, known, unsettled: [], underWay: new Map() };
  const progress = progressOf(files.length, options.onProgress);
  let heard = 0;
  try {
    for (const { path, error } of troubles) await keepTrouble(library, path, error);
    await inLanes(files, options.workers + 1, async (path) => {
      const wasHeard = await scanFile(run, path);
      if (wasHeard) heard++;
      progress(wasHeard);
    });
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

/** True where the song had to be heard. */
async function scanFile(run: Scan, path: string): Promise<boolean> {
  const { library, options, known } = run;
  options.signal?.throwIfAborted();
  try {
    const before = await statFile(path);
    if (Math.abs(Date.now() - before.mtimeMs) < (options.quietMs ?? 0)) {
      run.unsettled.push(path);
      return false;
    }
    const row = known.get(path);
    if (row && isUnchanged(row, before) && (await isDone(run, row.content_hash))) return false;
    const hash = await hashFile(path, options.signal);
    const heard = await hearOnce(run, path, hash);
    const after = await statFile(path);
    // Written to in the meantime: the next scan will see what it has become.
    if (isUnchanged({ size: before.size, modified_ms: before.mtimeMs }, after)) {
      await keepFile(library, fileRow(path, before, hash));
    }
    return heard;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof TonearmError) || endsScan(error)) throw error;
    await keepTrouble(library, path, error);
    return false;
  }
}

async function hearOnce(run: Scan, path: string, hash: string): Promise<boolean> {
  const first = run.underWay.get(hash);
  if (first) {
    await first;
    return false;
  }
  if (await isDone(run, hash)) return false;
  const work = hear(run, path, hash);
  run.underWay.set(hash, work);
  // A copy elsewhere may still be readable.
  work.catch(() => run.underWay.delete(hash));
  await work;
  return true;
}

/** @throws what lies with the file and not with its content. */
async function hear({ pool, options, library, analysis }: Scan, path: string, hash: string): Promise<void> {
  const { modelPath, signal } = options;
  try {
    const song = await pool.run({ path, modelPath }, { signal });
    await keepSong(library, songRow(hash, analysis, song));
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TonearmError) || liesWithFile(error)) throw error;
    await keepSong(library, failedRow(hash, analysis, reportError(error)));
  }
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

function fileRow(path: string, { size, mtimeMs }: Stats, hash: string): FileRow {
  return { path, size, modified_ms: mtimeMs, content_hash: hash, error_code: null, error_message: null };
}

function songRow(hash: string, analysis: string, { prediction, sound, tags }: HeardSong): NewSongRow {
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

function isUnchanged(row: Pick<FileRow, 'size' | 'modified_ms'>, { size, mtimeMs }: Stats): boolean {
  return row.size === size && row.modified_ms === mtimeMs;
}

async function statFile(path: string): Promise<Stats> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new TonearmError('not-found', 'Expected a readable file, got no such file.');
  return found;
}

/** SHA-256 in hex. */
async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch {
    signal?.throwIfAborted();
    throw new TonearmError('bad-request', 'Expected a readable file, got one that cannot be read.');
  }
  return hash.digest('hex');
}

function progressOf(total: number, onProgress: ScanOptions['onProgress']): (heard: boolean) => void {
  let [done, cached, since] = [0, 0, performance.now()];
  return (heard) => {
    done++;
    if (!heard) cached++;
    if (done === cached) since = performance.now();
    const rate = (done - cached) / Math.max(1e-3, (performance.now() - since) / 1000);
    onProgress?.({ done, total, cached, rate, secondsLeft: rate > 0 ? (total - done) / rate : undefined });
  };
}

async function inLanes<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: width }, async () => {
    for (const item of queue) await work(item);
  });
  await Promise.all(lanes);
}
