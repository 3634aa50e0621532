/** The songs that the default model learns from, as its recipes hear them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDuplicates } from '../../src/analysis/duplicates.ts';
import { extractFeatures, type FeatureRequest } from '../../src/analysis/extract.ts';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { loadSamples } from '../../src/audio/load.ts';
import type { Samples } from '../../src/audio/samples.ts';
import { parseCsv } from '../../src/csv.ts';
import { ear, earVgg } from '../../src/features/ear.ts';
import { fingerprint, fingerprintBits } from '../../src/features/fingerprint.ts';
import { mfccLogCov } from '../../src/features/log-covariance.ts';
import type { FeatureArray, Recipe } from '../../src/features/recipe.ts';
import { spectrogramDescriptors } from '../../src/features/spectrogram-descriptors.ts';
import { GENRES } from '../../src/genres.ts';
import { FeatureCache } from '../../src/jobs/feature-cache.ts';
import { shippedEar } from '../../src/jobs/shipped-networks.ts';
import { COPIES_VERSION, copyOf, kindOf } from './copies.ts';

/** Inputs of the model, one for each recipe. */
export const RECIPES: readonly Recipe[] = [ear, earVgg, mfccLogCov, spectrogramDescriptors];
export const SEGMENTS = { seconds: 30, hopSeconds: 30 };
/** Class index of outside songs, after the genres. */
export const OUTSIDE = GENRES.length;

export interface Song {
  readonly id: string;
  readonly collection: 'gtzan' | 'extra';
  /** Index of its genre, `OUTSIDE`, or -1 where nobody knows. */
  readonly label: number;
  /** Strength of the label: `single` songs are evaluated, `weak` ones only trained on. */
  readonly strength: string;
  /** Songs of one artist, and copies of one recording. */
  readonly group: number;
  /** Shares an artist with GTZAN: neither taught nor measured where GTZAN is measured. */
  readonly known: boolean;
  /** The columns of `RECIPES`, one after another. */
  readonly row: Float32Array;
  /** The same of altered copies. */
  readonly copies: readonly Copy[];
}

export interface Copy {
  /** One of `ALTERATIONS`. */
  readonly kind: string;
  readonly row: Float32Array;
}

/** True for songs whose genre is sure. */
export function isMeasured({ label, strength }: Song): boolean {
  return strength === 'single' && label >= 0;
}

interface Listed extends Omit<Song, 'row' | 'copies' | 'group'> {
  readonly artist: string;
  readonly path: string;
}

/**
 * @param folder with `gtzan/` and `extra/`, each with `clips.csv` and audio; clips without audio are left out
 * @param cache where features are kept
 * @param copies altered ones, of each song
 */
export async function readSongs(folder: string, cache: string, copies = 0): Promise<Song[]> {
  const listed = [...(await listGtzan(join(folder, 'gtzan'))), ...(await listExtra(join(folder, 'extra')))];
  const kept = new FeatureCache(cache);
  const analysed: Analysed[] = [];
  for (const [i, { path }] of listed.entries()) {
    analysed.push(await analyse(path, kept, copies));
    if (i % 100 === 99) console.error(`${i + 1} of ${listed.length} songs`);
  }
  const groups = groupsOf(listed, analysed);
  return listed.map(({ artist: _, path: __, ...song }, i) => ({
    ...song,
    group: groups[i],
    row: analysed[i].row,
    copies: analysed[i].copies,
  }));
}

async function listGtzan(folder: string): Promise<Listed[]> {
  const clips = await table(join(folder, 'clips.csv'));
  return clips
    .filter(({ audio }) => audio !== '')
    .map(({ clip, genre, artist, audio }) => ({
      id: clip,
      collection: 'gtzan',
      label: (GENRES as readonly string[]).indexOf(genre),
      strength: 'single',
      known: true,
      artist,
      path: join(folder, audio),
    }));
}

async function listExtra(folder: string): Promise<Listed[]> {
  const clips = await table(join(folder, 'clips.csv'));
  return clips.map(({ clip, label, strength, artist, artist_in_gtzan, audio }) => ({
    id: clip,
    collection: 'extra',
    label: strength === 'outside' ? OUTSIDE : (GENRES as readonly string[]).indexOf(label),
    strength,
    known: artist_in_gtzan === '1',
    artist,
    path: join(folder, audio),
  }));
}

interface Analysed extends Pick<Song, 'row' | 'copies'> {
  readonly contentHash: string;
  readonly bits: Uint32Array;
}

/** The song, and each copy. */
async function analyse(path: string, cache: FeatureCache, count: number): Promise<Analysed> {
  const bytes = await readFile(path);
  const contentHash = sha256(bytes);
  let samples: Promise<Samples> | undefined;
  const song = () => (samples ??= longEnough(bytes));
  const arrays = await featuresOf({ song, contentHash, recipes: [...RECIPES, fingerprint] }, cache);
  const copies: Copy[] = [];
  for (let copy = 0; copy < count; copy++) {
    const kind = kindOf(contentHash, copy);
    const altered = async () => copyOf(await song(), contentHash, copy);
    const nameOfCopy = sha256(`${contentHash} ${kind} ${copy} v${COPIES_VERSION}`);
    const ofCopy = await featuresOf({ song: altered, contentHash: nameOfCopy, recipes: RECIPES }, cache);
    copies.push({ kind, row: joined(ofCopy) });
  }
  return { row: joined(arrays.slice(0, -1)), copies, contentHash, bits: fingerprintBits(arrays.at(-1)!) };
}

interface Task {
  /** Decoded only where something is not in the cache. */
  readonly song: () => Promise<Samples>;
  readonly contentHash: string;
  readonly recipes: readonly Pick<Recipe, 'name' | 'version'>[];
}

/** Features of the first segment, by recipe. */
async function featuresOf(
  { song, contentHash, recipes }: Task,
  cache: FeatureCache,
): Promise<FeatureArray[]> {
  const wanted = recipes.map(({ name, version }): FeatureRequest => ({ recipe: name, version, ...SEGMENTS }));
  const known = await Promise.all(wanted.map((one) => cache.read(contentHash, one)));
  if (!known.includes(undefined)) return (known as FeatureArray[][]).map(([first]) => first);
  const { features } = await extractFeatures(await song(), wanted, { ear: shippedEar });
  await Promise.all(wanted.map((one, i) => cache.write(contentHash, one, features[i])));
  return features.map(([first]) => first);
}

function joined(arrays: readonly FeatureArray[]): Float32Array {
  return Float32Array.from(arrays.flatMap(({ data }) => [...data]));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Excerpts of two seconds are repeated: they have something to teach, and no song is shorter than three. */
async function longEnough(bytes: Uint8Array): Promise<Samples> {
  const { samples } = await loadSamples(bytesSource(bytes));
  const { data, sampleRate } = samples;
  if (data.length >= 3.2 * sampleRate) return samples;
  const length = Math.round(3.5 * sampleRate);
  return { data: Float32Array.from({ length }, (_, i) => data[i % data.length]), sampleRate };
}

/** Songs share a group with all of their artist, and with copies. */
function groupsOf(listed: readonly Listed[], analysed: readonly Analysed[]): number[] {
  const groups = new Map<string, number>();
  const numbers = listed.map(({ artist, id }) => {
    const key = artist.trim().toLowerCase() || id;
    if (!groups.has(key)) groups.set(key, groups.size);
    return groups.get(key)!;
  });
  for (const { a, b } of findDuplicates(analysed)) {
    const [from, to] = [numbers[b], numbers[a]];
    console.error(`copies: ${listed[a].id}, ${listed[b].id}`);
    numbers.forEach((group, i) => {
      if (group === from) numbers[i] = to;
    });
  }
  return numbers;
}

async function table(path: string): Promise<Record<string, string>[]> {
  const { columns, rows } = parseCsv(await readFile(path));
  return rows.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
}
