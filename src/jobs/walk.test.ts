import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walk } from './walk.ts';

let home: string;
let music: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-walk-'));
  music = join(home, 'music');
  await mkdir(join(music, 'album/disc 2'), { recursive: true });
  await mkdir(join(home, 'elsewhere'));
  for (const name of ['music/b.mp3', 'music/album/a.FLAC', 'music/album/disc 2/c.ogg', 'music/notes.txt']) {
    await writeFile(join(home, name), '');
  }
  await writeFile(join(home, 'elsewhere/d.wav'), '');
  await symlink(join(home, 'elsewhere'), join(music, 'outside'));
  await symlink(music, join(music, 'album/loop'));
  await symlink(join(home, 'nowhere'), join(music, 'broken.mp3'));
});

afterAll(() => rm(home, { recursive: true }));

test('a walk meets audio files at any depth, in order, and leaves links alone', async () => {
  const { files, troubles } = await walk([music]);
  expect(files).toEqual(['album/a.FLAC', 'album/disc 2/c.ogg', 'b.mp3'].map((name) => join(music, name)));
  expect(troubles).toEqual([]);
});

test('a walk that follows links meets what lies behind them, and a loop of them once', async () => {
  const { files, troubles } = await walk([music], { followLinks: true });
  expect(files).toEqual(
    ['album/a.FLAC', 'album/disc 2/c.ogg', 'b.mp3', 'outside/d.wav'].map((name) => join(music, name)),
  );
  expect(troubles).toEqual([]);
});

test('a walk tells of names that are not UTF-8, and goes on', async () => {
  const folder = join(home, 'odd');
  await mkdir(folder);
  await writeFile(join(folder, 'good.mp3'), '');
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff]), Buffer.from('.mp3')]), '');
  const { files, troubles } = await walk([folder]);
  expect(files).toEqual([join(folder, 'good.mp3')]);
  expect(troubles.map(({ error }) => error.code)).toEqual(['bad-request']);
});
