/** Points in memory, searched exhaustively: for a database without `pgvector`. A byte an axis is enough. */
import { sql } from 'kysely';
import type { EntryReader } from '../../entry-rows.ts';
import type { Scale } from '../../similarity.ts';
import type { Library } from '../../store.ts';
import { allOf, type Sql } from '../list/conditions.ts';
import { CodedPoints } from './coded-points.ts';
import { movedPoints, type Points } from './points.ts';

const CHUNK = 1000;

export class MemoryPoints implements Points {
  readonly #library: Library;
  readonly #scale: Scale;
  readonly #points = new CodedPoints();
  #revision = 0;

  constructor(library: Library, scale: Scale) {
    this.#library = library;
    this.#scale = scale;
  }

  async refresh(reader: EntryReader): Promise<void> {
    for (;;) {
      const moved = await movedPoints(this.#library, this.#revision, CHUNK, this.#scale, reader);
      for (const { id, point } of moved) this.#points.set(id, point);
      this.#revision = moved.at(-1)?.revision ?? this.#revision;
      if (moved.length < CHUNK) return;
    }
  }

  async near(points: readonly Float32Array[], count: number, where: Sql): Promise<readonly number[]> {
    const found: number[] = [];
    for (const point of points) found.push(...(await this.#nearOne(point, count, where)));
    return found;
  }

  async index(): Promise<void> {}

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
