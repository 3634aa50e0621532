/** Labelled collection of songs, in one of three forms: a folder for each class, a manifest, a feature table. */
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseCsv } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { GENRES } from '../../genres.ts';
import { type ClassFolderOptions, readClassFolders } from './class-folders.ts';
import { readFeatureTable } from './feature-table.ts';
import { isManifest, readManifest } from './manifest.ts';
import { type Listing, labelsOf, type Track } from './track.ts';

export interface Dataset extends Listing {
  /** Last part of its path, for reports. */
  readonly name: string;
  /** Classes, at least two: the ten known genres in their own order, any others by name. */
  readonly genres: readonly string[];
  /** Whether songs have several labels. Default: one. */
  readonly several?: boolean;
}

export interface DatasetOptions extends ClassFolderOptions {
  /** Songs may have several labels: in a manifest, or by lying in several folders. */
  readonly several?: boolean;
}

const MAX_CLASSES = 1000;
const MAX_CSV_BYTES = 512e6;

/**
 * Reads a labelled collection.
 *
 * @param path a folder with a folder a class; or a CSV with the columns `path,label[,artist,split]` (paths
 * relative to it); or a CSV of features like the known `features_30_sec.csv` (a name, numbers, a label).
 * @throws not-found, bad-request where it is none of these or has fewer than two classes, too-large.
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<Dataset> {
  const found = await stat(path).catch(() => undefined);
  if (!found)
    throw new TonearmError(
      'not-found',
      `Expected a folder or CSV file of labelled songs, got nothing at ${path}.`,
    );
  const listing = found.isDirectory()
    ? await readClassFolders(path, options)
    : await readCsv(path, found.size, options);
  const { several = false } = options;
  return { name: basename(resolve(path)), ...listing, several, genres: orderGenres(listing.tracks) };
}

/** Classes in use: in the order of the ten where all are among them, else by code unit. */
export function orderGenres(tracks: readonly Track[]): string[] {
  const labels = new Set(tracks.flatMap(labelsOf));
  if (labels.size < 2)
    throw new TonearmError('bad-request', `Expected at least two classes, got ${labels.size}.`);
  if (labels.size > MAX_CLASSES) {
    throw new TonearmError('bad-request', `Expected at most ${MAX_CLASSES} classes, got ${labels.size}.`);
  }
  const known = GENRES.filter((genre) => labels.has(genre));
  return known.length === labels.size ? known : [...labels].sort();
}

async function readCsv(path: string, size: number, options: DatasetOptions): Promise<Listing> {
  if (size > MAX_CSV_BYTES)
    throw new TonearmError('too-large', `Expected a CSV of at most ${MAX_CSV_BYTES} bytes, got ${size}.`);
  const table = parseCsv(await readFile(path));
  return isManifest(table) ? readManifest(table, path, options) : readFeatureTable(table);
}
