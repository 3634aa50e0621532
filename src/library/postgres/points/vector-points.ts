/** Points in the database, with an HNSW index of `pgvector` over them, in half precision. */
import { sql } from 'kysely';
import type { Scale } from '../../similarity/similarity.ts';
import type { FeatureReader } from '../../similarity/song-features.ts';
import type { Library } from '../../store/store.ts';
import type { Sql } from '../list/conditions.ts';
import { PointTable } from './point-table.ts';
import { isListed, POINT_WIDTH, type Points } from './points.ts';

/** Minimum number of graph nodes that a search visits: of a million, with half as many one in 25 finds nothing near. */
const MIN_SEARCHED = 200;
/** The same for many points at once: what one misses, others find. */
const MIN_SEARCHED_OF_MANY = 100;
const MANY = 4;
const MAX_SEARCHED = 1000;
const SEARCHED = 1.5;
/** Maximum number of songs looked at near a point, where few pass a filter. */
const MAX_SCANNED = 2000;
const INDEX = 'song_points_near';

export class VectorPoints implements Points {
  readonly #library: Library;
  readonly #schema: string;
  readonly #table: PointTable;

  constructor(library: Library, schema: string, scale: Scale) {
    this.#library = library;
    this.#schema = schema;
    const table = { name: 'song_points', revision: 'pointed', type: this.#type, textOf };
    this.#table = new PointTable(library, scale, table);
  }

  refresh(reader: FeatureReader): Promise<void> {
    return this.#table.refresh(reader);
  }

  async near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]> {
    const least = points.length < MANY ? MIN_SEARCHED : MIN_SEARCHED_OF_MANY;
    const searched = Math.max(least, Math.min(MAX_SEARCHED, Math.ceil(SEARCHED * count)));
    return this.#library.transaction().execute(async (work) => {
      // Where few pass, the graph is gone through further.
      await sql`select set_config('hnsw.ef_search', ${String(searched)}, true),
        set_config('hnsw.max_scan_tuples', ${String(MAX_SCANNED)}, true),
        set_config('hnsw.iterative_scan', 'relaxed_order', true)`.execute(work);
      const { rows } = await sql<{ id: number }>`
        select near.song_id as id from unnest(${points.map(textOf)}::text[]) with ordinality as asked (point, place),
          lateral (
            select p.song_id from song_points as p where ${isListed(sql`p.song_id`, where)}
            order by p.point operator(${sql.id(this.#schema)}.<->) asked.point::${this.#type} limit ${count}
          ) as near
        order by asked.place`.execute(work);
      return rows.map(({ id }) => id);
    });
  }

  /**
   * Builds the index: minutes for a million songs; others read and write meanwhile. An interrupted one is
   * built anew.
   */
  async index(): Promise<void> {
    const { rows } = await sql<{ whole: boolean }>`
      select indisvalid as whole from pg_index where indexrelid = to_regclass(${INDEX})`.execute(
      this.#library,
    );
    if (rows[0]?.whole) return;
    await sql`drop index if exists ${sql.id(INDEX)}`.execute(this.#library);
    await sql`create index concurrently ${sql.id(INDEX)} on song_points
      using hnsw (point ${sql.id(this.#schema, 'halfvec_l2_ops')})`.execute(this.#library);
  }

  get #type() {
    return sql`${sql.id(this.#schema, 'halfvec')}(${sql.lit(POINT_WIDTH)})`;
  }
}

function textOf(point: Float32Array): string {
  return `[${Array.from(point, (value) => Number(value.toPrecision(5))).join()}]`;
}
