/** Playlists that other programs wrote, and those that we write for them, become playlists of the library. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeUpCatalogue } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import type { Catalogue } from '../library/catalogue/catalogue.ts';
import { mixedSongs } from '../library/playlist-files/mixed-song.ts';
import { playlistFile } from '../library/playlist-files/playlist-file.ts';
import { rekordboxFile } from '../library/playlist-files/rekordbox-file.ts';
import { traktorFile } from '../library/playlist-files/traktor-file.ts';
import { keptPlaylists } from '../library/playlists/kept-playlists.ts';
import { importPlaylists } from './import-playlists.ts';
import { readPlaylists } from './read-playlists.ts';

let folder: string;
let catalogue: Catalogue;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-import-'));
  catalogue = await madeUpCatalogue(60);
});

afterEach(async () => {
  await catalogue.library.destroy();
  await removeFolder(folder);
});

async function imported(name: string, text: string | Uint8Array, replace = false) {
  const path = join(folder, name);
  await writeFile(path, text);
  return importPlaylists(catalogue, await readPlaylists(path), replace);
}

test.each([
  ['rekordbox', 'list.xml', rekordboxFile],
  ['Traktor', 'list.nml', traktorFile],
  [
    'M3U8',
    'list.m3u8',
    (title: string, songs: Parameters<typeof rekordboxFile>[1]) => playlistFile('m3u8', title, songs).text,
  ],
] as const)('a list that we write for %s comes back as it was', async (_, name, write) => {
  const entries = await catalogue.entriesOf([3, 1, 3, 7]);
  const songs = await mixedSongs(catalogue.library, entries);
  const [one] = await imported(name, write('Friday <late>', songs));
  expect(one).toEqual({ title: 'Friday <late>', outcome: 'kept', songs: 4, missing: 0 });
  const [kept] = await keptPlaylists(catalogue.library);
  expect(kept.songs).toEqual([3, 1, 3, 7]);
});

test('lists in folders are named with them, songs by place are found, and strangers are counted', async () => {
  const [one, two] = await catalogue.entriesOf([1, 2]);
  const location = `file://localhost/C:${encodeURI(one.path)}`;
  const text = `<?xml version="1.0"?><DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="2">
    <TRACK TrackID="7" Name="x" TotalTime="1" Location="${location}"><TEMPO Inizio="0.1" Bpm="120"/></TRACK>
    <TRACK TrackID="8" Name="Nobody" Location="file://localhost/C:/no/where.mp3"/></COLLECTION>
    <PLAYLISTS><NODE Type="0" Name="ROOT"><NODE Type="0" Name="2026"><NODE Type="1" KeyType="1" Name="May">
    <TRACK Key="${location}"/><TRACK Key="file://localhost/C:/no/where.mp3"/></NODE></NODE>
    <NODE Type="1" KeyType="0" Name="Empty"/></NODE></PLAYLISTS></DJ_PLAYLISTS>`;
  expect(await imported('rb.xml', text)).toEqual([
    { title: '2026 / May', outcome: 'kept', songs: 1, missing: 1 },
    { title: 'Empty', outcome: 'empty', songs: 0, missing: 0 },
  ]);
  expect(two.id).toBe(2);
});

test('a list of the title that is there stays, unless it shall be replaced', async () => {
  const entries = await catalogue.all();
  const text = (id: number) => `#EXTM3U\n${entries[id - 1].path}\n`;
  await imported('Mine.m3u', text(1));
  expect((await imported('Mine.m3u', text(2)))[0].outcome).toBe('there already');
  expect((await keptPlaylists(catalogue.library))[0].songs).toEqual([1]);
  expect((await imported('Mine.m3u', text(2), true))[0].outcome).toBe('replaced');
  expect((await keptPlaylists(catalogue.library))[0].songs).toEqual([2]);
});

test('an old M3U may be Latin-1, of Windows, and tell songs by their names', async () => {
  const named = (await catalogue.all()).find(
    ({ title, artist }) => title?.includes('Ängel') && !title.includes('夜') && artist,
  )!;
  const seconds = Math.round(named.durationSeconds);
  const text = `#EXTM3U\r\n#EXTINF:${seconds},${named.artist} - ${named.title}\r\nC:\\gone\\x.mp3\r\n`;
  const [one] = await imported('old.m3u', Buffer.from(text, 'latin1'));
  expect(one).toMatchObject({ songs: 1, missing: 0 });
});

test.each([
  ['half.xml', '<DJ_PLAYLISTS><COLLECTION>', 'a file that is damaged'],
  ['bomb.xml', '<!DOCTYPE a [<!ENTITY b "c">]><DJ_PLAYLISTS>&b;</DJ_PLAYLISTS>', 'a file that is damaged'],
  ['other.xml', '<html></html>', 'Expected playlists of rekordbox (XML), Traktor (NML) or M3U'],
])('%s is no list, and nothing is kept', async (name, text, words) => {
  await expect(imported(name, text)).rejects.toThrow(words);
  expect(await keptPlaylists(catalogue.library)).toEqual([]);
  await expect(readPlaylists(join(folder, 'gone.xml'))).rejects.toThrow('got none at');
});
