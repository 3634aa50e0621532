import { chmod, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { asNobody } from '../../test/support/locked.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { isLeftOut, nameOf, type WalkOptions, walk } from './walk.ts';

let music: string;

beforeEach(async () => {
  music = await mkdtemp(join(tmpdir(), 'tonearm-walk-'));
  return () => removeFolder(music);
});

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(music, name)), { recursive: true });
    await writeFile(join(music, name), '');
  }
}

async function found(options: WalkOptions = {}, named = [music]): Promise<string[]> {
  const { files } = await walk(named, options);
  return files.map((path) => relative(music, path));
}

test('songs come folder by folder in order of name, each once; covers are no songs', async () => {
  await put('b/2.mp3', 'b/1.mp3', 'b/cover.jpg', 'a.flac', 'c.ogg');
  expect(await found({}, [music, join(music, 'b')])).toEqual(['a.flac', 'b/1.mp3', 'b/2.mp3', 'c.ogg']);
});

test('a file that is named itself is there, whatever it is called', async () => {
  await put('.hidden/song', 'other.mp3');
  expect(await found({}, [join(music, '.hidden/song')])).toEqual(['.hidden/song']);
});

test('links are left out, or followed and a loop of them walked once', async () => {
  await put('a/1.mp3');
  await symlink(music, join(music, 'a/loop'));
  await symlink(join(music, 'a/1.mp3'), join(music, 'link.mp3'));
  expect(await found()).toEqual(['a/1.mp3']);
  expect(await found({ followLinks: true })).toEqual(['a/1.mp3', 'link.mp3']);
});

describe('left out unless asked for', () => {
  const HIDDEN = ['.Trash-1000/files', '#recycle', '@eaDir', '.stversions', '$RECYCLE.BIN', 'lost+found'];

  test.each(HIDDEN)('what lies in %s', async (folder) => {
    await put('song.mp3', `pop/${folder}/gone.mp3`, '._song.mp3');
    expect(await found()).toEqual(['song.mp3']);
    expect(await found({ includeHidden: true })).toEqual([
      '._song.mp3',
      `pop/${folder}/gone.mp3`,
      'song.mp3',
    ]);
  });

  test('but not a folder that is named itself', async () => {
    await put('.music/song.mp3');
    expect(await found({}, [join(music, '.music')])).toEqual(['.music/song.mp3']);
  });
});

describe('rules of the listener', () => {
  test('patterns leave out files and folders, as in gitignore', async () => {
    await put('live/1.mp3', 'pop/live/2.mp3', 'pop/3.FLAC', 'pop/4.mp3');
    expect(await found({ exclude: ['/live', '*.flac'] })).toEqual(['pop/4.mp3', 'pop/live/2.mp3']);
  });

  test('a pattern of an option that begins like a comment is none', async () => {
    await put('#recycle/1.mp3', '2.mp3');
    expect(await found({ includeHidden: true, exclude: ['#recycle'] })).toEqual(['2.mp3']);
  });

  test('a file of rules holds for what lies below it, and the nearest decides', async () => {
    await put('pop/1.ogg', 'rock/2.ogg', 'rock/3.ogg', '4.ogg');
    await writeFile(join(music, '.tonearmignore'), '# all but\n*.ogg\n');
    await writeFile(join(music, 'rock/.tonearmignore'), '!2.ogg\n');
    expect(await found()).toEqual(['rock/2.ogg']);
  });

  test('options come before files', async () => {
    await put('1.ogg', '2.ogg');
    await writeFile(join(music, '.tonearmignore'), '!1.ogg\n');
    expect(await found({ exclude: ['1.ogg'] })).toEqual(['2.ogg']);
  });

  test('hold for a part of a named folder, too', async () => {
    await put('pop/live/1.ogg', '@eaDir/2.ogg', 'pop/3.ogg');
    await writeFile(join(music, '.tonearmignore'), 'live\n');
    const parts = ['pop', 'pop/live', '@eaDir'].map((name) => join(music, name));
    expect(await found({ within: [music] }, parts)).toEqual(['pop/3.ogg']);
  });

  test.each([
    ['pop/live/1.ogg', true],
    ['@eaDir/2.ogg', true],
    ['pop/3.ogg', false],
    ['elsewhere/4.ogg', false],
  ])('say of %s whether it is left out: %s', async (name, expected) => {
    await put('pop/live/1.ogg', '@eaDir/2.ogg', 'pop/3.ogg');
    await writeFile(join(music, '.tonearmignore'), 'live\n');
    expect(await isLeftOut(join(music, name), [music], {})).toBe(expected);
  });
});

test('of a locked folder the rest is found, and the folder is named; so is one whose rules cannot be read', async () => {
  await put('jazz/1.ogg', 'jazz/locked/2.ogg', 'pop/3.ogg', 'rules/4.ogg', 'rules/.tonearmignore');
  await chmod(music, 0o755);
  await chmod(join(music, 'jazz/locked'), 0);
  await chmod(join(music, 'rules/.tonearmignore'), 0);
  const { files, errors } = await asNobody(() => walk([music]));
  expect(files.map((path) => relative(music, path))).toEqual(['jazz/1.ogg', 'pop/3.ogg']);
  expect(errors.map(({ path, error }) => [relative(music, path), error.code])).toEqual([
    ['jazz/locked', 'bad-request'],
    ['rules', 'bad-request'],
  ]);
  await chmod(join(music, 'jazz/locked'), 0o755);
});

test('names that are not UTF-8 are told by their bytes, and no two alike', async () => {
  await put('fine.mp3');
  for (const byte of [0xe9, 0xff])
    await writeFile(
      Buffer.concat([Buffer.from(join(music, 'caf')), Buffer.from([byte]), Buffer.from('.mp3')]),
      '',
    );
  const { files, errors } = await walk([music]);
  expect(files).toEqual([join(music, 'fine.mp3')]);
  expect(errors.map(({ path }) => relative(music, path))).toEqual(['caf\\xe9.mp3', 'caf\\xff.mp3']);
  expect(errors[0].error.message).toContain('Rename it');
});

test.each([
  [[0x61, 0xc3, 0xa9], 'aé'],
  [[0xc3, 0x28, 0xf0, 0x9f, 0x8e, 0xb5], '\\xc3(🎵'],
])('of the bytes %j is shown %s', (bytes, name) => {
  expect(nameOf(Buffer.from(bytes))).toBe(name);
});
