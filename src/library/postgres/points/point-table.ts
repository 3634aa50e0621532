/** Table of the points of all songs, derived from the library; any process that reads keeps it in step, one at a time. */
import { type RawBuilder, sql } from 'kysely';
import type { Scale } from '../../similarity/similarity.ts';
import { changedFeatures, type FeatureReader } from '../../similarity/song-features.ts';
import type { Library } from '../../store/store.ts';
import { pointAt } from './points.ts';

const CHUNK = 2000;

export interface PointTableOptions {
  readonly name: string;
  /** Column of `listed_state` with the revision that the table includes. */
  readonly revision: string;
  readonly type: RawBuilder<unknown>;
  /** Point as a text that the database reads as the type. */
  readonly textOf: (point: Float32Array) => string;
}

/** Changed point of a song; undefined if it has none any more. */
interface MovedPoint {
  readonly id: number;
  readonly revision: number;
  readonly point: Float32Array | undefined;
}

export class PointTable {
  readonly #library: Library;
  readonly #scale: Scale;
  readonly #options: PointTableOptions;

  constructor(library: Library, scale: Scale, options: PointTableOptions) {
    this.#library = library;
    this.#scale = scale;
    this.#options = options;
  }

  /** Applies changes. @param reader knows the order of genres */
  async refresh(reader: FeatureReader): Promise<void> {
    const { name, type } = this.#options;
    await sql`create table if not exists ${sql.table(name)} (
      song_id bigint primary key, point ${type} not null)`.execute(this.#library);
    while (await this.#takeSome(reader));
  }

  /** Stores the points of a chunk; false if nothing is left. */
  #takeSome(reader: FeatureReader): Promise<boolean> {
    const { name, revision, type, textOf } = this.#options;
    const [table, column] = [sql.table(name), sql.ref(revision)];
    return this.#library.transaction().execute(async (work) => {
      await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 5)`.execute(work);
      const { rows } = await sql<{ since: number }>`select ${column} as since from listed_state`.execute(
        work,
      );
      const moved = await movedPoints(work, rows[0].since, CHUNK, this.#scale, reader);
      const last = moved.at(-1);
      if (!last) return false;
      const gone = moved.filter(({ point }) => !point).map(({ id }) => id);
      const there = moved.flatMap(({ id, point }) => (point ? [{ song_id: id, point: textOf(point) }] : []));
      if (gone.length > 0)
        await sql`delete from ${table} where song_id = any(${gone}::bigint[])`.execute(work);
      await sql`insert into ${table}
        select song_id, point::${type} from json_to_recordset(${JSON.stringify(there)}) as p (song_id bigint, point text)
        on conflict (song_id) do update set point = excluded.point`.execute(work);
      await sql`update listed_state set ${column} = ${last.revision}`.execute(work);
      return moved.length === CHUNK;
    });
  }
}

/** Next changed songs, in order of their changes, at most a chunk. */
async function movedPoints(
  library: Library,
  since: number,
  count: number,
  scale: Scale,
  reader: FeatureReader,
): Promise<MovedPoint[]> {
  const rows = await changedFeatures(library, since, count);
  return rows.map((row) => {
    const features = reader.featuresOf(row);
    return { id: row.songId, revision: row.revision, point: features && pointAt(features, scale) };
  });
}
