/** Exclusive use of a music file among all servers of a library, by a lock of its path, which is the same for all. */
import { type Kysely, sql } from 'kysely';
import { TonearmError } from '../../errors.ts';
import type { Tables } from '../store/schema.ts';

/** Implements `LibraryDialect.withFile`. The lock belongs to a connection of its own, and ends with it. */
export async function withFile<Result>(
  library: Kysely<Tables>,
  path: string,
  work: (checkHeld: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
  return library.connection().execute(async (own) => {
    const key = sql`hashtextextended(current_schema() || ' ' || ${path}, 0)`;
    await sql`select pg_advisory_lock(${key})`.execute(own).catch(refuseHeld);
    try {
      return await work(async () => {
        await sql`select`.execute(own);
      });
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(own).catch(() => {});
    }
  });
}

function refuseHeld(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'POSTGRES_BUSY') throw error;
  throw new TonearmError('busy', 'Another server writes this file. Try again in a moment.');
}
