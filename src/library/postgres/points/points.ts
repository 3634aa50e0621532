/**
 * Points of a database's songs and nearest-neighbour search: by an index of the database, or in memory
 * without one.
 */
import { type SqlBool, sql } from 'kysely';
import { VECTOR_COLUMNS } from '../../../analysis/song-vector.ts';
import { readColumns } from '../../columns.ts';
import { type EntryReader, vectorOf } from '../../entry-rows.ts';
import { place, type Scale } from '../../similarity.ts';
import type { Library } from '../../store.ts';
import type { Sql } from '../list/conditions.ts';

/** Probabilities of so many genres are part of a point; of all in nearly every library. */
const GENRE_SLOTS = 16;
export const POINT_WIDTH = VECTOR_COLUMNS.length + GENRE_SLOTS;

export interface Points {
  /** Takes in what changed. @param reader knows the order of genres */
  refresh(reader: EntryReader): Promise<void>;
  /**
   * Numbers of so many songs near each point, nearest first, nearly all of the nearest among them.
   * @param where what the list says of them
   */
  near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]>;
  /** Makes what lets questions be answered quickly, where that takes long. */
  index(): Promise<void>;
}

/** The song's point is another now; undefined: it has none. */
export interface MovedPoint {
  readonly id: number;
  readonly revision: number;
  readonly point: Float32Array | undefined;
}

/** The next songs that changed, in order of their changes, so many at most. */
export async function movedPoints(
  library: Library,
  since: number,
  count: number,
  scale: Scale,
  reader: EntryReader,
): Promise<MovedPoint[]> {
  const rows = await library
    .selectFrom('songChanges')
    .leftJoin('songs', 'songs.id', 'songChanges.songId')
    .select(['songId', 'revision', 'songs.analysis', 'songs.vector', 'songs.ranking'])
    .where('revision', '>', since)
    .orderBy('revision')
    .limit(count)
    .execute();
  return rows.map((row) => {
    const vector = vectorOf(row);
    const probabilities = reader.probabilitiesOf(readColumns(row, ['ranking']).ranking);
    const point = vector && pointAt(vector, probabilities, scale);
    return { id: row.songId, revision: row.revision, point };
  });
}

export function pointAt(vector: Float32Array, probabilities: Float32Array, scale: Scale): Float32Array {
  const point = new Float32Array(POINT_WIDTH);
  place(point, vector, probabilities, scale);
  return point;
}

/** State of the points. */
export interface PointState {
  readonly scale: Scale | undefined;
  /** Number of songs that the scale was measured on. */
  readonly scaled: number;
}

export async function pointState(library: Library): Promise<PointState> {
  const { rows } = await sql<{ scale: string | null; scaled: number }>`
    select scale, scaled from listed_state`.execute(library);
  const [{ scale, scaled }] = rows;
  return { scale: scale === null ? undefined : JSON.parse(scale), scaled };
}

/** A condition on the list, asked of a song by its number. */
export function isListed(id: Sql, where: Sql): Sql {
  return sql<SqlBool>`exists (select from listed_songs where song_id = ${id} and ${where})`;
}
