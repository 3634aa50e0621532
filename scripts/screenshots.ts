/**
 * Takes pictures of every state of the real page on the real server: `npx tsx scripts/screenshots.ts`; some alone with
 * `--only=NAME,NAME`. Needs a built page (`npm run build`) and a Chromium. A song may be given:
 * `... scripts/screenshots.ts SONG`; otherwise generated ones are heard. Libraries are made up: never heard.
 */
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { HEAR_ON_SERVER } from '../test/support/in-page.ts';
import { removeFolder } from '../test/support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../test/support/server-process.ts';
import { writeSeveralModel } from '../test/support/small-model.ts';
import { emptyLibrary, madeUpLibrary, severalLibrary } from './screenshots/libraries.ts';
import { type Place, SHOTS, type Shot } from './screenshots/shots.ts';
import { slowWater } from './screenshots/songs.ts';

const FOLDER = 'docs/screenshots';
const MAX_BYTES = 100_000;
const ONLY = '--only=';
/** Timeout for a busy machine. */
const PATIENCE_MS = 120_000;

const folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-pictures-')));
const only = process.argv
  .find((argument) => argument.startsWith(ONLY))
  ?.slice(ONLY.length)
  .split(',');
const browser = await openBrowser();
await mkdir(FOLDER, { recursive: true });
for (const place of ['filled', 'empty', 'several'] as const) {
  const shots = SHOTS.filter((shot) => shot.place === place && (only?.includes(shot.name) ?? true));
  if (shots.length === 0) continue;
  const server = await serverOf(place, join(folder, place));
  for (const shot of shots) await take(browser, server.url, shot);
  await server.end('SIGTERM');
}
await browser.close();
await removeFolder(folder);

async function serverOf(place: Place, folder: string): Promise<ServerProcess> {
  if (place === 'filled')
    return spawnServer({ workers: 1, library: await madeUpLibrary(folder, slowWater.buffer) });
  if (place === 'empty') return spawnServer({ workers: 1, library: await emptyLibrary(folder) });
  const models = join(folder, 'models');
  await mkdir(models, { recursive: true });
  await writeSeveralModel(models);
  return spawnServer({ workers: 1, modelsDirectory: models, library: await severalLibrary(folder) });
}

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { name, viewport, colorScheme, path, locale, before, act } = shot;
  const phone = viewport.width < 600;
  const page = await browser.newPage({ viewport, colorScheme, locale, isMobile: phone, hasTouch: phone });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(HEAR_ON_SERVER);
  await before?.(page);
  await page.goto(url + path);
  await page.locator('main:not([aria-busy=true]) h1').first().waitFor();
  await act?.(page);
  await page.waitForTimeout(1500);
  const picture = await smallPicture(page);
  await writeFile(join(FOLDER, `${name}.jpg`), picture);
  console.log(`${name}: ${(picture.length / 1000).toFixed(0)} kB`);
  await page.close();
}

/** The best quality that keeps the repository small. */
async function smallPicture(page: Page): Promise<Buffer> {
  for (let quality = 86; ; quality -= 6) {
    const picture = await page.screenshot({ type: 'jpeg', quality });
    if (picture.length < MAX_BYTES || quality < 50) return picture;
  }
}
