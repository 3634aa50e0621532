/** Browser storage, downloads and shared files, in a real browser on the real server. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { PHONE, type SongUpload, WebPage } from '../support/web-page.ts';

const IS_CONTROLLED = 'navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)';

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-remember-'));
  const models = join(folder, 'models');
  await mkdir(models);
  await writeSmallModel(models, 'small', 0.02);
  server = await spawnServer({ workers: 2, modelsDirectory: models, uploadParent: join(folder, 'uploads') });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('what was heard is remembered over a reload, opened again without its song, forgotten and put back', async () => {
  await open('/');
  await web.choose([song('First.wav', 1), song('Second.wav', 2)]);
  await page.getByText('2 done', { exact: true }).waitFor();
  await web.button('Clear').click();
  await heard().getByRole('listitem').nth(1).waitFor();
  await page.reload();
  await heard()
    .getByRole('link', { name: /^First\.wav/ })
    .waitFor();
  expect(await heard().getByRole('listitem').count()).toBe(2);
  expect(await web.barriers()).toEqual([]);
  await heard()
    .getByRole('link', { name: /^First\.wav/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'First.wav' }).waitFor();
  expect(await page.getByRole('article').innerText()).toContain('without its song');
  await web.button('Hear a song of your own').click();
  await page.getByRole('heading', { level: 1, name: 'What does it sound like?' }).waitFor();
  await heard().getByRole('button', { name: 'Forget First.wav' }).click();
  await page.getByText('1 song forgotten.').waitFor();
  await web.button('Undo').click();
  await heard()
    .getByRole('link', { name: /^First\.wav/ })
    .waitFor();
  await web.button('Forget all').click();
  await heard().getByText('2 songs forgotten.').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await heard().count()).toBe(0);
  expect(web.complaints).toEqual([]);
}, 120_000);

test('what a listener says a song is holds for its file, in the list, the history and what is saved', async () => {
  await open('/');
  await web.choose([song('Said.wav', 7)]);
  await web.answered();
  await web.button('Correct the genre').click();
  await page.getByRole('heading', { name: 'Said.wav is …' }).waitFor();
  await page.getByRole('textbox', { name: /^A genre/ }).fill('Nu Klezmer');
  await page.keyboard.press('Enter');
  await page.getByText('Said.wav: Nu Klezmer. Kept in this browser.').waitFor();
  await answerHeading('Nu Klezmer').waitFor();
  await web.pictures('said on Listen', false);
  expect(await web.barriers()).toEqual([]);
  expect(await web.states()).toEqual([expect.stringContaining('You said: Nu Klezmer')]);
  expect(await web.answer()).toMatchObject({ said: 'Nu Klezmer' });
  await page.reload();
  await answerHeading('Nu Klezmer').waitFor();
  await web.button('Clear').click();
  await heard().getByText('You said: Nu Klezmer').waitFor();
  const { name, bytes } = await web.download(web.button('Save what you said'));
  expect(name).toBe('corrections.csv');
  expect(bytes.toString()).toMatch(/^content_hash,genre,.*\n[0-9a-f]{64},Nu Klezmer,/);
  await web.choose([{ ...song('Said.wav', 7), name: 'Another name.wav' }]);
  await answerHeading('Nu Klezmer').waitFor();
  await web.button('Correct the genre').click();
  await web.button('Take back what you said').click();
  await page.getByText('Another name.wav: as it was heard.').waitFor();
  await answerHeading('Nu Klezmer').waitFor({ state: 'detached' });
  await web.button('Undo').click();
  await answerHeading('Nu Klezmer').waitFor();
  // A server without a library answers 404 to the request for the song.
  expect(web.faults).toEqual([]);
}, 120_000);

test('songs that were named in this browser speak for one that sounds like them, over a reload', async () => {
  await open('/');
  await web.chooseEngine('In this browser');
  const [first, second, third] = ['One.wav', 'Two.wav', 'Three.wav'].map((name, i) => strings(name, i));
  await web.choose([first!, second!, third!]);
  await page.getByText('3 done', { exact: true }).waitFor();
  for (const { name } of [first!, second!]) {
    await web.row(name).click();
    await web.button('Correct the genre').click();
    await page.getByRole('textbox', { name: /^A genre/ }).fill('Nu Klezmer');
    await page.keyboard.press('Enter');
    await page.getByText(`${name}: Nu Klezmer. Kept in this browser.`).waitFor();
  }
  await web.row(third!.name).click();
  await answerHeading('Nu Klezmer').waitFor();
  await page.getByText('like 2 songs you named').waitFor();
  await web.pictures('named songs near by', false);
  await page.reload();
  await web.row(third!.name).click();
  await page.getByText('like 2 songs you named').waitFor();
  await web.row(first!.name).click();
  await web.button('Correct the genre').click();
  await web.button('Take back what you said').click();
  await web.row(third!.name).click();
  await page.getByText('like 2 songs you named').waitFor({ state: 'detached' });
  expect(web.faults).toEqual([]);
}, 120_000);

test('an answer is shared by its address alone', async () => {
  await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await web.choose([song('Shared.wav', 3)]);
  await web.answered();
  const verdict = await page.getByRole('article').getByRole('heading', { level: 2 }).first().innerText();
  await web.button('Copy a link to it').click();
  await web.button('Link copied').waitFor();
  const address = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(address).toMatch(/^http[^#]+\/#answer=[\w-]+$/);
  await web.close();
  await open('/', { viewport: PHONE, isMobile: true, hasTouch: true });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  await page.getByRole('heading', { level: 1, name: 'Shared.wav' }).waitFor();
  expect(await page.getByRole('article').getByRole('heading', { level: 2 }).first().innerText()).toBe(
    verdict,
  );
  expect(asked.filter((url) => url.includes('answer='))).toEqual([]);
  expect(await web.barriers()).toEqual([]);
  await web.pictures('a shared answer on a phone', false);
});

test('an address with a broken answer says so', async () => {
  web = await WebPage.blank();
  page = web.page;
  await page.goto(`${server.url}/#answer=AAAA<script>`);
  await page.getByRole('heading', { level: 1, name: 'There is no answer in this address' }).waitFor();
  expect(await web.axe()).toEqual([]);
  expect(web.complaints).toEqual([]);
});

test('songs that the system shares with the installed page are heard, and nothing of them is left', async () => {
  await open('/', { serviceWorkers: 'allow' });
  await expect.poll(() => page.evaluate(IS_CONTROLLED)).toBe(true);
  const { name, buffer } = song('Möwe & Meer.wav', 4);
  await page.evaluate(shareScript(name, buffer));
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await web.answered();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await page.evaluate("caches.has('tonearm-shared')")).toBe(false);
  expect(web.faults).toEqual([]);
});

function answerHeading(name: string) {
  return page.getByRole('article').getByRole('heading', { level: 2, name, exact: true });
}

function heard() {
  return page.getByRole('region', { name: 'Heard before' });
}

/** Script that submits a form as the system's share sheet does. */
function shareScript(name: string, buffer: Buffer): string {
  return `{
    const bytes = Uint8Array.from(atob('${buffer.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const carried = new DataTransfer();
    carried.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'audio/wav' }));
    const form = Object.assign(document.createElement('form'), { action: '/share', method: 'post', enctype: 'multipart/form-data' });
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'songs', files: carried.files });
    form.append(input);
    document.body.append(form);
    form.submit();
  }`;
}

/** Song of one genre. */
function strings(name: string, seed: number): SongUpload {
  const samples = synthesise({ genre: 'strings', artist: 1, seed, seconds: 8 });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(wavOf(samples)) };
}

function song(name: string, seed: number): SongUpload {
  const sound = synthesise({ genre: 'organ', artist: 1, seed, seconds: 12 });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(wavOf(sound)) };
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url + path, options);
  page = web.page;
}
