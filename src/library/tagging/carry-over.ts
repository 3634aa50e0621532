/** Carrying over of a song to the content hash that its file has after tags were written. */
import type { Stats } from 'node:fs';
import { sql, type Transaction } from 'kysely';
import { dialectOf } from '../store/dialect.ts';
import type { Tables } from '../store/schema.ts';
import type { Library } from '../store/store.ts';

export interface CarryOver {
  readonly path: string;
  /** SHA-256 in hex, before and after. */
  readonly from: string;
  readonly to: string;
  /** Size and modification time of the file now. */
  readonly file: Pick<Stats, 'size' | 'mtimeMs'>;
  readonly genres: readonly string[];
}

/**
 * Gives the song the new content hash. Copies of it that were not written keep the old one and become a song
 * of their own, with the same analysis. Does nothing if the library knows the file by another hash.
 */
export async function carryOver(library: Library, change: CarryOver): Promise<void> {
  await library.transaction().execute(async (work) => {
    await dialectOf(work).beginCarryOver(work);
    const { numUpdatedRows } = await work
      .updateTable('files')
      .set({ size: change.file.size, modifiedMs: change.file.mtimeMs, contentHash: change.to })
      .where('path', '=', change.path)
      .where('contentHash', '=', change.from)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await carrySong(work, change);
  });
}

/** Carries a song's corrections and their effect over to its new content hash. */
async function carryCorrections(
  work: Transaction<Tables>,
  { from, to }: CarryOver,
  isShared: boolean,
): Promise<void> {
  const known = await work
    .selectFrom('corrections')
    .select('id')
    .where('contentHash', '=', to)
    .executeTakeFirst();
  if (known === undefined) {
    await sql`insert into corrections (content_hash, genre, withdrawn, said_at, said_by, batch)
      select ${to}, genre, withdrawn, said_at, said_by, batch from corrections
      where content_hash = ${from} order by id`.execute(work);
    await sql`insert into taught
      select ${to}, genre, songs from taught where content_hash = ${from} on conflict do nothing`.execute(
      work,
    );
  }
  if (isShared) return;
  await work.deleteFrom('corrections').where('contentHash', '=', from).execute();
  await work.deleteFrom('taught').where('contentHash', '=', from).execute();
}

async function carrySong(work: Transaction<Tables>, change: CarryOver): Promise<void> {
  const { from, to, genres } = change;
  const isKnown = await hasSong(work, to);
  const isShared = await hasFiles(work, from);
  await carryCorrections(work, change, isShared);
  if (!isKnown && isShared) await copySong(work, from, to);
  if (!isKnown && !isShared) {
    await work.updateTable('songs').set({ contentHash: to }).where('contentHash', '=', from).execute();
  }
  if (isKnown && !isShared) await work.deleteFrom('songs').where('contentHash', '=', from).execute();
  const tagged = JSON.stringify(genres);
  await work.updateTable('songs').set({ taggedGenres: tagged }).where('contentHash', '=', to).execute();
}

async function copySong(work: Transaction<Tables>, from: string, to: string): Promise<void> {
  const { id: _, ...song } = await work
    .selectFrom('songs')
    .selectAll()
    .where('contentHash', '=', from)
    .executeTakeFirstOrThrow();
  await work
    .insertInto('songs')
    .values({ ...song, contentHash: to })
    .execute();
}

async function hasSong(work: Transaction<Tables>, hash: string): Promise<boolean> {
  const row = await work.selectFrom('songs').select('id').where('contentHash', '=', hash).executeTakeFirst();
  return row !== undefined;
}

async function hasFiles(work: Transaction<Tables>, hash: string): Promise<boolean> {
  const row = await work
    .selectFrom('files')
    .select('path')
    .where('contentHash', '=', hash)
    .executeTakeFirst();
  return row !== undefined;
}
