/**
 * Prints how smoothly a library of 100,000 made-up songs scrolls and its map moves, in a real browser on the real
 * server: `npx tsx scripts/library-frames.ts [songs]`. Needs a built page (`npm run build`) and a Chromium.
 * The browser draws without a graphics card here, so a machine with one does better.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openLibrary } from '../src/library/store/store.ts';
import { openBrowser } from '../test/support/browser.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { spawnServer } from '../test/support/server-process.ts';

const SONGS = Number(process.argv[2] ?? 100_000);
const RUNS = 5;
const STEPS = 150;
const VIEWPORT = { width: 1280, height: 900 };
/** Notes the milliseconds between frames; text, since it runs in the page. */
const WATCH = `window.frames = []; { let last = performance.now(); const tick = (now) => {
  window.frames.push(now - last); last = now; window.watching = requestAnimationFrame(tick); };
  window.watching = requestAnimationFrame(tick); }`;
const WATCHED = 'cancelAnimationFrame(window.watching), window.frames.slice(2)';

const folder = await mkdtemp(join(tmpdir(), 'tonearm-frames-'));
const music = join(folder, 'music');
await mkdir(music);
const library = await openLibrary(join(folder, 'library.sqlite'));
const songs = madeUpSongs(SONGS).map((song, i) => ({ ...song, path: join(music, `${i}.mp3`) }));
await keepSongs(library, songs);
await library.destroy();
const server = await spawnServer({
  workers: 1,
  library: { file: join(folder, 'library.sqlite'), folders: [music] },
});
const browser = await openBrowser();
const page = await browser.newPage({ viewport: VIEWPORT });

await page.goto(`${server.url}/library`);
await page.getByRole('grid').waitFor();
await page.locator('[data-row="0"] a').waitFor();
await page.mouse.move(600, 600);
await report('scrolling by wheel, 120 pixels at a time', () => wheel(page, 120));
await report('scrolling by wheel, 1,500 pixels at a time', () => wheel(page, 1500));

await page.goto(`${server.url}/library/map`);
const plot = page.getByRole('application');
await plot.waitFor({ timeout: 120_000 });
await page.waitForTimeout(2000);
const box = (await plot.boundingBox())!;
await report('dragging the map', async () => {
  await page.mouse.move(box.x + 500, box.y + 300);
  await page.mouse.down();
  for (let i = 0; i < STEPS; i++) await page.mouse.move(box.x + 500 - 2 * i, box.y + 300 + i);
  await page.mouse.up();
  await page.keyboard.press('0');
});
await page.mouse.move(box.x + 400, box.y + 300);
await report('zooming into the map', async () => {
  for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, i < STEPS / 2 ? -30 : 30);
});

await browser.close();
await server.end('SIGTERM');
await rm(folder, { recursive: true, force: true });

async function report(what: string, move: () => Promise<void>): Promise<void> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    await page.evaluate(WATCH);
    await move();
    runs.push(await page.evaluate<number[]>(WATCHED));
  }
  const p95s = runs.map((frames) => quantile(frames, 0.95)).sort((a, b) => a - b);
  const medians = runs.map((frames) => quantile(frames, 0.5)).sort((a, b) => a - b);
  const count = runs.reduce((sum, frames) => sum + frames.length, 0);
  console.log(
    `${what}: ${count} frames in ${RUNS} runs; ms a frame, best and middle run: ` +
      `median ${medians[0]!.toFixed(1)} and ${medians[RUNS >> 1]!.toFixed(1)}, ` +
      `p95 ${p95s[0]!.toFixed(1)} and ${p95s[RUNS >> 1]!.toFixed(1)}`,
  );
}

async function wheel(page: Page, pixels: number): Promise<void> {
  for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, pixels);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
