/** The first minute of whoever comes without a song, in a real browser on the real server. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sharedBrowser } from '../support/browser.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { PHONE, WebPage } from '../support/web-page.ts';

let folder: string;
let server: ServerProcess;
let web: WebPage | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-first-'));
  server = await spawnServer({ workers: 2, uploadParent: join(folder, 'uploads') });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
  web = undefined;
});

test('an example is one press, says who plays it, and gets its answer', async () => {
  web = await WebPage.open(server.url);
  await web.button('Slow Water').click();
  await web.page.getByRole('heading', { level: 1, name: 'Slow Water.wav' }).waitFor();
  await web.answered();
  await web.page.getByRole('article').getByText('Slow Water · Tonearm synthesiser').waitFor();
  expect((await web.answer()).genre).toBe('classical');
  expect(web.complaints).toEqual([]);
}, 90_000);

test('on a phone the heading, the buttons and the examples are on the first screen, and then the answer', async () => {
  web = await WebPage.open(server.url, {
    viewport: PHONE,
    hasTouch: true,
    isMobile: true,
  });
  for (const name of ['Choose songs', 'Record', 'Slow Water', 'Night Bus', 'Two Rooms']) {
    const { y, height } = (await web.button(name).boundingBox())!;
    expect(y + height, name).toBeLessThanOrEqual(PHONE.height);
  }
  expect(await web.barriers()).toEqual([]);
  expect(await web.smallTargets()).toEqual([]);
  await web.pictures('first screen on a phone', false);
  await web.button('Night Bus').click();
  await web.answered();
  const verdict = web.page.getByRole('article').getByRole('heading', { level: 2 }).first();
  const { y, height } = (await verdict.boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(PHONE.height);
  expect(await verdict.innerText()).toBe('disco');
}, 90_000);

test('the record takes a song that is chosen by a press on it', async () => {
  web = await WebPage.open(server.url);
  const chooser = web.page.waitForEvent('filechooser');
  await web.page.getByText('Put a song on').click({ force: true });
  expect((await chooser).isMultiple()).toBe(true);
});

test('which engine listens is chosen by the page, said, and remembered once somebody chose', async () => {
  const page = await (await (await sharedBrowser()).newContext()).newPage();
  await page.goto(server.url);
  await page.getByText(/Chosen because (this device is able to|it spares this device)\.$/).waitFor();
  const other = page.getByRole('radio', { checked: false }).first();
  const name = await other.getAttribute('value');
  await page.locator(`label:has-text("${name === 'server' ? 'On this server' : 'In this browser'}")`).click();
  expect(await page.getByText(/Chosen because/).count()).toBe(0);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('radio', { checked: true }).first().getAttribute('value')).toBe(name);
  await page.context().close();
});
