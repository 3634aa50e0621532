/** Pause of a library's workers: one state for all of them, set by any process. */
import { sql } from 'kysely';
import type { Library } from '../store/store.ts';

export async function isPaused(library: Library): Promise<boolean> {
  const { rows } = await sql`select 1 from settings where name = 'paused'`.execute(library);
  return rows.length > 0;
}

/** Pauses workers or lets them go on; they finish the files that they hold. */
export async function pauseWorkers(library: Library, paused: boolean): Promise<void> {
  if (paused)
    await sql`insert into settings values ('paused', 'yes') on conflict do nothing`.execute(library);
  else await sql`delete from settings where name = 'paused'`.execute(library);
}
