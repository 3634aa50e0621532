/** Maintenance of the list of songs; any process that reads does it, one at a time. */
import { sql } from 'kysely';
import { readColumns } from '../../columns/song-columns.ts';
import type { Entry } from '../../songs/entry.ts';
import { EntryReader, type EntryRow, entryRows } from '../../songs/entry-rows.ts';
import type { Library } from '../../store/store.ts';
import { extensionSchema } from '../extensions.ts';
import { withCounts } from './counts.ts';
import { addMarks, needsMarks } from './marks.ts';
import { LIST_INDEXES, type ListedRow, listedRow, MIN_INDEXED } from './table.ts';
import { distinctWords } from './texts.ts';

const CHUNK = 500;

/** Revision of the list, and the order of genres in it. */
export async function listState(
  library: Library,
): Promise<{ revision: number; isBehind: boolean; genres: readonly string[] }> {
  const { rows } = await sql<{ revision: number; last: number; genres: string }>`
    select revision, genres, (select coalesce(max(revision), 0) from song_changes) as last from listed_state`.execute(
    library,
  );
  const [{ revision, last, genres }] = rows;
  return { revision, isBehind: last > revision, genres: JSON.parse(genres) };
}

/** Applies the next changes; false if none are left. */
export function listChanges(library: Library): Promise<boolean> {
  return library.transaction().execute(async (work) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 4)`.execute(work);
    const { rows: states } = await sql<{ revision: number; genres: string }>`
      select revision, genres from listed_state`.execute(work);
    const [{ revision, genres }] = states;
    const rows = await entryRows(work, undefined)
      .select('songs.ranking as wholeRanking')
      .where('songChanges.revision', '>', revision)
      .orderBy('songChanges.revision')
      .limit(CHUNK)
      .execute();
    if (rows.length === 0) return false;
    const listed = await listedRows(work, rows);
    const ids = rows.map(({ songId }) => songId);
    await withCounts(work, sql`delete from listed_songs where song_id = any(${ids}::bigint[])`, -1);
    const coming = sql`insert into listed_songs
      select * from json_populate_recordset(null::listed_songs, ${JSON.stringify(listed)})`;
    await withCounts(work, coming, 1);
    const texts = listed.flatMap(({ song_id, copy, search }) => {
      return copy === 0 ? [{ song_id, words: distinctWords(search) }] : [];
    });
    await sql`delete from listed_texts where song_id = any(${ids}::bigint[])`.execute(work);
    await sql`insert into listed_texts
      select * from json_populate_recordset(null::listed_texts, ${JSON.stringify(texts)})`.execute(work);
    await sql`update listed_state set revision = ${rows[rows.length - 1].revision},
      genres = ${JSON.stringify(withGenresOf(rows, JSON.parse(genres)))}`.execute(work);
    return rows.length === CHUNK;
  });
}

/** Creates the indexes of a list that has grown large; writers wait. */
export async function indexList(library: Library): Promise<void> {
  const { rows } = await sql<{ large: boolean }>`
    select to_regclass('listed_within') is null
      and exists (select from listed_songs offset ${sql.lit(MIN_INDEXED)}) as large`.execute(library);
  if (!rows[0].large) return;
  await library.transaction().execute(async (work) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 4)`.execute(work);
    for (const [name, what] of Object.entries(LIST_INDEXES))
      await sql.raw(`create index if not exists ${name} ${what}`).execute(work);
  });
  await indexTexts(library);
  // Rows are known to be visible afterwards: counts read indexes alone.
  for (const table of ['listed_songs', 'listed_texts'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(library);
}

/** Adds marks to the orders of a large list. */
export async function markList(library: Library, step: number): Promise<void> {
  if (!(await needsMarks(library, step))) return;
  await library.transaction().execute(async (work) => {
    await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 4)`.execute(work);
    await addMarks(work, step);
  });
}

/** Creates the trigram index of search texts, if the extension is available; else each text is searched. */
async function indexTexts(library: Library): Promise<void> {
  const schema = await extensionSchema(library, 'pg_trgm');
  if (schema === undefined) return;
  await sql`create index if not exists listed_with_text on listed_songs
    using gin (search ${sql.id(schema, 'gin_trgm_ops')}) where copy = 0`.execute(library);
  await sql`create index if not exists listed_words on listed_texts
    using gin (words ${sql.id(schema, 'gin_trgm_ops')})`.execute(library);
}

/** Genres with those of the rows' rankings, in the order in which they were first met. */
function withGenresOf(
  rows: readonly { readonly wholeRanking: string | null }[],
  genres: readonly string[],
): readonly string[] {
  const rankings = rows.map(({ wholeRanking: ranking }) => readColumns({ ranking }, ['ranking']).ranking);
  return [...new Set([...genres, ...rankings.flat().map(({ genre }) => genre)])];
}

async function listedRows(work: Library, rows: readonly EntryRow[]): Promise<ListedRow[]> {
  const reader = new EntryReader();
  const hashes = rows.flatMap(({ contentHash }) => contentHash ?? []);
  const files = await work
    .selectFrom('files')
    .select(['contentHash', 'path'])
    .where('contentHash', 'in', hashes)
    .orderBy('path')
    .execute();
  const paths = new Map<string | null, string[]>();
  for (const { contentHash, path } of files)
    paths.set(contentHash, [...(paths.get(contentHash) ?? []), path]);
  return rows.flatMap((row) => {
    const entries: (Entry | undefined)[] = (paths.get(row.contentHash) ?? []).map((path) =>
      reader.entryOf(row, path),
    );
    return entries.flatMap((entry, copy) => (entry ? [listedRow(entry, copy)] : []));
  });
}
