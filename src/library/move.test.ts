import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepSongs, madeUpSongs } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { moveLibrary } from './move.ts';
import { pathBeside } from './store/place.ts';
import { openLibrary } from './store/store.ts';

test('a library that moves takes its journals along, and where they cannot go it does not go either', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-move-'));
  onTestFinished(() => removeFolder(folder));
  const [from, to] = [join(folder, 'from.sqlite'), join(folder, 'to.sqlite')];
  const library = await openLibrary(from);
  await keepSongs(library, madeUpSongs(3));
  await library.destroy();
  await mkdir(`${from}-tags`);
  await writeFile(join(`${from}-tags`, 'one.jsonl'), 'a journal');
  await writeFile(`${to}-tags`, 'no folder');

  await expect(moveLibrary(from, to)).rejects.toThrow();
  await rm(`${to}-tags`);
  expect(await moveLibrary(from, to)).toEqual({ songs: 3, files: 3 });
  expect(await readFile(join(`${to}-tags`, 'one.jsonl'), 'utf8')).toBe('a journal');
});

test('libraries that share a database have each their own beside them, and no password is in its name', () => {
  const server = 'postgres://me:secret@host/music';
  const other = (name: string) => `${server}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
  const places = [server, other('rock'), other('jazz'), server.replace('host', 'host:5433')];
  const names = places.map(pathBeside);
  expect(new Set(names).size).toBe(places.length);
  expect(names.join()).not.toContain('secret');
  expect(pathBeside(server.replace('host', 'host:5432'))).toBe(names[0]);
});
