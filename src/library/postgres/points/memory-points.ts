/** Points in memory, searched exhaustively: for a database without `pgvector`. A byte an axis is enough. */
import { sql } from 'kysely';
import type { Scale } from '../../similarity/similarity.ts';
import type { FeatureReader } from '../../similarity/song-features.ts';
import type { Library } from '../../store/store.ts';
import { allOf, type Sql } from '../list/conditions.ts';
import { CodedPoints, codesOf, NO_CODES } from './coded-points.ts';
import { PointTable } from './point-table.ts';
import { POINT_WIDTH, type Points } from './points.ts';

const CHUNK = 4096;
const ID_BYTES = 8;

export class MemoryPoints implements Points {
  readonly #library: Library;
  readonly #table: PointTable;
  readonly #points = new CodedPoints();
  #revision = 0;

  constructor(library: Library, scale: Scale) {
    this.#library = library;
    const textOf = (point: Float32Array) => `\\x${Buffer.from(codesOf(point).buffer).toString('hex')}`;
    const table = { name: 'song_codes', revision: 'coded', type: sql`bytea`, textOf };
    this.#table = new PointTable(library, scale, table);
  }

  async refresh(reader: FeatureReader): Promise<void> {
    await this.#table.refresh(reader);
    while (await this.#loadSome());
  }

  async near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]> {
    const found: number[] = [];
    for (const point of points) found.push(...(await this.#nearOne(point, count, where)));
    return found;
  }

  async index(): Promise<void> {}

  /** Reads the codes of a chunk of changed songs, in one cell: rows of their own would cost more than they hold. */
  async #loadSome(): Promise<boolean> {
    const { rows } = await sql<{ last: number | null; changed: Buffer | null }>`
      select max(revision) as last, string_agg(int8send(song_id) || coalesce(point, ${NO_CODES}::bytea), '') as changed
      from (
        select song_id, revision from song_changes
        where revision > ${this.#revision} and revision <= (select coded from listed_state)
        order by revision limit ${CHUNK}
      ) as moved left join song_codes using (song_id)`.execute(this.#library);
    const [{ last, changed }] = rows;
    if (last === null || changed === null) return false;
    const codes = new Int8Array(changed.buffer, changed.byteOffset, changed.byteLength);
    for (let at = 0; at < codes.length; at += ID_BYTES + POINT_WIDTH) {
      const [from, end] = [at + ID_BYTES, at + ID_BYTES + POINT_WIDTH];
      this.#points.set(Number(changed.readBigInt64BE(at)), codes.subarray(from, end));
    }
    this.#revision = last;
    return codes.length === CHUNK * (ID_BYTES + POINT_WIDTH);
  }

  /** Nearest songs that pass, from more and more of the nearest of all. */
  async #nearOne(point: Float32Array, count: number, where: Sql): Promise<readonly number[]> {
    for (let looked = 2 * count; ; looked *= 4) {
      const nearest = await this.#points.nearest(point, looked);
      const { rows } = await sql<{ id: number }>`select song_id as id from listed_songs
        where ${allOf([sql`song_id = any(${nearest}::bigint[])`, where])}`.execute(this.#library);
      const passing = new Set(rows.map(({ id }) => id));
      if (passing.size >= count || nearest.length < looked)
        return nearest.filter((id) => passing.has(id)).slice(0, count);
    }
  }
}
