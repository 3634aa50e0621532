/** Training from the library on its page, in a real browser: a real model, made by the server. */
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { correctSongs } from '../../src/library/corrections/corrections.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { scan } from '../support/built.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../support/songs.ts';
import { PHONE, WebPage } from '../support/web-page.ts';

const SONGS = 16;
const KINDS = ['Hum', 'Tick'];

const NEW = Buffer.from(wavOf(synthesise({ genre: MADE_UP_GENRES[0]!, artist: 99, seed: 99, seconds: 4 })));

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-train-web-')));
  const [music, models] = ['music', 'models'].map((name) => join(folder, name));
  for (const each of [music, models]) await mkdir(each!);
  for (let seed = 0; seed < SONGS; seed++) {
    const sound = synthesise({ genre: MADE_UP_GENRES[seed % 2]!, artist: seed >> 1, seed, seconds: 4 });
    await writeFile(join(music!, `${KINDS[seed % 2]} ${seed}.wav`), wavOf(sound));
  }
  const file = join(folder, 'library.sqlite');
  const modelPath = await writeSmallModel(models!);
  const library = await openLibrary(file);
  await scan(library, [music!], { modelPath, workers: 2, cache: join(folder, 'cache') });
  const rows = await library
    .selectFrom('songs')
    .innerJoin('files', 'files.contentHash', 'songs.contentHash')
    .select(['songs.id', 'files.path'])
    .execute();
  for (const kind of KINDS) {
    const ids = rows.filter(({ path }) => path.includes(`/${kind} `)).map(({ id }) => id);
    await correctSongs(library, ids, kind, 'test');
  }
  await library.destroy();
  server = await spawnServer({
    workers: 2,
    modelsDirectory: models!,
    uploadParent: join(folder, 'uploads'),
    library: { file, folders: [music!] },
  });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url + path, options);
  ({ page } = web);
}

test('a model is made with progress, shows its figures by artist, is used, and is put away again', async () => {
  await open('/library/teach');
  await page.getByText('Hum 8').waitFor();
  await page.getByRole('button', { name: 'Train a model' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByText('Right after').waitFor();
  await page.getByText(/^Made .+ 16 songs by 16 artists/).waitFor();
  expect(await page.getByRole('definition').first().innerText()).toMatch(/^0% 95%: 0% to \d+%$/);
  await web.pictures('teach-trained');
  expect(await web.barriers()).toEqual([]);
  await page.getByRole('button', { name: /^Use it: the model made / }).click();
  await page.getByText('in use', { exact: true }).waitFor();
  await page.getByText('16 songs heard.').waitFor();
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await page.getByRole('button', { name: 'Use it on Listen' }).click();
  await page.getByText('Used on Listen').waitFor();
  expect(await web.barriers()).toEqual([]);
  await web.pictures('own model on Models');
  await page.getByRole('link', { name: 'Listen', exact: true }).click();
  await page.getByRole('combobox', { name: 'Heard by' }).waitFor();
  await web.choose([{ name: 'New.wav', mimeType: 'audio/wav', buffer: NEW }]);
  await web.answered();
  expect((await web.answer()).model.name).toMatch(/^my-library-/);
  await web.pictures('own model on Listen', false);
  await page.getByRole('combobox', { name: 'Heard by' }).selectOption('the usual model');
  await page.goto(`${server.url}/library/teach`);
  await page.getByRole('button', { name: 'Go back to the usual model' }).click();
  await page.getByText('in use', { exact: true }).waitFor({ state: 'detached' });
  expect(web.faults).toEqual([]);
});

test('what was said is listed, saved as a file, taken back, and loaded again', async () => {
  await open('/library/teach');
  const said = page.getByRole('region', { name: 'What you said' });
  await said.getByText('8 songs: Tick').waitFor();
  const saved = await web.download(said.getByRole('link', { name: 'CSV' }));
  expect(saved.bytes.toString()).toMatch(/^content_hash,genre,/);
  await said.getByRole('button', { name: 'Undo 8 songs: Tick' }).click();
  await said.getByText('8 songs: Tick').waitFor({ state: 'detached' });
  await page.getByText(/Two genres with at least 6 songs/).waitFor();
  const file = { name: 'mine.csv', mimeType: 'text/csv', buffer: saved.bytes };
  await said.getByLabel('Load a file').setInputFiles([file]);
  await said.getByText('16 songs corrected.').waitFor();
  await page.getByText('Tick 8').waitFor();
  expect(web.faults).toEqual([]);
});

test('on a phone all of it is in reach', async () => {
  await open('/library/teach', { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.getByText('Hum 8').waitFor();
  expect(await web.barriers()).toEqual([]);
  await web.pictures('teach-page-phone');
});
