import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLibrary } from './store.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-store-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('it is made once and opened again, with what it held', async () => {
  const path = join(folder, 'deep/er/library.sqlite');
  const file = {
    path: '/a',
    size: 1,
    modified_ms: 2.5,
    content_hash: null,
    error_code: null,
    error_message: null,
  };
  const first = await openLibrary(path);
  await first.insertInto('files').values(file).execute();
  const second = await openLibrary(path);
  expect(await second.selectFrom('files').selectAll().execute()).toEqual([file]);
  await first.destroy();
  await second.destroy();
});

test('a library of a newer Tonearm is left alone', async () => {
  const path = join(folder, 'newer.sqlite');
  const database = new Database(path);
  database.exec('pragma user_version = 99');
  database.close();
  await expect(openLibrary(path)).rejects.toThrow(/^Expected a library of version \d+ at most, got 99/);
});

test('what is no library is named', async () => {
  const path = join(folder, 'text.sqlite');
  await writeFile(
    path,
    'this is not a database, and it is long enough to have a header of its own. '.repeat(20),
  );
  await expect(openLibrary(path)).rejects.toThrow(/^Expected a library that can be opened, got /);
});
