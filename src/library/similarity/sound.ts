/** Sounds of songs, by which similar ones are found: read when songs are first compared, not with their entries. */
import { VECTOR_COLUMNS, VECTOR_VERSION } from '../../analysis/song-vector.ts';
import { vectorVersionOf } from '../columns/analysis-key.ts';
import { readColumns } from '../columns/song-columns.ts';
import type { SongRow } from '../store/schema.ts';
import type { Library } from '../store/store.ts';

/**
 * Values of `VECTOR_COLUMNS`, then the probabilities of the reader's genres; of genres that were met later they are
 * missing at the end and are 0.
 */
export type Sound = Float32Array;

/** Null for a song that is gone. */
type SoundColumns = { readonly [Name in 'analysis' | 'vector' | 'ranking']: SongRow[Name] | null };

const VECTOR_BYTES = VECTOR_COLUMNS.length * Float32Array.BYTES_PER_ELEMENT;
/** Number of ids in a query. */
const CHUNK = 500;

/** Next changed songs, in order of their changes. */
export function changedSounds(library: Library, since: number, limit: number) {
  return library
    .selectFrom('songChanges')
    .leftJoin('songs', 'songs.id', 'songChanges.songId')
    .select(['songId', 'revision', 'songs.analysis', 'songs.vector', 'songs.ranking'])
    .where('revision', '>', since)
    .orderBy('revision')
    .limit(limit)
    .execute();
}

/** Sounds of the songs that have one, by id. */
export async function soundsOf(
  library: Library,
  ids: readonly number[],
  reader = new SoundReader(),
): Promise<Map<number, Sound>> {
  const sounds = new Map<number, Sound>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await library
      .selectFrom('songs')
      .select(['id', 'analysis', 'vector', 'ranking'])
      .where('id', 'in', ids.slice(from, from + CHUNK))
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const sound = reader.soundOf(row);
      if (sound) sounds.set(row.id, sound);
    }
  }
  return sounds;
}

/** Converts rows to sounds. Those of one reader share the order of their genres' probabilities. */
export class SoundReader {
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
   * Sound of a row; undefined if the song is gone or has no vector of this version.
   * @param roomOf gives zeros to write it to, at least so many
   */
  soundOf(row: SoundColumns, roomOf = (width: number): Sound => new Float32Array(width)): Sound | undefined {
    if (!hasVector(row)) return undefined;
    const { ranking } = readColumns(row, ['ranking']);
    const places = ranking.map(({ genre }) => this.#place(genre));
    const sound = roomOf(VECTOR_COLUMNS.length + this.#genres.size);
    bytesOf(sound).set(row.vector);
    for (let i = 0; i < places.length; i++) sound[VECTOR_COLUMNS.length + places[i]] = ranking[i].probability;
    return sound;
  }

  #place(genre: string): number {
    const known = this.#genres.get(genre);
    if (known !== undefined) return known;
    this.#genres.set(genre, this.#genres.size);
    return this.#genres.size - 1;
  }
}

/** Vector of a row, if it has one of this version. */
export function vectorOf(row: Pick<SoundColumns, 'vector' | 'analysis'>): Float32Array | undefined {
  if (!hasVector(row)) return undefined;
  const vector = new Float32Array(VECTOR_COLUMNS.length);
  bytesOf(vector).set(row.vector);
  return vector;
}

function hasVector<Row extends Pick<SoundColumns, 'vector' | 'analysis'>>(
  row: Row,
): row is Row & { readonly vector: Uint8Array } {
  return row.vector?.byteLength === VECTOR_BYTES && vectorVersionOf(row.analysis) === VECTOR_VERSION;
}

function bytesOf({ buffer, byteOffset }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, VECTOR_BYTES);
}
