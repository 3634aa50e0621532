/** The page as any web server can host it: built with `--site`, served as plain files below a path. */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../support/file-server.ts';
import { run } from '../support/installation.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { SIGNAL_RATE, songSignal } from '../support/signal.ts';
import { encodeWav } from '../support/wav.ts';
import { WebPage } from '../support/web-page.ts';
import type { WebServer } from '../support/web-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BELOW = '/people/ada/tonearm/';
const MENU = ['Listen', 'How it works', 'Models', 'About'];
const FIRST_HEADING = 'What does it sound like?';
/** Address below the site, heading. */
const PAGES = [
  ['how-it-works/', 'How a song becomes a genre'],
  ['models/', 'What it is worth'],
  ['about/', 'It listens, and it may say “not sure”'],
] as const;
const KEPT = `caches.open('tonearm').then((cache) => cache.keys())
  .then((keys) => keys.map(({ url }) => new URL(url).pathname))`;

const folder = mkdtempSync(join(tmpdir(), 'tonearm-site-'));
const site = join(folder, 'site');
let host: WebServer;
let web: WebPage;

beforeAll(async () => {
  expect(run([process.execPath, 'scripts/build.js', '--site', site], ROOT)).toMatchObject({ code: 0 });
  host = await serveFolder(site, BELOW);
}, 240_000);

afterEach(() => web?.close());

afterAll(async () => {
  await host?.close();
  await removeFolder(folder);
});

test('a site below any path shows its pages, by link and by address, and keeps quiet about what needs a server', async () => {
  web = await WebPage.open(host.origin + BELOW);
  expect(await web.page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(MENU);
  expect(await web.page.getByText('On this server').count()).toBe(0);
  expect(await web.page.getByRole('search').count()).toBe(0);
  expect(await web.page.locator('a[href*="/api/"]').count()).toBe(0);
  for (const [path, heading] of PAGES) {
    await web.page.locator(`nav a[href="${BELOW}${path}"]`).click();
    await web.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(new URL(web.page.url()).pathname).toBe(BELOW + path);
    await web.page.reload();
    await web.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }
  await web.page.goto(`${host.origin}${BELOW}models`);
  await web.page
    .getByRole('heading', { level: 2, name: /tonearm/ })
    .first()
    .waitFor();
  await web.page.getByRole('link', { name: 'Tonearm', exact: true }).click();
  await web.page.getByRole('heading', { level: 1, name: FIRST_HEADING }).waitFor();
  expect(host.asked.filter((url) => !url.startsWith(BELOW))).toEqual([]);
  expect(web.complaints).toEqual([]);
});

test('after the first visit a site opens and classifies without a network, on its every page', async () => {
  web = await WebPage.open(host.origin + BELOW, { serviceWorkers: 'allow' });
  await expect
    .poll(() => web.page.evaluate<string[]>(KEPT), { timeout: 60_000 })
    .toContainEqual(`${BELOW}models/tonearm.onnx`);
  // A document that is no page must not be replaced by the page offline.
  await web.page.goto(`${host.origin}${BELOW}third-party-notices.txt`);
  await web.page.context().setOffline(true);
  await host.close();
  await web.goto(host.origin + BELOW);
  await web.page.getByRole('heading', { level: 1, name: FIRST_HEADING }).waitFor();
  await web.choose([songNamed('Nobody else hears this.wav')]);
  await web.answered();
  expect(await web.answer()).toMatchObject({ model: { name: 'tonearm' }, ranking: { length: 10 } });
  for (const [path, heading] of PAGES) {
    await web.page.goto(host.origin + BELOW + path);
    await web.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }
  expect(web.faults).toEqual([]);
}, 120_000);

test('a folder with other files in it is left alone', () => {
  const full = mkdtempSync(join(folder, 'full-'));
  writeFileSync(join(full, 'thesis.txt'), 'nine years');
  const { code, output } = run([process.execPath, 'scripts/build.js', '--site', full], ROOT);
  expect(code).not.toBe(0);
  expect(output).toContain('found other files');
  expect(readdirSync(full)).toEqual(['thesis.txt']);
});

function songNamed(name: string) {
  const bytes = encodeWav(songSignal(6), { sampleRate: SIGNAL_RATE, encoding: 'int16' });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(bytes) };
}
