/** Data set ready for training: features extracted, copies found, rows for every preset. */
import { createHash } from 'node:crypto';
import { type DuplicatePair, findDuplicates } from '../../analysis/duplicates.ts';
import type { FeatureRequest } from '../../analysis/extract.ts';
import { SONG_FINGERPRINT, SONG_PASSAGES } from '../../analysis/song-vector.ts';
import { TonearmError } from '../../errors.ts';
import { fingerprint, fingerprintBits } from '../../features/fingerprint.ts';
import type { FeatureArray } from '../../features/recipe.ts';
import { FeatureCache } from '../../jobs/feature-cache.ts';
import { type Dataset, orderGenres } from './dataset.ts';
import { type ExtractedTrack, type ExtractOptions, extractTracks } from './extract-tracks.ts';
import type { InputSpec, Row } from './row.ts';
import { type BrokenTrack, labelsOf, type Track } from './track.ts';

export interface Collection {
  readonly name: string;
  readonly genres: readonly string[];
  /** Usable tracks. */
  readonly tracks: readonly Track[];
  /** Id of each track in a table of numbers: the first 16 hex digits of the SHA-256 of its file. */
  readonly contentHashes: readonly string[];
  readonly broken: readonly BrokenTrack[];
  readonly duplicates: readonly DuplicatePair[];
  /** Rows for this spec, those of a song and its altered copies together; `groups[i]` is the group of track i. */
  rows(spec: InputSpec, groups: readonly number[]): Promise<Row[]>;
}

/** Length of the fingerprints: copies are looked for in the first minutes of a song. */
const FINGERPRINT_SECONDS = 120;
const HASH_DIGITS = 16;

/**
 * Extracts the features of every song for all `specs` at once (features are cached) and finds copies;
 * a feature table is taken as it is.
 *
 * @throws bad-request where a class has no song that can be used, or there are fewer than two, or a table lacks the columns that a preset needs.
 */
export async function prepareCollection(
  dataset: Dataset,
  specs: readonly InputSpec[],
  options: ExtractOptions,
): Promise<Collection> {
  if (dataset.columns) return tableCollection(dataset, dataset.columns, specs);
  const fingerprint = fingerprintFor(specs);
  const { extracted: files, broken } = await extractTracks(
    dataset.tracks,
    [fingerprint, ...wantedBy(specs)],
    options,
  );
  const extracted = dataset.several ? eachContentOnce(files) : files;
  const cache = new FeatureCache(options.cache);
  const tracks = extracted.map(({ track }) => track);
  refuseLostClass(dataset.genres, tracks, broken);
  const genres = orderGenres(tracks);
  return {
    name: dataset.name,
    genres,
    tracks,
    contentHashes: extracted.map(({ contentHash }) => contentHash.slice(0, HASH_DIGITS)),
    broken: [...dataset.broken, ...broken],
    duplicates: await duplicatesOf(extracted, cache, fingerprint),
    rows: (spec, groups) => audioRows(extracted, cache, genres, spec, groups),
  };
}

/** Merges files with the same content: one song with the labels of all. */
function eachContentOnce(files: readonly ExtractedTrack[]): ExtractedTrack[] {
  const songs = new Map<string, ExtractedTrack>();
  for (const file of files) {
    const known = songs.get(file.contentHash);
    const labels = [...new Set([...(known ? labelsOf(known.track) : []), ...labelsOf(file.track)])];
    const { track } = known ?? file;
    songs.set(file.contentHash, { ...file, track: { ...track, label: labels[0], labels } });
  }
  return [...songs.values()];
}

/** Refuses a data set of which a class has no usable song: a model without it would never predict it. */
function refuseLostClass(
  genres: readonly string[],
  tracks: readonly Track[],
  [first]: readonly BrokenTrack[],
): void {
  const found = new Set(tracks.flatMap(labelsOf));
  const lost = genres.find((genre) => !found.has(genre));
  if (lost === undefined) return;
  const message = `No song of the class ${JSON.stringify(lost)} can be used, so it would be missing (${first.id}: ${first.reason.message}).`;
  throw new TonearmError('bad-request', `${message} Mend its songs, or leave it out with --exclude.`);
}

const WHOLE_FINGERPRINT: FeatureRequest = {
  recipe: fingerprint.name,
  version: fingerprint.version,
  seconds: FINGERPRINT_SECONDS,
  hopSeconds: FINGERPRINT_SECONDS,
};

/** Request for fingerprints that needs no decoding of its own. */
function fingerprintFor(specs: readonly InputSpec[]): FeatureRequest {
  const all = wantedBy(specs);
  return all.every(({ passages }) => passages === SONG_PASSAGES) ? SONG_FINGERPRINT : WHOLE_FINGERPRINT;
}

function wantedBy(specs: readonly InputSpec[]): FeatureRequest[] {
  const all = specs.flatMap((each) => [undefined, ...copiesOf(each)].flatMap((copy) => wantedOf(each, copy)));
  return [...new Map(all.map((wanted) => [JSON.stringify(wanted), wanted])).values()];
}

/** Features needed of a song; one with altered copies is analysed whole, as they are. */
function wantedOf(spec: InputSpec, copy: number | undefined): FeatureRequest[] {
  const { recipes, segments, passages, copies } = spec;
  const place = passages === undefined || copies ? {} : { passages };
  const altered = copy === undefined ? {} : { copy };
  return recipes.map(({ name, version }) => ({ recipe: name, version, ...segments, ...place, ...altered }));
}

function copiesOf({ copies = 0 }: InputSpec): number[] {
  return Array.from({ length: copies }, (_, i) => i + 1);
}

async function duplicatesOf(
  extracted: readonly ExtractedTrack[],
  cache: FeatureCache,
  fingerprint: FeatureRequest,
): Promise<DuplicatePair[]> {
  const recordings = [];
  for (const { contentHash } of extracted) {
    const [first] = await readOrFail(cache, contentHash, fingerprint);
    recordings.push({ contentHash, bits: fingerprintBits(first) });
  }
  return findDuplicates(recordings);
}

async function audioRows(
  extracted: readonly ExtractedTrack[],
  cache: FeatureCache,
  genres: readonly string[],
  spec: InputSpec,
  groups: readonly number[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [index, { track, contentHash }] of extracted.entries()) {
    const labels = track.labels?.map((label) => genres.indexOf(label));
    const song = { track: index, label: genres.indexOf(track.label), labels, group: groups[index] };
    for (const copy of [undefined, ...copiesOf(spec)]) {
      const arrays: FeatureArray[][] = [];
      for (const wanted of wantedOf(spec, copy)) arrays.push(await readOrFail(cache, contentHash, wanted));
      arrays[0].forEach((_, window) => {
        const features = arrays.map((list) => list[window]);
        rows.push({ ...song, features, ...(copy !== undefined && { copy }) });
      });
    }
  }
  return rows;
}

async function readOrFail(
  cache: FeatureCache,
  contentHash: string,
  wanted: FeatureRequest,
): Promise<FeatureArray[]> {
  const found = await cache.read(contentHash, wanted);
  if (!found)
    throw new TonearmError(
      'bad-request',
      `Expected the features just written, got none: is ${cache.folder} in use?`,
    );
  return found;
}

function tableCollection(
  dataset: Dataset,
  columns: readonly string[],
  specs: readonly InputSpec[],
): Collection {
  for (const each of specs) placesOf(columns, each);
  if (specs.some(({ copies }) => copies)) {
    throw new TonearmError(
      'bad-request',
      'Expected audio files to alter the sound of, got a table of features.',
    );
  }
  const { name, genres, tracks, broken } = dataset;
  const rows = async (spec: InputSpec, groups: readonly number[]) => {
    const places = placesOf(columns, spec);
    return tracks.map((track, index): Row => {
      const features = places.map((list) => {
        return { data: Float32Array.from(list, (place) => track.features![place]), shape: [list.length] };
      });
      return { track: index, label: genres.indexOf(track.label), group: groups[index], features };
    });
  };
  return { name, genres, tracks, contentHashes: tracks.map(rowHash), broken, duplicates: [], rows };
}

function rowHash({ features }: Track): string {
  return createHash('sha256').update(features!).digest('hex').slice(0, HASH_DIGITS);
}

/** Indices of each recipe's columns in the table. */
function placesOf(columns: readonly string[], { recipes }: InputSpec): number[][] {
  return recipes.map((recipe) => {
    const missing = recipe.columns.find((column) => !columns.includes(column));
    if (missing !== undefined || recipe.shape.length !== 1) {
      const got = missing === undefined ? 'a table, which has no frames' : `none called ${missing}`;
      throw new TonearmError('bad-request', `Expected the columns of the recipe ${recipe.name}, got ${got}.`);
    }
    return recipe.columns.map((column) => columns.indexOf(column));
  });
}
