/** The door in a real browser: what headers alone do not show, such as which origin a form is sent from. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { WebPage } from '../support/web-page.ts';

/** Whether this page is under the hand of a service worker. */
const CONTROLLED = 'navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)';
const TOKEN = 'a-token-for-tests-0123';
let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-door-'));
  const webDirectory = join(folder, 'web');
  mkdirSync(webDirectory);
  writeFileSync(join(webDirectory, 'index.html'), '<!doctype html><title>Tonearm</title><h1>Inside</h1>');
  server = await spawnServer({ webDirectory, workers: 1, access: { token: TOKEN } });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

/** Opens a page as a client behind a proxy: not from this machine. */
function stranger(options: BrowserContextOptions = {}): Promise<WebPage> {
  return WebPage.blank({ extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.7' }, ...options });
}

test('the door opens by keyboard for the right token, and is without barriers', async () => {
  const web = await stranger();
  const { page } = web;
  expect((await page.goto(`${server.url}/models`))?.status()).toBe(401);
  expect(await web.axe()).toEqual([]);
  await page.keyboard.type('wrong-wrong-wrong-wrong');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.keyboard.type(TOKEN);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Inside' }).waitFor();
  expect(page.url()).toBe(`${server.url}/`);
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('the link opens it from another site too', async () => {
  const web = await stranger();
  const { page } = web;
  await page.goto(`data:text/html,<a href="${server.url}/library?token=${TOKEN}">music</a>`);
  await page.getByRole('link').click();
  await page.getByRole('heading', { name: 'Inside' }).waitFor();
  expect(page.url()).toBe(`${server.url}/library`);
  expect(await page.evaluate("fetch('/api/health').then(({ status }) => status)")).toBe(200);
});

test('a library whose cookie is gone asks for the token in the page, and goes on', async () => {
  const library = { file: join(folder, 'library.sqlite'), folders: [folder] };
  const withLibrary = await spawnServer({ workers: 1, access: { token: TOKEN }, library });
  const web = await stranger({ serviceWorkers: 'allow' });
  const { page } = web;
  await page.goto(`${withLibrary.url}/about?token=${TOKEN}`);
  await page.getByRole('heading', { name: 'It listens' }).waitFor();
  // The service worker serves kept files without a login, as in a browser that was here before.
  await expect.poll(() => page.evaluate<boolean>(CONTROLLED)).toBe(true);
  await page.context().clearCookies();
  await page.getByRole('navigation').getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { level: 1, name: 'This library is locked' }).waitFor();
  expect(await web.barriers()).toEqual([]);
  const token = page.getByLabel('Access token');
  await token.focus();
  await page.keyboard.type('wrong-wrong-wrong-wrong');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('alert').innerText()).toBe('That is not the token of this server.');
  await web.pictures('library-locked');
  await token.fill(TOKEN);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Room for a lot of music' }).waitFor();
  await withLibrary.end('SIGTERM');
});
