/**
 * Extraction of a collection's features: every file once, in parallel, in processes that may die; cached
 * features are not computed again.
 */
import type { FeatureRequest } from '../../analysis/extract.ts';
import { TonearmError } from '../../errors.ts';
import { analyseFiles, type HashedFile } from '../../jobs/analyse-files.ts';
import { AnalysisPool } from '../../jobs/analysis-pool.ts';
import { FeatureCache, type SongProperties } from '../../jobs/feature-cache.ts';
import type { FilesProgress } from '../../jobs/progress.ts';
import type { BrokenTrack, Track } from './track.ts';

export type { FilesProgress } from '../../jobs/progress.ts';

export interface ExtractOptions {
  /** Folder of the cache; created if missing. */
  readonly cache: string;
  /** Maximum number of processes. */
  readonly workers: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FilesProgress) => void;
}

/** Analysable track. Its features are in the cache under `contentHash`. */
export interface ExtractedTrack {
  readonly track: Track;
  /** SHA-256 of the file, in hex. */
  readonly contentHash: string;
  readonly durationSeconds: number;
}

export interface Extraction {
  /** Extracted tracks in the order of the tracks. An artist missing in the listing is taken from the tags. */
  readonly extracted: readonly ExtractedTrack[];
  readonly broken: readonly BrokenTrack[];
}

/** Time limit of a song. */
const TASK_SECONDS = 600;

/**
 * Ensures that the cache has `wanted` for every analysable track. May be stopped and called again: finished
 * songs are kept.
 * @throws the signal's reason when called off.
 */
export async function extractTracks(
  tracks: readonly Track[],
  wanted: readonly FeatureRequest[],
  options: ExtractOptions,
): Promise<Extraction> {
  const cache = new FeatureCache(options.cache);
  const { workers, signal, onProgress } = options;
  const pool = new AnalysisPool({
    workers,
    taskSeconds: TASK_SECONDS,
    queueLimit: Infinity,
    writable: [cache.folder],
  });
  try {
    const outcomes = await analyseFiles<SongProperties, Outcome>(tracks.map(pathOf), {
      pool,
      signal,
      onProgress,
      known: ({ contentHash }) => knownOf(cache, contentHash, wanted),
      task: (file) => extract(file, cache, wanted, pool, signal),
      keep: ({ contentHash }, finding) =>
        'error' in finding ? finding : { contentHash, about: finding.result },
      fail: (_, error) => ({ error }),
    });
    return collected(tracks, outcomes as Outcome[]);
  } finally {
    await pool.close();
  }
}

type Outcome =
  | { readonly contentHash: string; readonly about: SongProperties }
  | { readonly error: TonearmError };

function pathOf({ path }: Track): string {
  if (path === undefined)
    throw new TonearmError('bad-request', 'Expected an audio file, got a row of features.');
  return path;
}

function collected(tracks: readonly Track[], outcomes: readonly Outcome[]): Extraction {
  const extracted: ExtractedTrack[] = [];
  const broken: BrokenTrack[] = [];
  for (const [i, outcome] of outcomes.entries()) {
    const track = tracks[i];
    if ('error' in outcome) {
      broken.push({ id: track.id, reason: outcome.error });
    } else {
      const { contentHash, about } = outcome;
      const named = { ...track, artist: track.artist ?? about.artist };
      extracted.push({ track: named, contentHash, durationSeconds: about.durationSeconds });
    }
  }
  return { extracted, broken };
}

/** Cached properties of a song of which everything requested is in the cache. */
async function knownOf(
  cache: FeatureCache,
  contentHash: string,
  wanted: readonly FeatureRequest[],
): Promise<SongProperties | undefined> {
  const missing = await missingFrom(cache, contentHash, wanted);
  return missing.length === 0 ? cache.readAbout(contentHash) : undefined;
}

async function extract(
  { path, identity, contentHash }: HashedFile,
  cache: FeatureCache,
  wanted: readonly FeatureRequest[],
  pool: AnalysisPool,
  signal: AbortSignal | undefined,
): Promise<SongProperties> {
  const missing = await missingFrom(cache, contentHash, wanted);
  const task = { path, identity, contentHash, cacheFolder: cache.folder };
  return pool.run({ kind: 'extract', ...task, wanted: missing.length > 0 ? missing : wanted }, { signal });
}

async function missingFrom(
  cache: FeatureCache,
  hash: string,
  wanted: readonly FeatureRequest[],
): Promise<FeatureRequest[]> {
  const found = await Promise.all(wanted.map((one) => cache.read(hash, one)));
  return wanted.filter((_, index) => found[index] === undefined);
}
