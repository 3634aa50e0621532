/** Recording from a microphone that plays a generated song, in a real browser on the real server. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, UNPAINTED } from '../support/browser.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { PHONE, WebPage } from '../support/web-page.ts';

const ALLOWED: BrowserContextOptions = { permissions: ['microphone'] };

let folder: string;
/** Browser whose microphone plays a song, over and over. */
let listening: Browser;
let server: ServerProcess;
let web: WebPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-record-'));
  const song = join(folder, 'song.wav');
  await writeFile(song, wavOf(synthesise({ genre: 'strings', artist: 1, seed: 1, seconds: 20 })));
  [listening, server] = await Promise.all([
    openBrowser([
      UNPAINTED,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${song}`,
    ]),
    spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') }),
  ]);
});

afterAll(async () => {
  await listening?.close();
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('the microphone records what plays, on the level meter, and the recording is heard, named and played', async () => {
  web = await WebPage.open(server.url, ALLOWED, listening);
  await record();
  const dialog = web.page.getByRole('dialog', { name: 'Listening along' });
  await dialog.waitFor();
  await expect.poll(level).toBeGreaterThan(50);
  expect(await web.button(/more seconds?$/).isDisabled()).toBe(true);
  await web.page.getByText('2 more seconds').waitFor();
  expect(await web.axe()).toEqual([]);
  await dialog.getByText(/^So far: \S/).waitFor();
  await web.button('Name the genre').click();
  await web.answered();
  expect(await web.page.getByRole('dialog').count()).toBe(0);
  const heading = await web.page.getByRole('heading', { level: 1 }).innerText();
  expect(heading).toMatch(/^Recording \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.wav$/);
  const answer = await web.answer();
  expect(answer.durationSeconds).toBeGreaterThanOrEqual(10);
  expect(answer.durationSeconds).toBeLessThan(120);
  expect(answer.warnings).toEqual([]);
  const play = web.button('Play');
  await expect.poll(() => play.isEnabled()).toBe(true);
  await play.click();
  await expect
    .poll(async () =>
      Number(await web.page.getByRole('article').getByRole('slider').getAttribute('aria-valuenow')),
    )
    .toBeGreaterThan(0);
  expect(web.complaints).toEqual([]);
});

test('the microphone is let go when the recording is cancelled, by button and by key', async () => {
  web = await WebPage.open(server.url, ALLOWED, listening);
  for (const cancel of [() => web.button('Cancel').click(), () => web.page.keyboard.press('Escape')]) {
    await record();
    await web.page.getByText(/more seconds$/).waitFor();
    await cancel();
    await web.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await web.page.evaluate('document.activeElement.textContent')).toBe('Record');
  }
  expect(await web.page.getByRole('article').count()).toBe(0);
  expect(web.complaints).toEqual([]);
});

test('the microphone that is blocked is explained', async () => {
  const options = { viewport: PHONE } as const;
  web = await WebPage.open(server.url, options, listening);
  await record();
  await web.page.getByRole('heading', { name: 'The microphone is blocked' }).waitFor();
  expect(await web.barriers()).toEqual([]);
  await web.pictures('microphone-blocked-phone');
  await web.page.context().grantPermissions(['microphone']);
  await web.button('Try again').click();
  await web.page.getByText(/more seconds$/).waitFor();
  expect(await web.barriers()).toEqual([]);
  await web.pictures('recording-phone');
});

test('the microphone that is not there is explained', async () => {
  // The shared browser has no microphone.
  web = await WebPage.open(server.url, ALLOWED);
  await record();
  await web.page.getByRole('heading', { name: 'No microphone found' }).waitFor();
  await web.button('Close').click();
  await web.page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('the microphone is for this page alone, by the server’s own word', async () => {
  const { headers } = await fetch(server.url);
  expect(headers.get('permissions-policy')).toMatch(/(^|, )microphone=\(self\)(,|$)/);
});

async function record(): Promise<void> {
  await web.button('Record').click();
}

async function level(): Promise<number> {
  return Number(await web.page.getByRole('meter').getAttribute('value'));
}
