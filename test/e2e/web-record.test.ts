/** Recording from a microphone that plays a generated song, in a real browser on the real server. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { openBrowser } from '../support/browser.ts';
import { AXE_VIOLATIONS } from '../support/in-page.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { synthesise, wavOf } from '../support/songs.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = 'test/artifacts';
const ALLOWED: BrowserContextOptions = { permissions: ['microphone'] };

let folder: string;
/** Its microphone plays a song, over and over. */
let listening: Browser;
/** It has no microphone. */
let deaf: Browser;
let server: ServerProcess;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  if (!existsSync('dist/web/index.html'))
    throw new Error('Expected a built page: run `npm run build` first.');
  await mkdir(PICTURES, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'tonearm-record-'));
  const song = join(folder, 'song.wav');
  await writeFile(song, wavOf(synthesise({ genre: 'strings', artist: 1, seed: 1, seconds: 20 })));
  [listening, deaf, server] = await Promise.all([
    openBrowser(['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${song}`]),
    openBrowser(),
    spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') }),
  ]);
});

afterAll(async () => {
  await Promise.all([listening?.close(), deaf?.close()]);
  await server?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await page?.context().close();
});

describe('the microphone', () => {
  test('records what plays, on the level meter, and the recording is heard, named and played', async () => {
    await open(listening, ALLOWED);
    await record();
    const dialog = page.getByRole('dialog', { name: 'Listening along' });
    await dialog.waitFor();
    await expect.poll(level).toBeGreaterThan(50);
    expect(await page.getByRole('button', { name: /more seconds?$/ }).isDisabled()).toBe(true);
    await page.getByText('2 more seconds').waitFor();
    expect(await axe()).toEqual([]);
    await picture('recording-desktop-light');
    await page.getByRole('button', { name: 'Name the genre' }).click();
    await page.getByRole('button', { name: 'Download JSON' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    expect(heading).toMatch(/^Recording \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.wav$/);
    const answer = await downloadedAnswer();
    expect(answer.durationSeconds).toBeGreaterThanOrEqual(10);
    expect(answer.durationSeconds).toBeLessThan(20);
    expect(answer.warnings).toEqual([]);
    const play = page.getByRole('button', { name: 'Play', exact: true });
    await expect.poll(() => play.isEnabled()).toBe(true);
    await play.click();
    await expect
      .poll(async () => Number(await page.getByRole('slider').getAttribute('aria-valuenow')))
      .toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('is let go when the recording is cancelled, by button and by key', async () => {
    await open(listening, ALLOWED);
    for (const cancel of [
      () => page.getByRole('button', { name: 'Cancel' }).click(),
      () => page.keyboard.press('Escape'),
    ]) {
      await record();
      await page.getByText(/more seconds$/).waitFor();
      await cancel();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Record');
    }
    expect(await page.getByRole('article').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('that is blocked is explained (%s)', async (colorScheme) => {
    await open(listening, { colorScheme, reducedMotion: 'reduce', viewport: { width: 390, height: 844 } });
    await record();
    await page.getByRole('heading', { name: 'The microphone is blocked' }).waitFor();
    expect(await axe()).toEqual([]);
    await picture(`microphone-blocked-phone-${colorScheme}`);
    await page.context().grantPermissions(['microphone']);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(/more seconds$/).waitFor();
    expect(await axe()).toEqual([]);
    await picture(`recording-phone-${colorScheme}`);
  });

  test('that is not there is explained', async () => {
    await open(deaf, ALLOWED);
    await record();
    await page.getByRole('heading', { name: 'No microphone found' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('is for this page alone, by the server’s own word', async () => {
    const { headers } = await fetch(server.url);
    expect(headers.get('permissions-policy')).toMatch(/(^|, )microphone=\(self\)(,|$)/);
  });
});

async function open(browser: Browser, options: BrowserContextOptions): Promise<void> {
  complaints = [];
  page = await (await browser.newContext(options)).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(server.url);
}

async function record(): Promise<void> {
  await page.getByRole('button', { name: 'Record' }).click();
}

async function level(): Promise<number> {
  return Number(await page.getByRole('meter').getAttribute('value'));
}

async function downloadedAnswer(): Promise<Prediction> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  return JSON.parse(await readFile(await (await waiting).path(), 'utf8'));
}

async function picture(name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

async function axe(): Promise<string[]> {
  // Evaluated by the browser's own debugger, which no content security policy stops.
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate<string[]>(AXE_VIOLATIONS);
}
