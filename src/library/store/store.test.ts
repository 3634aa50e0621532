import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf } from '../../../test/support/library-songs.ts';
import { holdLibrary } from '../../../test/support/lock-holder.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { openLibrary } from './store.ts';

const MANY = 2500;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-store-'));
});

afterAll(() => removeFolder(folder));

test('it is made once and opened again, with what it held', async () => {
  const path = join(folder, 'deep/er/library.sqlite');
  const file = { ...fileOf('/a', null), modifiedMs: 2.5 };
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

test('while another program holds the library, readers are answered and a writer gets its turn', async () => {
  const path = join(folder, 'held.sqlite');
  const library = await openLibrary(path);
  const holder = await holdLibrary(path);
  const order: string[] = [];
  const writing = library
    .insertInto('files')
    .values(fileOf('/a', null))
    .execute()
    .then(() => order.push('written'));
  expect(await library.selectFrom('files').selectAll().execute()).toEqual([]);
  order.push('read');
  await holder.release();
  await writing;
  expect(order).toEqual(['read', 'written']);
  await library.destroy();
});

test('a writer who waited for another program in vain is told that the library is busy', async () => {
  const path = join(folder, 'kept.sqlite');
  const library = await openLibrary(path, { waitMs: 200 });
  const holder = await holdLibrary(path);
  const insert = () => library.insertInto('files').values(fileOf('/a', null)).execute();
  await expect(insert()).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  await expect(library.transaction().execute(insert)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  await holder.release();
  await insert();
  expect(await library.selectFrom('files').select('path').execute()).toEqual([{ path: '/a' }]);
  await library.destroy();
});

test('what is not of a transaction waits for its end, and stays when it is taken back', async () => {
  const library = await openLibrary(':memory:');
  const insert = (path: string) => library.insertInto('files').values(fileOf(path, null)).execute();
  let outside: Promise<unknown> | undefined;
  const taken = library.transaction().execute(async (work) => {
    await work.insertInto('files').values(fileOf('/inside', null)).execute();
    outside = insert('/outside');
    expect(await work.selectFrom('files').select('path').execute()).toEqual([{ path: '/inside' }]);
    throw new Error('taken back');
  });
  await expect(taken).rejects.toThrow('taken back');
  await outside;
  expect(await library.selectFrom('files').select('path').execute()).toEqual([{ path: '/outside' }]);
  await library.destroy();
});

test('two that write into one library at once lose nothing', async () => {
  const path = join(folder, 'two.sqlite');
  const writers = await Promise.all([openLibrary(path), openLibrary(path)]);
  await Promise.all(
    writers.map(async (library, writer) => {
      for (let i = 0; i < 500; i++) {
        await library
          .insertInto('files')
          .values(fileOf(`/${writer}/${i}`, null))
          .execute();
      }
    }),
  );
  await Promise.all(writers.map((library) => library.destroy()));
  const library = await openLibrary(path);
  expect(await library.selectFrom('files').select('path').execute()).toHaveLength(1000);
  await library.destroy();
});

test('many rows come in pages, and a reader may stop early', async () => {
  const library = await openLibrary(':memory:');
  const paths = Array.from({ length: MANY }, (_, i) => `/${String(i).padStart(4, '0')}`);
  for (let from = 0; from < MANY; from += 500) {
    const some = paths.slice(from, from + 500).map((path) => fileOf(path, null));
    await library.insertInto('files').values(some).execute();
  }
  const query = library.selectFrom('files').select('path').orderBy('path');
  expect((await query.execute()).map(({ path }) => path)).toEqual(paths);
  const read: string[] = [];
  for await (const { path } of query.stream()) {
    read.push(path);
    if (read.length === 1500) break;
  }
  expect(read).toEqual(paths.slice(0, 1500));
  await library.destroy();
});

test('a closed library answers nobody, and a statement that makes no sense ends alone', async () => {
  const library = await openLibrary(':memory:');
  await expect(
    library
      .selectFrom('nothing' as 'files')
      .selectAll()
      .execute(),
  ).rejects.toThrow('no such table');
  expect(await library.selectFrom('files').selectAll().execute()).toEqual([]);
  await library.destroy();
  await expect(library.selectFrom('files').selectAll().execute()).rejects.toThrow();
});
