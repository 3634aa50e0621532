/** The pages around listening, and the application without a network, in a real browser on the real server. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Health, ModelList } from '../../src/server/schema.ts';
import { dropScript, LAYOUT_SHIFT } from '../support/in-page.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { SIGNAL_RATE, songSignal } from '../support/signal.ts';
import { encodeWav } from '../support/wav.ts';
import { PHONE, type SongUpload, WebPage } from '../support/web-page.ts';

/** Layout shift of the whole page while it loads. */
const MAX_LAYOUT_SHIFT = 0.02;
const NARROWEST = { width: 320, height: 640 };
/** Address, navigation name, heading. */
const PAGES = [
  ['/how-it-works', 'How it works', 'How a song becomes a genre'],
  ['/models', 'Models', 'What it is worth'],
  ['/about', 'About', 'It listens, and it may say “not sure”'],
] as const;
const EVERY_PATH = ['/', ...PAGES.map(([path]) => path), '/health', '/no/such/page'];
/** Pixels by which the names of the pages are wider than their row. */
const CUT_NAVIGATION =
  "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('header nav'))";
/** Whether this page is under the hand of a service worker. */
const CONTROLLED = 'navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)';
/** Script for the cached files, among them the model. */
const KEPT = `caches.open('tonearm').then((cache) => cache.keys())
  .then((keys) => keys.map(({ url }) => new URL(url).pathname))`;

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-pages-'));
  server = await start();
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test.each(PAGES)('%s is reached by its link, by its address, and left by Back', async (path, name, title) => {
  await open('/');
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  const heading = page.getByRole('heading', { level: 1, name: title });
  await heading.waitFor();
  expect(new URL(page.url()).pathname).toBe(path);
  await expect.poll(() => page.title()).toBe(`${title} · Tonearm`);
  expect(await web.focused()).toBe(title);
  expect(await page.locator('nav a[aria-current=page]').innerText()).toBe(name);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'What does it sound like?' }).waitFor();
  await page.goto(server.url + path);
  await heading.waitFor();
  // The document must say it before any script runs.
  expect(await (await fetch(server.url + path)).text()).toContain(`<h1>${title}</h1>`);
  expect(web.complaints).toEqual([]);
});

test('an address that is none gets a page that leads back', async () => {
  await open('/no/such/page');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/Nothing in\s+this groove/);
  await page.getByRole('main').getByRole('link', { name: 'Listen' }).click();
  await page.getByRole('heading', { level: 1, name: 'What does it sound like?' }).waitFor();
  // The browser itself complains of the status of the page.
  expect(web.complaints).toEqual([expect.stringContaining('404')]);
});

test.each(EVERY_PATH)(
  '%s is without barriers and fits, light and dark, by mouse and finger',
  async (path) => {
    web = await WebPage.blank();
    await web.hold('phone');
    await web.goto(server.url + path);
    await web.settled();
    expect(await web.page.evaluate(LAYOUT_SHIFT)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
    expect(await web.barriersOnAllDevices(path)).toEqual([]);
    await web.page.setViewportSize(NARROWEST);
    expect(await web.overflow()).toBeLessThanOrEqual(0);
  },
);

test('a listed song is still there after a walk through the pages', async () => {
  await open('/');
  await choose('Kept.wav');
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('heading', { level: 1, name: 'What it is worth' }).waitFor();
  await page.getByRole('link', { name: 'Listen' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kept.wav' }).waitFor();
});

test.each(['/about', '/library'])(
  'a song dropped on %s leads to where it is heard, and not out of the application',
  async (path) => {
    await open(path);
    await page.evaluate(dropScript([songNamed('Dropped.wav')]));
    await page.getByRole('heading', { level: 1, name: 'Dropped.wav' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
  },
);

test('a slow network sees the paper and the way around before anything else has come', async () => {
  await web?.close();
  web = await WebPage.blank({ colorScheme: 'dark' });
  ({ page } = web);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/models`, { waitUntil: 'commit' });
  await page.getByRole('navigation').getByRole('link', { name: 'How it works' }).waitFor();
  const paper = (of: string) => page.evaluate(`getComputedStyle(${of}).backgroundColor`);
  expect(await paper('document.documentElement')).toBe('rgb(20, 18, 16)');
  release();
  await page.locator('main:not([aria-busy=true])').waitFor();
  expect(await paper('document.body')).toBe('rgb(20, 18, 16)');
  expect(web.complaints).toEqual([]);
});

test('the page speaks the browser’s language, another on demand, remembers it, and fits in each', async () => {
  await open('/', { locale: 'de-AT', viewport: PHONE });
  const heading = page.getByRole('heading', { level: 1 });
  expect(await heading.innerText()).toMatch(/Wonach\s+klingt das\?/);
  expect(await page.title()).toBe('Tonearm: ein Song hinein, sein Genre heraus');
  expect(await page.locator('footer').innerText()).toContain('Mit Hilfe einer Maschine übersetzt');
  await page.setViewportSize(NARROWEST);
  expect(await web.overflow()).toBeLessThanOrEqual(0);
  for (const [language, title] of [
    ['es', '¿A qué suena?'],
    ['fr', 'À quoi ça ressemble ?'],
    ['ja', 'どんな音がする？'],
  ] as const) {
    await page.getByRole('combobox', { name: /Sprache|Idioma|Langue/ }).selectOption(language);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await web.overflow()).toBeLessThanOrEqual(0);
    expect(await page.evaluate(CUT_NAVIGATION)).toBeLessThanOrEqual(0);
    expect(await web.axe()).toEqual([]);
  }
  await page.goto(`${server.url}/library`);
  await page.getByRole('heading', { level: 1, name: 'ここにはまだライブラリがありません' }).waitFor();
  await page.getByRole('combobox', { name: '言語' }).selectOption('en');
  await page.getByRole('heading', { level: 1, name: 'No library here yet' }).waitFor();
  expect(web.faults).toEqual([]);
});

test('how it works: the needle moves by keyboard, and every picture follows it', async () => {
  await open('/how-it-works');
  const needle = page.getByRole('slider', { name: 'Needle' });
  await needle.waitFor();
  expect(await page.getByText(/^Loudest: \d+ Hz, near/).count()).toBe(1);
  const spectrum = () => page.getByRole('img', { name: /The spectrum of the moment/ }).innerHTML();
  const before = await spectrum();
  await needle.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
  // The pictures follow the cursor in a deferred update.
  await expect.poll(spectrum).not.toBe(before);
  expect(await page.getByText(/beats a minute/).textContent()).toMatch(/^117\D/);
  await page.getByRole('button', { name: 'Play what knocks' }).click();
  await page.getByRole('button', { name: 'Stop' }).first().click();
  expect(web.complaints).toEqual([]);
});

test('how it works: a song of one’s own takes the place of the tune, and what is none is said', async () => {
  await open('/how-it-works');
  await page.getByRole('button', { name: 'Use your own song' }).waitFor();
  await choose('Mine.wav');
  await page.getByText('Mine.wav').waitFor();
  await page.getByRole('button', { name: 'Back to the tune' }).click();
  await page.getByRole('button', { name: 'Use your own song' }).waitFor();
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'no.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5000, 7) }]);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('That song could not be used.');
});

test('how it works: splitting songs instead of pieces lowers the figure before one’s eyes', async () => {
  await open('/how-it-works');
  const figure = page.locator('p', { hasText: /^\d+%\s+right$/ });
  // `innerText` is empty for text out of sight, which is not drawn.
  const percent = async () => Number.parseInt((await figure.textContent())!, 10);
  const leaky = await percent();
  await page.getByText('Whole songs').click();
  await expect.poll(percent).toBeLessThan(leaky - 20);
  const song = page.getByRole('slider', { name: 'Your song' });
  await song.focus();
  const votes = await song.getAttribute('aria-valuetext');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowLeft');
  expect(await song.getAttribute('aria-valuetext')).not.toBe(votes);
});

test('an answer to keep comes as a picture and as a table', async () => {
  await open('/');
  await choose('Kept, "too".wav');
  const picture = await web.download(web.button('Save as a picture'));
  expect(picture.name).toMatch(/\.tonearm\.png$/);
  expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)]).toEqual([1200, 630]);
  const table = (await web.download(web.button('Download CSV'))).bytes.toString().trim().split('\r\n');
  expect(table[0]).toMatch(/^part,start_seconds,end_seconds,genre,blues,.+,rock$/);
  expect(table.length).toBeGreaterThanOrEqual(3);
  expect(web.complaints).toEqual([]);
});

test('each model has its card with its figures, and the comparison names our own', async () => {
  await open('/models');
  await page.getByRole('article').first().waitFor();
  const { models } = (await (await fetch(`${server.url}/api/models`)).json()) as ModelList;
  expect(await page.getByRole('article').count()).toBe(models.length);
  const text = await page.getByRole('main').innerText();
  for (const { name, version, license } of models)
    expect(text).toMatch(new RegExp(`${name}\\s+${version}[^]+${license}`));
  expect(text).toContain("Tonearm's default");
  await page.getByText('All figures').first().click();
  expect(await page.getByRole('table').count()).toBeGreaterThanOrEqual(2);
});

test('a server that does not answer is said, and asked again', async () => {
  await open('/about');
  await page.route('**/api/models', (route) => route.abort());
  await page.getByRole('navigation').getByRole('link', { name: 'Models' }).click();
  await page.getByRole('alert').waitFor();
  await page.unroute('**/api/models');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('article').first().waitFor();
});

test('health is a page for people, and stays JSON for programs', async () => {
  await open('/about');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Health' }).click();
  await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
  const { version, queue, models } = (await (await fetch(`${server.url}/api/health`)).json()) as Health;
  const text = await page.getByRole('main').innerText();
  expect(text).toContain(`Tonearm ${version} has been running for `);
  expect(text).toMatch(/Listeners\s+1\s+It rests\./);
  expect(text).toMatch(new RegExp(`Waiting\\s+0\\s+Nobody waits\\. Room for ${queue.limit} songs\\.`));
  expect(text).toMatch(new RegExp(`Models\\s+${models.usable}\\s+${models.default} answers`));
  expect(text).toMatch(/Library\s+None/);
  expect(text).toMatch(/Memory\s+\d+ MB/);
  expect(text).toMatch(/This browser\s+Online/);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  await page.getByRole('link', { name: 'The same for programs' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/api/health');
  expect(web.complaints).toEqual([]);
});

test('health of a server that dies and comes back is seen without doing anything', async () => {
  await open('/health');
  await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
  await page.route('**/api/health', (route) => route.abort());
  await page.getByRole('heading', { level: 1, name: 'The server does not answer' }).waitFor();
  expect(await web.axe()).toEqual([]);
  await page.unroute('**/api/health');
  await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
});

test('health of a server without a model says so', async () => {
  const empty = await spawnServer({
    workers: 1,
    uploadParent: join(folder, 'uploads'),
    modelsDirectory: folder,
  });
  await open('/health', {}, empty);
  await page.getByRole('heading', { level: 1, name: 'No model to listen with' }).waitFor();
  expect(await page.getByRole('main').innerText()).toContain('Songs cannot be heard here.');
  expect(await web.axe()).toEqual([]);
  await empty.end('SIGTERM');
});

test('without a network: the application opens, and hears a song in the browser', async () => {
  const mortal = await start();
  await open('/', { serviceWorkers: 'allow' }, mortal);
  await expect.poll(() => page.evaluate<boolean>(CONTROLLED)).toBe(true);
  await page.getByText('In this browser').click();
  await expect
    .poll(() => page.evaluate<string[]>(KEPT), { timeout: 60_000 })
    .toContainEqual(expect.stringMatching(/^\/models\/.*\.onnx$/));
  await page.context().setOffline(true);
  await mortal.end('SIGKILL');
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await choose('Nobody else hears this.wav');
  await page.getByRole('button', { name: 'Download JSON' }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('article').innerText()).toContain('in this browser');
  for (const [path, , title] of PAGES) {
    await page.goto(mortal.url + path);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
});

test('without a network: a page is never older than the server: addresses are asked for first, and the worker is not cached', async () => {
  const response = await fetch(`${server.url}/sw.js`);
  expect(response.headers.get('cache-control')).toBe('no-cache');
  expect(response.headers.get('content-type')).toMatch(/javascript/);
  const source = await response.text();
  const html = await (await fetch(server.url)).text();
  const [script] = /\/assets\/index-[\w-]+\.js/.exec(html)!;
  // The path is relative to the folder that serves the page.
  expect(source).toContain(script.slice(1));
  expect(source).not.toMatch(/__(SHELL|ENGINE)__/);
});

function start(): Promise<ServerProcess> {
  return spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') });
}

async function open(path: string, options: BrowserContextOptions = {}, from = server): Promise<void> {
  await web?.close();
  web = await WebPage.open(from.url + path, options);
  ({ page } = web);
}

async function choose(name: string): Promise<void> {
  await web.choose([songNamed(name)]);
}

function songNamed(name: string): SongUpload {
  const bytes = encodeWav(songSignal(6), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(bytes) };
}
