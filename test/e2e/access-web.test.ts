/** The door in a real browser: what headers alone do not show, such as which origin a form is sent from. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { AXE_VIOLATIONS } from '../support/in-page.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';

/** Whether this page is under the hand of a service worker. */
const CONTROLLED = 'navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)';
const TOKEN = 'a-token-for-tests-0123';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let folder: string;
let browser: Browser;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tonearm-door-'));
  const webDirectory = join(folder, 'web');
  mkdirSync(webDirectory);
  writeFileSync(join(webDirectory, 'index.html'), '<!doctype html><title>Tonearm</title><h1>Inside</h1>');
  browser = await openBrowser();
  server = await spawnServer({ webDirectory, workers: 1, access: { token: TOKEN } });
});

afterAll(async () => {
  await browser?.close();
  await server?.end('SIGTERM');
  rmSync(folder, { recursive: true });
});

/** As somebody behind a proxy: not from this machine. */
async function stranger(options: BrowserContextOptions = {}): Promise<Page> {
  const extraHTTPHeaders = { 'x-forwarded-for': '203.0.113.7' };
  return (await browser.newContext({ bypassCSP: true, extraHTTPHeaders, ...options })).newPage();
}

test('the door opens by keyboard for the right token, and is without barriers', async () => {
  const page = await stranger();
  expect((await page.goto(`${server.url}/models`))?.status()).toBe(401);
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
  );
  expect(violations).toEqual([]);
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
  const page = await stranger();
  await page.goto(`data:text/html,<a href="${server.url}/library?token=${TOKEN}">music</a>`);
  await page.getByRole('link').click();
  await page.getByRole('heading', { name: 'Inside' }).waitFor();
  expect(page.url()).toBe(`${server.url}/library`);
  expect(await page.evaluate("fetch('/api/health').then(({ status }) => status)")).toBe(200);
});

test.each(['light', 'dark'] as const)(
  'a library whose cookie is gone asks for the token in the page, and goes on (%s)',
  async (colorScheme) => {
    const library = { file: join(folder, `${colorScheme}.sqlite`), folders: [folder] };
    const shelf = await spawnServer({ workers: 1, access: { token: TOKEN }, library });
    const page = await stranger({ colorScheme });
    await page.goto(`${shelf.url}/about?token=${TOKEN}`);
    await page.getByRole('heading', { name: 'It listens' }).waitFor();
    // Kept files come without asking at the door, as in a browser that was here before.
    await expect.poll(() => page.evaluate<boolean>(CONTROLLED)).toBe(true);
    await page.context().clearCookies();
    await page.getByRole('navigation').getByRole('link', { name: 'Library' }).click();
    await page.getByRole('heading', { level: 1, name: 'This library is locked' }).waitFor();
    await page.evaluate(AXE);
    expect(await page.evaluate<string[]>(AXE_VIOLATIONS)).toEqual([]);
    const token = page.getByLabel('Access token');
    await token.focus();
    await page.keyboard.type('wrong-wrong-wrong-wrong');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toBe('That is not the token of this server.');
    await mkdir('test/artifacts', { recursive: true });
    await page.screenshot({ path: `test/artifacts/library-locked-${colorScheme}.png` });
    await token.fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Room for a lot of music' }).waitFor();
    await shelf.end('SIGTERM');
  },
);
