/** Teaching on the command line, on a library of songs such as a scan might have kept. */
import { copyFile, mkdtemp, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '../../src/library/store/store.ts';
import { runHere } from '../support/command.ts';
import { withId3 } from '../support/id3.ts';
import { fileOf, keepSongs, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';

const TUNE = join(import.meta.dirname, '../fixtures/audio/tune.mp3');

let home: string;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-teach-cli-')));
  const song = join(home, 'song.mp3');
  await writeFile(song, withId3(await readFile(TUNE), { title: 'Song', genre: 'Bossa Nova' }));
  const { size, mtimeMs: modifiedMs } = await stat(song);
  const contentHash = (await import('node:crypto'))
    .createHash('sha256')
    .update(await readFile(song))
    .digest('hex');
  const library = await openLibrary(join(home, 'library.sqlite'));
  const [first, ...others] = madeUpSongs(12);
  const real = { ...first, contentHash, title: 'Song', taggedGenres: '["Bossa Nova"]', path: song };
  await keepSongs(library, [real, ...others]);
  await library
    .updateTable('files')
    .set({ ...fileOf(song, contentHash), size, modifiedMs })
    .where('path', '=', song)
    .execute();
  await library.destroy();
});

afterAll(() => removeFolder(home));

const run = (...args: string[]) => runHere([...args, '--library', 'library.sqlite'], home);

test('a song is taught, listed, exported, undone and imported', async () => {
  const said = await run('teach', 'song.mp3', 'nu cumbia');
  expect(said.stdout).toMatch(/^1 song corrected; tonearm teach --undo [0-9a-f-]+ takes it back\n$/);
  expect((await run('teach', '--list')).stdout).toMatch(/^nu cumbia {2}\S+song\.mp3 {2}\(heard: \w+\)\n$/);
  const exported = (await run('teach', '--export')).stdout;
  expect(exported).toMatch(/^content_hash,genre,.*\n[0-9a-f]{64},nu cumbia,/);
  expect((await run('teach', '--undo')).stdout).toBe('taken back for 1 song\n');
  expect((await run('teach', '--list')).stdout).toBe('nothing was said yet\n');
  await writeFile(join(home, 'mine.csv'), exported);
  expect(JSON.parse((await run('teach', '--import', 'mine.csv', '--json')).stdout)).toMatchObject({
    songs: 1,
    unknown: 0,
  });
  expect((await run('teach', '--history')).stdout).toContain('1 song: nu cumbia');
});

test.each([
  [['teach'], 'either a song and its genre'],
  [['teach', 'song.mp3'], 'Expected a genre for the song'],
  [['teach', 'song.mp3', 'rock', '--none'], 'Expected a genre for the song'],
  [['teach', 'nothing at all', 'rock'], 'Expected a song of the library'],
  [['inbox', '--write'], '--decide'],
  [['train', '--out', 'x.onnx'], 'Expected two genres'],
])('%j is refused in words', async (args, words) => {
  const { code, stderr } = await run(...args);
  expect(code).not.toBe(0);
  expect(stderr).toContain(words);
});

test('the inbox lists what the file says, writes what was decided, and the finer word stays', async () => {
  await run('teach', 'song.mp3', 'Klezmer');
  await copyFile(join(home, 'song.mp3'), join(home, 'before.mp3'));
  expect((await run('inbox')).stdout).toMatch(
    /^\s*100.*song\.mp3: Bossa Nova -> Klezmer; Bossa Nova\n1 song that/,
  );
  expect((await run('inbox', '--decide', 'add')).stdout).toContain('1 file would change');
  expect((await run('inbox', '--decide', 'accept', '--write')).stdout).toMatch(/^1 file written/);
  expect((await parseFile(join(home, 'song.mp3'))).common.genre).toEqual(['Klezmer', 'Bossa Nova']);
  expect((await run('inbox')).stdout).toBe('0 songs that their tags disagree with\n');
  await run('tag', '--undo');
  expect(await readFile(join(home, 'song.mp3'))).toEqual(await readFile(join(home, 'before.mp3')));
});
