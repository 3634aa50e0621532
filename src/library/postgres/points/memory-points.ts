/** Points in memory, searched exhaustively: for a database without `pgvector`. */
import { sql } from 'kysely';
import { openRows, type Rows } from '../../../dsp/rows.ts';
import type { EntryReader } from '../../entry-rows.ts';
import type { Scale } from '../../similarity.ts';
import type { Library } from '../../store.ts';
import { allOf, type Sql } from '../list/conditions.ts';
import { movedPoints, POINT_WIDTH, type Points } from './points.ts';

const CHUNK = 2000;
const GROWTH = 1.5;
const FEWEST = 10_000;
/** Distance beyond any other. */
const NOWHERE = 1e15;

export class MemoryPoints implements Points {
  readonly #library: Library;
  readonly #scale: Scale;
  readonly #places = new Map<number, number>();
  readonly #ids: number[] = [];
  #rows: Rows = openRows(FEWEST, POINT_WIDTH);
  #revision = 0;

  constructor(library: Library, scale: Scale) {
    this.#library = library;
    this.#scale = scale;
  }

  async refresh(reader: EntryReader): Promise<void> {
    for (;;) {
      const moved = await movedPoints(this.#library, this.#revision, CHUNK, this.#scale, reader);
      for (const { id, point } of moved) this.#take(id, point);
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
    const distances = this.#rows.squaredDistances(point).slice(0, this.#ids.length);
    for (let looked = 2 * count; ; looked *= 4) {
      const nearest = this.#nearest(distances, looked);
      const { rows } = await sql<{ id: number }>`select song_id as id from listed_songs
        where ${allOf([sql`song_id = any(${nearest}::bigint[])`, where])}`.execute(this.#library);
      const passing = new Set(rows.map(({ id }) => id));
      if (passing.size >= count || nearest.length < looked)
        return nearest.filter((id) => passing.has(id)).slice(0, count);
    }
  }

  #take(id: number, point: Float32Array | undefined): void {
    const known = this.#places.get(id);
    if (known === undefined && point === undefined) return;
    const at = known ?? this.#ids.length;
    if (at === this.#rows.count) this.#grow();
    const { data, stride } = this.#rows;
    if (known === undefined) {
      this.#places.set(id, at);
      this.#ids.push(id);
    }
    if (point) data.set(point, at * stride);
    else data.fill(NOWHERE, at * stride, (at + 1) * stride);
  }

  #grow(): void {
    const { data, count } = this.#rows;
    const larger = openRows(Math.ceil(GROWTH * count), POINT_WIDTH);
    larger.data.set(data);
    this.#rows = larger;
  }

  #nearest(distances: Float32Array, count: number): number[] {
    if (count >= distances.length) count = distances.length;
    // The distance that so many are below, from a sorted copy.
    const limit = Float32Array.from(distances).sort()[Math.max(0, count - 1)];
    const found: number[] = [];
    distances.forEach((distance, at) => {
      if (distance <= limit) found.push(at);
    });
    return found.sort((a, b) => distances[a] - distances[b] || a - b).map((at) => this.#ids[at]);
  }
}
