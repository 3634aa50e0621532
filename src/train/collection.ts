/** A data set made ready for training: heard, copies found, rows at hand for every preset. */
import { createHash } from 'node:crypto';
import type { Wanted } from '../analysis/extract.ts';
import { TonearmError } from '../errors.ts';
import { fingerprint, fingerprintBits } from '../features/fingerprint.ts';
import type { FeatureArray } from '../features/recipe.ts';
import { FeatureCache } from '../jobs/feature-cache.ts';
import { type Dataset, orderGenres } from './dataset.ts';
import { type DuplicatePair, findDuplicates } from './duplicates.ts';
import { type HeardTrack, type HearOptions, hearTracks } from './hear.ts';
import type { Preset, Row } from './preset.ts';
import type { BrokenTrack, Track } from './track.ts';

/** What a preset or model hears, and how a song is cut for it. */
export type Ears = Pick<Preset, 'recipes' | 'segments' | 'copies'>;

export interface Collection {
  readonly name: string;
  readonly genres: readonly string[];
  /** Those that can be used. */
  readonly tracks: readonly Track[];
  /** Of each track: the beginning of the SHA-256 of its file, in a table of its numbers. 16 hex digits. */
  readonly marks: readonly string[];
  readonly broken: readonly BrokenTrack[];
  readonly duplicates: readonly DuplicatePair[];
  /** Rows for these ears, those of a song and its altered copies together; `groups[i]` is the group of track i. */
  rows(ears: Ears, groups: readonly number[]): Promise<Row[]>;
}

/** Copies are looked for in the first minutes of a song. */
const FINGERPRINT_SECONDS = 120;
const MARK_DIGITS = 16;

/**
 * Hears every song for all `ears` at once (features are cached) and finds copies; a feature table is taken as
 * it is.
 *
 * @throws bad-request where fewer than two classes can be used, or a table lacks the columns that a preset needs.
 */
export async function prepareCollection(
  dataset: Dataset,
  ears: readonly Ears[],
  options: HearOptions,
): Promise<Collection> {
  if (dataset.columns) return tableCollection(dataset, dataset.columns, ears);
  const { heard, broken } = await hearTracks(dataset.tracks, [FINGERPRINT, ...wantedBy(ears)], options);
  const cache = new FeatureCache(options.cache);
  const tracks = heard.map(({ track }) => track);
  const genres = orderGenres(tracks);
  return {
    name: dataset.name,
    genres,
    tracks,
    marks: heard.map(({ contentHash }) => contentHash.slice(0, MARK_DIGITS)),
    broken: [...dataset.broken, ...broken],
    duplicates: await duplicatesOf(heard, cache),
    rows: (wantedEars, groups) => audioRows(heard, cache, genres, wantedEars, groups),
  };
}

const FINGERPRINT: Wanted = {
  recipe: fingerprint.name,
  version: fingerprint.version,
  seconds: FINGERPRINT_SECONDS,
  hopSeconds: FINGERPRINT_SECONDS,
};

function wantedBy(ears: readonly Ears[]): Wanted[] {
  const all = ears.flatMap((each) => [undefined, ...copiesOf(each)].flatMap((copy) => wantedOf(each, copy)));
  return [...new Map(all.map((wanted) => [JSON.stringify(wanted), wanted])).values()];
}

function wantedOf({ recipes, segments }: Ears, copy: number | undefined): Wanted[] {
  const altered = copy === undefined ? {} : { copy };
  return recipes.map(({ name, version }) => ({ recipe: name, version, ...segments, ...altered }));
}

function copiesOf({ copies = 0 }: Ears): number[] {
  return Array.from({ length: copies }, (_, i) => i + 1);
}

async function duplicatesOf(heard: readonly HeardTrack[], cache: FeatureCache): Promise<DuplicatePair[]> {
  const recordings = [];
  for (const { contentHash } of heard) {
    const [first] = await readOrFail(cache, contentHash, FINGERPRINT);
    recordings.push({ contentHash, bits: fingerprintBits(first) });
  }
  return findDuplicates(recordings);
}

async function audioRows(
  heard: readonly HeardTrack[],
  cache: FeatureCache,
  genres: readonly string[],
  ears: Ears,
  groups: readonly number[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, { track, contentHash }] of heard.entries()) {
    const song = { track: index, label: genres.indexOf(track.label), group: groups[index] };
    for (const copy of [undefined, ...copiesOf(ears)]) {
      const arrays: FeatureArray[][] = [];
      for (const wanted of wantedOf(ears, copy)) arrays.push(await readOrFail(cache, contentHash, wanted));
      arrays[0].forEach((_, window) => {
        const features = arrays.map((list) => list[window]);
        rows.push({ ...song, features, ...(copy !== undefined && { copy }) });
      });
    }
  }
  return rows;
}

async function readOrFail(cache: FeatureCache, contentHash: string, wanted: Wanted): Promise<FeatureArray[]> {
  const found = await cache.read(contentHash, wanted);
  if (!found)
    throw new TonearmError(
      'bad-request',
      `Expected the features just written, got none: is ${cache.folder} in use?`,
    );
  return found;
}

function tableCollection(dataset: Dataset, columns: readonly string[], ears: readonly Ears[]): Collection {
  for (const each of ears) placesOf(columns, each);
  if (ears.some(({ copies }) => copies)) {
    throw new TonearmError(
      'bad-request',
      'Expected audio files to alter the sound of, got a table of features.',
    );
  }
  const { name, genres, tracks, broken } = dataset;
  const rows = async (wantedEars: Ears, groups: readonly number[]) => {
    const places = placesOf(columns, wantedEars);
    return tracks.map((track, index): Row => {
      const features = places.map((list) => {
        return { data: Float32Array.from(list, (place) => track.features![place]), shape: [list.length] };
      });
      return { track: index, label: genres.indexOf(track.label), group: groups[index], features };
    });
  };
  return { name, genres, tracks, marks: tracks.map(rowMark), broken, duplicates: [], rows };
}

function rowMark({ features }: Track): string {
  return createHash('sha256').update(features!).digest('hex').slice(0, MARK_DIGITS);
}

/** Where in the table each recipe's columns are. */
function placesOf(columns: readonly string[], { recipes }: Ears): number[][] {
  return recipes.map((recipe) => {
    const missing = recipe.columns.find((column) => !columns.includes(column));
    if (missing !== undefined || recipe.shape.length !== 1) {
      const got = missing === undefined ? 'a table, which has no frames' : `none called ${missing}`;
      throw new TonearmError('bad-request', `Expected the columns of the recipe ${recipe.name}, got ${got}.`);
    }
    return recipe.columns.map((column) => columns.indexOf(column));
  });
}
