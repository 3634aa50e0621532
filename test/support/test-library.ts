/** Libraries of tests that hold on both kinds: files, and in the project `postgres` schemas of its database. */
import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Library, type LibraryOptions, openLibrary } from '../../src/library/store/store.ts';

/** Whether the tests of this project have their libraries in a database. */
export const inDatabase = Boolean(inject('databaseUrl'));

const made = new Set<string>();

/** Opens a library as `openLibrary`: the same path is the same library, `:memory:` a new one each time. */
export async function openTestLibrary(path = ':memory:', options?: LibraryOptions): Promise<Library> {
  return openLibrary(await testPlace(path), options);
}

/** Location of a path's library, for others to open. */
export async function testPlace(path: string): Promise<string> {
  const url = inject('databaseUrl');
  if (!url) return path;
  const name = path === ':memory:' ? randomUUID() : path;
  return newSchema(url, `t${createHash('sha256').update(name).digest('hex').slice(0, 16)}`);
}

/** The address of a schema of its own in a database. */
export async function newSchema(
  url: string,
  schema = `t${randomUUID().replaceAll('-', '')}`,
): Promise<string> {
  if (!made.has(schema)) {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`create schema if not exists ${schema}`);
    await client.end();
    made.add(schema);
  }
  return `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
}
