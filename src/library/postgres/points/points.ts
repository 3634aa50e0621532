/** Points of a database's songs and nearest-neighbour search: by an index of the database, or in memory without one. */
import { type SqlBool, sql } from 'kysely';
import { VECTOR_COLUMNS } from '../../../analysis/song-vector.ts';
import { type Scale, standardise } from '../../similarity/similarity.ts';
import type { FeatureReader, SongFeatures } from '../../similarity/song-features.ts';
import type { Library } from '../../store/store.ts';
import type { Sql } from '../list/conditions.ts';

/** Number of genres whose probabilities are part of a point; all, in nearly every library. */
const GENRE_SLOTS = 16;
export const POINT_WIDTH = VECTOR_COLUMNS.length + GENRE_SLOTS;

export interface Points {
  /** Applies changes. @param reader knows the order of genres */
  refresh(reader: FeatureReader): Promise<void>;
  /**
   * Ids of the `count` songs near each point, nearest first (approximate).
   * @param where what the list says of them
   */
  near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]>;
  /** Builds the index, which may take long. */
  index(): Promise<void>;
}

export function pointAt(features: SongFeatures, scale: Scale): Float32Array {
  const point = new Float32Array(POINT_WIDTH);
  point.set(features.subarray(0, POINT_WIDTH));
  standardise(point, scale);
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

/** Condition on the list for a song's id. */
export function isListed(id: Sql, where: Sql): Sql {
  return sql<SqlBool>`exists (select from listed_songs where song_id = ${id} and ${where})`;
}
