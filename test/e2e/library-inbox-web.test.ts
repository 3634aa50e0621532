/** The inbox of tags in a real browser, with files that are really written. */
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { correctSongs } from '../../src/library/corrections/corrections.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { scan } from '../support/built.ts';
import { withId3 } from '../support/id3.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { PHONE, WebPage } from '../support/web-page.ts';

const TUNE = join(import.meta.dirname, '../fixtures/audio/tune.mp3');
const SONGS = [
  ['One', 'First', 'Latin'],
  ['Two', 'First', 'Bossa Nova'],
  ['Three', 'Second', 'Rock'],
] as const;
/** Timeout for busy machines. */
const SOON = { timeout: 15_000 };

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-inbox-web-')));
  const [music, models] = ['music', 'models'].map((name) => join(folder, name));
  for (const each of [music, models]) await mkdir(each!);
  const tune = await readFile(TUNE);
  for (const [title, album, genre] of SONGS)
    await writeFile(join(music!, `${title}.mp3`), withId3(tune, { title, artist: 'Ada', album, genre }));
  const file = join(folder, 'library.sqlite');
  const modelPath = await writeSmallModel(models!);
  const library = await openLibrary(file);
  await scan(library, [music!], { modelPath, workers: 1 });
  await correctSongs(library, [1, 2, 3], 'Klezmer', 'test');
  await library.destroy();
  server = await spawnServer({
    workers: 1,
    modelsDirectory: models!,
    uploadParent: join(folder, 'uploads'),
    library: { file, folders: [music!], writable: true },
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
  await page.getByText('3 songs disagree with their tags').waitFor();
}

function row(title: string) {
  return page.getByRole('listitem').filter({ hasText: title });
}

function list() {
  return page.getByRole('region', { name: 'Songs whose file says another genre' });
}

async function genresOf(title: string): Promise<readonly string[]> {
  const { common } = await parseFile(join(folder, `music/${title}.mp3`));
  return common.genre ?? [];
}

test('on a phone it is in reach, in light and in dark', async () => {
  await open('/library/inbox', { viewport: PHONE, hasTouch: true, isMobile: true });
  await row('One').getByRole('checkbox').tap();
  const bar = page.getByRole('region', { name: '1 song ticked' });
  await bar.waitFor();
  for (let i = 0; i < 3; i++) await page.keyboard.press('j');
  const [last, foot] = [await page.locator('[data-active=true]').boundingBox(), await bar.boundingBox()];
  expect(last!.y + last!.height).toBeLessThanOrEqual(foot!.y);
  expect(await web.barriers()).toEqual([]);
  await web.pictures('inbox-phone', false);
});

test('rows are walked along, ticked, skipped and grouped by keys, and what is shown and ticked is planned', async () => {
  await open('/library/inbox');
  await list().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.keyboard.press('r');
  await page.keyboard.press('a');
  await page.getByText('3 songs ticked', { exact: true }).waitFor();
  await web.pictures('inbox', false);
  expect(await web.barriers()).toEqual([]);
  await page.keyboard.press('x');
  await page.getByText('2 songs ticked', { exact: true }).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Show 1 song that you skipped' }).click();
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('Album');
  await page.getByRole('button', { name: 'Untick all' }).click();
  await page.getByRole('checkbox', { name: 'Ada: First: tick all 2 songs' }).check();
  await page.getByText('2 songs ticked', { exact: true }).waitFor();
  // Ticked songs that the search hides are not written.
  await page.getByRole('searchbox').fill('one');
  await page.getByText('1 song ticked', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  await page.getByRole('heading', { name: '1 file would change' }).waitFor();
  expect(await web.focused()).toBe('Back to the inbox');
  await page.getByRole('button', { name: 'Back to the inbox' }).click();
  await page.getByText('1 song ticked', { exact: true }).waitFor();
  expect(web.faults).toEqual([]);
});

test('what is accepted is written and leaves the inbox, finer words stay, and the journal tells and takes back', async () => {
  await open('/library/inbox');
  for (const title of ['One', 'Three']) await row(title).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Look at the changes' }).click();
  await page.getByRole('button', { name: 'Write 2 files' }).click();
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await page.getByText('1 song disagrees with its tag').waitFor();
  expect(await web.focused()).toBe('Tag inbox');
  expect(await genresOf('One')).toEqual(['Klezmer', 'Latin']);
  expect(await genresOf('Three')).toEqual(['Klezmer']);
  await page.getByRole('button', { name: /^What was written / }).click();
  await page.getByText('Three.mp3').waitFor();
  await web.pictures('inbox-journal');
  await page.getByRole('button', { name: /^Take back what was written/ }).click();
  await page.getByText('3 songs disagree with their tags').waitFor();
  await expect.poll(() => genresOf('Three'), SOON).toEqual(['Rock']);
});

test('a song is said to be what its file says, and leaves the inbox', async () => {
  await open('/library/inbox');
  await row('Three').getByRole('checkbox').check();
  await row('Three').getByRole('button', { name: 'The file is right' }).click();
  await page.getByText('Three: rock.').waitFor();
  await page.getByText('2 songs disagree with their tags').waitFor();
});
