/** Counters shared by servers. */
import { type Kysely, sql } from 'kysely';
import type { Addition, LibraryCounters, SharedCount } from '../store/dialect.ts';
import type { Tables } from '../store/schema.ts';

type Library = Kysely<Tables>;

const FORGET_MS = 60_000;

export class PostgresCounters implements LibraryCounters {
  #forgotAt = -Infinity;

  async add(library: Library, given: readonly Addition[]): Promise<readonly SharedCount[]> {
    await this.#forget(library);
    const column = (name: 'key' | 'added' | 'windowMs') => given.map((each) => each[name]);
    // In order, so that two servers never wait for each other.
    const { rows } = await sql<SharedCount>`
      insert into counters as known
        select key, added, now() + window_ms * interval '1 ms'
        from unnest(${column('key')}::text[], ${column('added')}::bigint[], ${column('windowMs')}::float8[])
          as given (key, added, window_ms)
        order by key
      on conflict (key) do update set
        current = excluded.current + case when known.ends <= now() then 0 else known.current end,
        ends = case when known.ends <= now() then excluded.ends else known.ends end
      returning key, current, (extract(epoch from ends - now()) * 1000)::float8 as ttl`.execute(library);
    return rows;
  }

  async #forget(library: Library): Promise<void> {
    if (performance.now() - this.#forgotAt < FORGET_MS) return;
    this.#forgotAt = performance.now();
    await sql`delete from counters where key in (
      select key from counters where ends <= now() order by key for update skip locked)`.execute(library);
  }
}
