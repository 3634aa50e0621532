/** Correcting songs on the library's pages, in a real browser; the songs are such as a scan might have kept. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '../../src/library/store/store.ts';
import { keepSongs, type MadeUpSong, madeUpSongs } from '../support/library-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { DESKTOP, PHONE, WebPage } from '../support/web-page.ts';

const SONGS = 60;
/** The last song of the library, as a file. */
const MINE = {
  name: 'Mine.wav',
  mimeType: 'audio/wav',
  buffer: Buffer.from(wavOf(synthesise({ genre: 'organ', artist: 1, seed: 5, seconds: 12 }))),
};
/** Songs with one sound: the last two follow the label of the first two. */
const ALIKE = ['Alpha', 'Beta', 'Gamma', 'Delta'];

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-teach-web-')));
  const music = join(folder, 'music');
  for (const each of [music, join(folder, 'models')]) await mkdir(each);
  await writeSmallModel(join(folder, 'models'));
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  await keepSongs(library, songsIn(music));
  await library.destroy();
  server = await spawnServer({
    workers: 1,
    modelsDirectory: join(folder, 'models'),
    uploadParent: join(folder, 'uploads'),
    library: { file, folders: [music] },
  });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

function songsIn(music: string): MadeUpSong[] {
  const songs = madeUpSongs(SONGS).map((song) => ({ ...song, path: song.path.replace('/music', music) }));
  songs.push({ ...songs.pop()!, title: 'Mine', contentHash: hashOf(MINE.buffer) });
  return songs.map((song, i) =>
    i < ALIKE.length
      ? { ...song, title: ALIKE[i], artist: 'The Alike', unsure: 1, vector: songs[0].vector }
      : song,
  );
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url + path, options);
  ({ page } = web);
}

function row(title: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

function genreOf(title: string) {
  return row(title)
    .getByRole('button', { name: new RegExp(`^${title}: .* Say what it is`) })
    .last();
}

async function undo(): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
}

test('a tap on a genre and one on what it is correct a song, songs alike follow, and all is undone', async () => {
  await open('/library?q=alike');
  await genreOf('Alpha').click();
  await page.getByRole('heading', { name: 'Alpha is …' }).waitFor();
  await web.pictures('teach-chooser', false);
  await page.getByRole('button', { name: 'reggae', exact: true }).click();
  await page.getByText('Alpha: reggae.').waitFor();
  await row('Alpha').getByText('you said so').waitFor();
  await genreOf('Beta').click();
  await page.getByRole('dialog').getByRole('button', { name: 'reggae', exact: true }).click();
  await page.getByText('Beta: reggae. 2 songs that sound like it follow.').waitFor();
  await row('Gamma').getByTitle('like 2 songs you named').waitFor();
  expect(await genreOf('Gamma').innerText()).toBe('reggae');
  await web.pictures('teach-table', false);
  expect(await web.barriers()).toEqual([]);
  await undo();
  await expect.poll(() => genreOf('Gamma').innerText(), { timeout: 15_000 }).toMatch(/^perhaps/);
  expect(await row('Beta').getByText('you said so').count()).toBe(0);
  await genreOf('Alpha').click();
  await page.getByRole('button', { name: 'Take back what you said' }).click();
  await page.getByText('Alpha: as it was heard.').waitFor();
  expect(web.faults).toEqual([]);
});

test('by the keyboard a genre of one’s own is typed, for all selected songs', async () => {
  await open('/library?q=alike');
  await row('Alpha').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+a');
  await page.getByText('4 songs selected').waitFor();
  await page.keyboard.press('i');
  await page.getByRole('heading', { name: 'These 4 songs are …' }).waitFor();
  await page.keyboard.type('Nu Klezmer');
  await page.getByRole('button', { name: '“Nu Klezmer”, a genre of your own' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('4 songs: Nu Klezmer.').waitFor();
  await expect.poll(() => page.getByText('you said so').count(), { timeout: 15_000 }).toBe(4);
  await page.getByRole('button', { name: /^Nu Klezmer: 4 songs/ }).waitFor();
  await undo();
  await expect.poll(() => page.getByText('you said so').count(), { timeout: 15_000 }).toBe(0);
});

test('the page of a song says who says what, and none of these can be said there', async () => {
  await open('/library/songs/2');
  await page.getByRole('button', { name: 'Correct the genre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'jazz', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'jazz', exact: true }).waitFor();
  await page.getByText(/^you said so\. It heard .+, \d+%\.$/).waitFor();
  await web.pictures('teach-song', false);
  await page.getByRole('button', { name: 'Correct the genre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'None of these' }).click();
  await page.getByText('Beta: none of these.').waitFor();
  await page.getByRole('heading', { level: 2, name: /none of/i }).waitFor();
  await page.getByRole('button', { name: 'Correct the genre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back what you said' }).click();
  await page.getByText('Beta: as it was heard.').waitFor();
  await page.getByText('you said so.').waitFor({ state: 'detached' });
  expect(web.faults).toEqual([]);
});

test('songs within a line drawn on the map are corrected together', async () => {
  await open('/library/map');
  await page.getByRole('button', { name: 'Choose all in view' }).click();
  await page.getByRole('button', { name: 'Correct the genre', exact: true }).first().click();
  await page.getByRole('heading', { name: /^These \d+ songs are …$/ }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'blues', exact: true }).click();
  await page.getByText(/^\d+ songs: blues\./).waitFor();
  await undo();
});

test('what is said on Listen of a song of the library is said to the library', async () => {
  await open('/');
  await web.choose([MINE]);
  await web.answered();
  await page.getByRole('button', { name: 'Correct the genre' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'disco', exact: true }).click();
  await page.getByText('Mine: disco. Your library knows it now.').waitFor();
  await page.getByRole('article').getByRole('heading', { level: 2, name: 'disco', exact: true }).waitFor();
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await page.getByRole('searchbox').fill('mine');
  await row('Mine').getByText('you said so').waitFor();
  await undo();
  await row('Mine').getByText('you said so').waitFor({ state: 'detached' });
  expect(web.faults).toEqual([]);
});

test('on a phone a finger corrects', async () => {
  await open('/library?q=alike', { viewport: PHONE, hasTouch: true, isMobile: true });
  await row('Alpha')
    .getByRole('button', { name: /^Alpha: .* Say what it is/ })
    .first()
    .tap();
  await page.getByRole('heading', { name: 'Alpha is …' }).waitFor();
  await web.pictures('teach-phone', false);
  expect(await web.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'disco', exact: true }).tap();
  await page.getByText('Alpha: disco.').waitFor();
  await web.pictures('teach-phone-said', false);
  await undo();
});

test('the chooser closes by Escape, and nothing was said', async () => {
  await open('/library?q=alike', { viewport: DESKTOP });
  await genreOf('Delta').click();
  await page.getByRole('heading', { name: 'Delta is …' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Delta is …' }).waitFor({ state: 'detached' });
  expect(await page.getByText('you said so').count()).toBe(0);
});
