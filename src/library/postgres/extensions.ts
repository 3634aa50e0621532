/** Optional PostgreSQL extensions; without them answers are the same, and slower. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/schema.ts';

type Library = Kysely<Tables>;

const ADVICE = {
  vector:
    'This database has no pgvector (0.7 or newer): similar songs, playlists and the map are worked out in the memory of each server, which is enough for one to two million songs. Install it, and let a superuser say: create extension vector',
  pg_trgm:
    'This database has no pg_trgm: each search looks at every song. Install it (contrib packages of PostgreSQL have it), and let a superuser say: create extension pg_trgm',
} as const;

export type Extension = keyof typeof ADVICE;

/** Schema of an extension, which is created if allowed; undefined if the database may not have it. */
export async function extensionSchema(library: Library, name: Extension): Promise<string | undefined> {
  await sql`create extension if not exists ${sql.id(name)} schema public`.execute(library).catch(() => {});
  // Before half precision it is as good as none.
  const { rows } = await sql<{ schema: string }>`
    select nspname as schema from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
    where extname = ${name} and (extname <> 'vector' or to_regtype(format('%I.halfvec', nspname)) is not null)`.execute(
    library,
  );
  return rows[0]?.schema;
}

/** Messages about missing extensions, with their cost and the remedy. */
export async function missingExtensions(library: Library): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, advice] of Object.entries(ADVICE)) {
    if ((await extensionSchema(library, name as Extension)) === undefined) missing.push(advice);
  }
  return missing;
}
