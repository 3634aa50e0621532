import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../../test/support/library-songs.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { changePlaylist, keepPlaylist } from '../playlists/kept-playlists.ts';
import { navidromeFile } from './navidrome-file.ts';
import { writeKept } from './write-kept.ts';

let folder: string;
let catalogue: Catalogue;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-write-kept-'));
  catalogue = await madeUpCatalogue(30);
});

afterEach(async () => {
  await catalogue.library.destroy();
  await removeFolder(folder);
});

const keep = (title: string, songs: number[], rule: object | null = null) =>
  keepPlaylist(catalogue.library, { title, songs, rule });
const read = (name: string) => readFile(join(folder, name), 'utf8');
const outcomes = async (format: 'm3u8' | 'nsp' = 'm3u8') =>
  Object.fromEntries(
    (await writeKept(catalogue, folder, format)).map(({ file, outcome }) => [file, outcome]),
  );

test('playlists become files, by a rule made anew, and only what changed is written again', async () => {
  const { id } = await keep('By/hand', [3, 1]);
  await keep('By hand', [2]);
  await keep('Rule', [], { genre: (await catalogue.entry(1))!.genre, length: 5 });
  const names = ['By hand (2).m3u8', 'By hand.m3u8', 'Rule.m3u8'];
  expect(await outcomes()).toEqual(Object.fromEntries(names.map((name) => [name, 'written'])));
  expect(await read('By hand (2).m3u8')).toContain('#PLAYLIST:By hand\n');
  expect(await outcomes()).toEqual(Object.fromEntries(names.map((name) => [name, 'as it was'])));
  await changePlaylist(catalogue.library, id, { title: 'By/hand', songs: [3, 1, 5], rule: null });
  expect(Object.values(await outcomes()).sort()).toEqual(['as it was', 'as it was', 'written']);
  expect((await readdir(folder)).sort()).toEqual(['.tonearm-playlists.json', ...names].sort());
});

test('a file of others, and one that somebody changed, stay as they are', async () => {
  const { id } = await keep('Mine', [1]);
  await keep('Theirs', [2]);
  await writeFile(join(folder, 'Theirs.m3u8'), 'what they had');
  await writeFile(join(folder, 'Mine.m3u8.new'), 'a draft of theirs');
  expect(await outcomes()).toEqual({ 'Mine.m3u8': 'written', 'Theirs.m3u8': 'not ours' });
  await writeFile(join(folder, 'Mine.m3u8'), 'with a word of mine');
  await changePlaylist(catalogue.library, id, { title: 'Mine', songs: [4], rule: null });
  expect(await outcomes()).toEqual({ 'Mine.m3u8': 'changed by somebody', 'Theirs.m3u8': 'not ours' });
  expect(await read('Mine.m3u8.new')).toBe('a draft of theirs');
  expect([await read('Mine.m3u8'), await read('Theirs.m3u8')]).toEqual([
    'with a word of mine',
    'what they had',
  ]);
});

test('a rule that needs a song that is gone is told, the others are written, and a damaged memory touches nothing', async () => {
  await keep('Gone', [], { seeds: [4_000], length: 5 });
  await keep('Here', [1]);
  expect(await outcomes()).toEqual({ 'Gone.m3u8': 'needs a song that is gone', 'Here.m3u8': 'written' });
  await writeFile(join(folder, '.tonearm-playlists.json'), '{"Here.m3u8":');
  await expect(outcomes()).rejects.toThrow('cannot be read. Move it away: the files in this folder');
});

test('for Navidrome rules that it knows are its own, the rest are songs', async () => {
  await keep('Calm', [], { mood: ['calm'], length: 20 });
  await keep('Energy', [], { energyMin: 0.5, length: 4 });
  expect(await outcomes('nsp')).toEqual({ 'Calm.nsp': 'written', 'Energy.m3u8': 'written' });
  expect(JSON.parse(await read('Calm.nsp'))).toMatchObject({
    name: 'Calm',
    all: [{ is: { mood: 'calm' } }],
    limit: 20,
  });
});

test('a rule in the words of Navidrome', () => {
  const rule = {
    genre: ['hiphop', 'jazz'],
    excludedGenres: ['rock'],
    artist: 'Ünder',
    addedDays: 30,
    yearMin: 1990,
    beatsPerMinuteMin: 89.5,
    beatsPerMinuteMax: 110.2,
    length: 50,
    window: 5,
    seeds: [],
  };
  expect(JSON.parse(navidromeFile('A "b"', rule)!)).toEqual({
    name: 'A "b"',
    comment: 'By Tonearm',
    all: [
      { any: [{ is: { genre: 'Hip-Hop' } }, { is: { genre: 'Jazz' } }] },
      { isNot: { genre: 'Rock' } },
      { any: [{ is: { artist: 'Ünder' } }, { is: { albumartist: 'Ünder' } }] },
      { inTheLast: { dateAdded: 30 } },
      { inTheRange: { year: [1990, 9999] } },
      { inTheRange: { bpm: [90, 110] } },
    ],
    sort: 'random',
    limit: 50,
  });
  expect(JSON.parse(navidromeFile('All', { length: 9 })!).all).toEqual([{ gt: { playCount: -1 } }]);
  for (const more of [
    { seeds: [1] },
    { energyMin: 0.2 },
    { mix: true },
    { sure: true },
    { excludedFolders: ['Christmas'] },
    { words: ['guitar'] },
  ])
    expect(navidromeFile('No', { length: 9, ...more })).toBeUndefined();
});
