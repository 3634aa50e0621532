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
      const changed = await changedFeatures(work, rows[0].since, CHUNK);
      const last = changed.at(-1);
      if (!last) return false;
      const gone: number[] = [];
      const there: { song_id: number; point: string }[] = [];
      for (const row of changed) {
        const features = reader.featuresOf(row);
        if (features) there.push({ song_id: row.songId, point: textOf(pointAt(features, this.#scale)) });
        else gone.push(row.songId);
      }
      if (gone.length > 0)
        await sql`delete from ${table} where song_id = any(${gone}::bigint[])`.execute(work);
      await sql`insert into ${table}
        select song_id, point::${type} from json_to_recordset(${JSON.stringify(there)}) as p (song_id bigint, point text)
        on conflict (song_id) do update set point = excluded.point`.execute(work);
      await sql`update listed_state set ${column} = ${last.revision}`.execute(work);
      return changed.length === CHUNK;
    });
  }
}
