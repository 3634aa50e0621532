/** Features of songs, by which similar ones are found: read when songs are first compared, not with their entries. */
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { vectorVersionOf } from '../columns/analysis-key.ts';
import { readColumns } from '../columns/song-columns.ts';
import type { SongRow } from '../store/schema.ts';
import type { Library } from '../store/store.ts';

/**
 * Values of `VECTOR_COLUMNS`, then the probabilities of the reader's genres; of genres that were met later they are
 * missing at the end and are 0.
 */
export type SongFeatures = Float32Array;

/** Null for a song that is gone. */
type FeatureColumns = { readonly [Name in 'analysis' | 'vector' | 'ranking']: SongRow[Name] | null };

const VECTOR_BYTES = VECTOR_COLUMNS.length * Float32Array.BYTES_PER_ELEMENT;
/** Number of ids in a query. */
const CHUNK = 500;

/** Next changed songs, in order of their changes. */
export function changedFeatures(library: Library, since: number, limit: number) {
  return library
    .selectFrom('songChanges')
    .leftJoin('songs', 'songs.id', 'songChanges.songId')
    .select(['songId', 'revision', 'songs.analysis', 'songs.vector', 'songs.ranking'])
    .where('revision', '>', since)
    .orderBy('revision')
    .limit(limit)
    .execute();
}

/** Features of the songs that have some, by id. */
export async function featuresOfSongs(
  library: Library,
  songs: readonly { readonly id: number }[],
  reader = new FeatureReader(),
): Promise<Map<number, SongFeatures>> {
  const featuresById = new Map<number, SongFeatures>();
  for (let from = 0; from < songs.length; from += CHUNK) {
    const ids = songs.slice(from, from + CHUNK).map(({ id }) => id);
    const rows = await library
      .selectFrom('songs')
      .select(['id', 'analysis', 'vector', 'ranking'])
      .where('id', 'in', ids)
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const features = reader.featuresOf(row);
      if (features) featuresById.set(row.id, features);
    }
  }
  return featuresById;
}

/** Converts rows to features. Those of one reader share the order of their genres' probabilities. */
export class FeatureReader {
  readonly #genres = new Map<string, number>();

  /** @param genres those whose probabilities come first */
  constructor(genres: readonly string[] = []) {
    for (const genre of genres) this.#place(genre);
  }

  /** Genres in the order of the probabilities. */
  get genres(): readonly string[] {
    return [...this.#genres.keys()];
  }

  /**
   * Features of a row; undefined if the song is gone or has no vector of this version.
   * @param roomOf gives zeros to write it to, at least so many
   */
  featuresOf(
    row: FeatureColumns,
    roomOf = (width: number): SongFeatures => new Float32Array(width),
  ): SongFeatures | undefined {
    if (!hasVector(row)) return undefined;
    const { ranking } = readColumns(row, ['ranking']);
    const places = ranking.map(({ genre }) => this.#place(genre));
    const features = roomOf(VECTOR_COLUMNS.length + this.#genres.size);
    bytesOf(features).set(row.vector);
    for (let i = 0; i < places.length; i++)
      features[VECTOR_COLUMNS.length + places[i]] = ranking[i].probability;
    return features;
  }

  #place(genre: string): number {
    const known = this.#genres.get(genre);
    if (known !== undefined) return known;
    this.#genres.set(genre, this.#genres.size);
    return this.#genres.size - 1;
  }
}

/** Vector of a row, if it has one of this version. */
export function vectorOf(row: Pick<FeatureColumns, 'vector' | 'analysis'>): Float32Array | undefined {
  if (!hasVector(row)) return undefined;
  const vector = new Float32Array(VECTOR_COLUMNS.length);
  bytesOf(vector).set(row.vector);
  return vector;
}

function hasVector<Row extends Pick<FeatureColumns, 'vector' | 'analysis'>>(
  row: Row,
): row is Row & { readonly vector: Uint8Array } {
  return row.vector?.byteLength === VECTOR_BYTES && vectorVersionOf(row.analysis) === VECTOR_VERSION;
}

function bytesOf({ buffer, byteOffset }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, VECTOR_BYTES);
}
