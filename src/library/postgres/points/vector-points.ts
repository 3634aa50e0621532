/** Points in the database, with an HNSW index of `pgvector` over them, in half precision. */
import { sql } from 'kysely';
import type { EntryReader } from '../../entry-rows.ts';
import type { Scale } from '../../similarity.ts';
import type { Library } from '../../store.ts';
import type { Sql } from '../list/conditions.ts';
import { isListed, movedPoints, POINT_WIDTH, type Points } from './points.ts';

const CHUNK = 2000;
/** Minimum number of graph nodes that a search visits: the more, the fewer neighbours are missed. */
const MIN_SEARCHED = 100;
const MAX_SEARCHED = 1000;
const SEARCHED = 1.5;
/** Maximum number of songs looked at near a point, where few pass a filter. */
const MAX_SCANNED = 2500;
const INDEX = 'song_points_near';

export class VectorPoints implements Points {
  readonly #library: Library;
  readonly #schema: string;
  readonly #scale: Scale;

  constructor(library: Library, schema: string, scale: Scale) {
    this.#library = library;
    this.#schema = schema;
    this.#scale = scale;
  }

  async refresh(reader: EntryReader): Promise<void> {
    await sql`create table if not exists song_points (
      song_id bigint primary key, point ${this.#type} not null)`.execute(this.#library);
    while (await this.#takeSome(reader));
  }

  async near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]> {
    const searched = Math.max(MIN_SEARCHED, Math.min(MAX_SEARCHED, Math.ceil(SEARCHED * count)));
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

  /** Stores the points of a chunk; false if nothing is left. */
  #takeSome(reader: EntryReader): Promise<boolean> {
    return this.#library.transaction().execute(async (work) => {
      await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 5)`.execute(work);
      const { rows } = await sql<{ pointed: number }>`select pointed from listed_state`.execute(work);
      const moved = await movedPoints(work, rows[0].pointed, CHUNK, this.#scale, reader);
      const last = moved.at(-1);
      if (!last) return false;
      const gone = moved.filter(({ point }) => !point).map(({ id }) => id);
      const there = moved.flatMap(({ id, point }) => (point ? [{ song_id: id, point: textOf(point) }] : []));
      if (gone.length > 0)
        await sql`delete from song_points where song_id = any(${gone}::bigint[])`.execute(work);
      await sql`insert into song_points
        select song_id, point::${this.#type} from json_to_recordset(${JSON.stringify(there)}) as p (song_id bigint, point text)
        on conflict (song_id) do update set point = excluded.point`.execute(work);
      await sql`update listed_state set pointed = ${last.revision}`.execute(work);
      return moved.length === CHUNK;
    });
  }
}

function textOf(point: Float32Array): string {
  return `[${Array.from(point, (value) => Number(value.toPrecision(5))).join()}]`;
}
