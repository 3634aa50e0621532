/** Hears a collection: every file once, in parallel, in processes that may die; heard before is not heard again. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';
import { Pool } from '../jobs/pool.ts';
import { type About, FeatureCache, type Wanted } from './feature-cache.ts';
import type { HearingTask } from './hearing-worker.ts';
import type { BrokenTrack, Track } from './track.ts';

export interface HearOptions {
  /** Folder of the cache; made where it is not there. */
  readonly cache: string;
  /** Processes at most. */
  readonly workers: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: HearingProgress) => void;
}

export interface HearingProgress {
  readonly done: number;
  readonly total: number;
  /** Of those done, how many were in the cache. */
  readonly cached: number;
  /** Songs a second, of those that had to be heard; 0 before the first. */
  readonly rate: number;
  /** Left to go at this rate; undefined before the first. */
  readonly secondsLeft: number | undefined;
}

/** A track that can be heard. Its features are in the cache under `contentHash`. */
export interface HeardTrack {
  readonly track: Track;
  /** SHA-256 of the file, in hex. */
  readonly contentHash: string;
  readonly durationSeconds: number;
}

export interface HeardCollection {
  /** In the order of the tracks. An artist that the listing does not name is the one of the tags. */
  readonly heard: readonly HeardTrack[];
  readonly broken: readonly BrokenTrack[];
}

/** A song that takes longer is given up. */
const TASK_SECONDS = 600;

/**
 * Makes sure that the cache has `wanted` for every track that can be heard. May be stopped and called again:
 * finished songs are kept.
 *
 * @throws the signal's reason when called off.
 */
export async function hearTracks(
  tracks: readonly Track[],
  wanted: readonly Wanted[],
  options: HearOptions,
): Promise<HeardCollection> {
  const cache = new FeatureCache(options.cache);
  const pool = openPool(options.workers, cache.folder);
  const report = progressOf(tracks.length, options.onProgress);
  const hearOne = async (track: Track) => {
    try {
      const { heard, cached } = await hearTrack(track, wanted, cache, pool, options.signal);
      report(cached);
      return heard;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof TonearmError)) throw error;
      report(false);
      return { id: track.id, reason: error };
    }
  };
  try {
    const outcomes = await inParallel(tracks, options.workers + 1, hearOne);
    return {
      heard: outcomes.filter((outcome) => 'track' in outcome),
      broken: outcomes.filter((outcome) => 'reason' in outcome),
    };
  } finally {
    await pool.close();
  }
}

function openPool(workers: number, cacheFolder: string): Pool<HearingTask, About, never> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = new URL(`./hearing-worker.${extension}`, import.meta.url);
  return new Pool({
    entry,
    workers,
    taskSeconds: TASK_SECONDS,
    queueLimit: Infinity,
    writable: [cacheFolder],
  });
}

async function hearTrack(
  track: Track,
  wanted: readonly Wanted[],
  cache: FeatureCache,
  pool: Pool<HearingTask, About, never>,
  signal: AbortSignal | undefined,
): Promise<{ heard: HeardTrack; cached: boolean }> {
  signal?.throwIfAborted();
  if (track.path === undefined)
    throw new TonearmError('bad-request', 'Expected an audio file, got a row of features.');
  const contentHash = await hashFile(track.path, signal);
  const missing = await missingFrom(cache, contentHash, wanted);
  const known = missing.length === 0 ? await cache.readAbout(contentHash) : undefined;
  const task = { path: track.path, contentHash, cacheFolder: cache.folder, wanted: missing };
  const about =
    known ?? (await pool.run({ ...task, wanted: missing.length > 0 ? missing : [...wanted] }, { signal }));
  const named = { ...track, artist: track.artist ?? about.artist };
  const heard = { track: named, contentHash, durationSeconds: about.durationSeconds };
  return { heard, cached: known !== undefined };
}

async function missingFrom(cache: FeatureCache, hash: string, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const found = await Promise.all(wanted.map((one) => cache.read(hash, one)));
  return wanted.filter((_, index) => found[index] === undefined);
}

/** SHA-256 of a regular file. @throws not-found, bad-request */
async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new TonearmError('not-found', 'Expected a readable file, got no such file.');
  if (!found.isFile()) throw new TonearmError('bad-request', 'Expected a file, got a folder or a device.');
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TonearmError('bad-request', 'Expected a readable file, got one that cannot be read.', {
      cause,
    });
  }
  return hash.digest('hex');
}

function progressOf(total: number, onProgress: HearOptions['onProgress']): (cached: boolean) => void {
  let [done, cachedSongs, since] = [0, 0, performance.now()];
  return (cached) => {
    done++;
    if (cached) cachedSongs++;
    if (done === cachedSongs) since = performance.now();
    const rate = (done - cachedSongs) / Math.max(1e-3, (performance.now() - since) / 1000);
    const secondsLeft = done === cachedSongs ? undefined : (total - done) / rate;
    onProgress?.({ done, total, cached: cachedSongs, rate, secondsLeft });
  };
}

async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const lanes = Array.from({ length: width }, async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  });
  await Promise.all(lanes);
  return results;
}
