/** Names of the list's genres. */
import { type RawBuilder, sql } from 'kysely';
import { genreFilter, genreOf } from '../../albums/names.ts';
import type { Library } from '../../store/store.ts';

/** Genres that songs claim, with their names. */
export async function claimedGenres(library: Library): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ genre: string }>`
    select distinct genre from listed_counts where songs > 0 and not unsure and not outside`.execute(library);
  return new Map(rows.map(({ genre }) => [genre, genreOf({ genre, unsure: false, outside: false })!]));
}

/** Name of a genre as an expression of SQL. */
export async function nameOfGenre(
  library: Library,
): Promise<(genre: RawBuilder<unknown>) => RawBuilder<unknown>> {
  const names = JSON.stringify(Object.fromEntries(await claimedGenres(library)));
  return (genre) => sql`(${names}::jsonb ->> ${genre})`;
}

/** Claimed genres of a name, whatever the case, and their names. */
export async function genresCalled(library: Library, wanted: string) {
  const isWanted = genreFilter(wanted);
  const found = [...(await claimedGenres(library))].filter(([, name]) => isWanted(name));
  return { genres: found.map(([genre]) => genre), names: [...new Set(found.map(([, name]) => name))] };
}
