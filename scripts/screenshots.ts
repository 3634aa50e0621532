/**
 * Takes the README's pictures from the real page on the real server: `npx tsx scripts/screenshots.ts`.
 * Needs a built page (`npm run build`) and a Chromium. A song may be given: `... scripts/screenshots.ts SONG`;
 * otherwise generated ones are heard. The library's songs are made up: they were never heard.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { SAMPLE_RATE } from '../src/audio/samples.ts';
import { openLibrary } from '../src/library/store.ts';
import type { LibraryOptions } from '../src/server/library/library-service.ts';
import { openBrowser } from '../test/support/browser.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { spawnServer } from '../test/support/server-process.ts';
import { encodeWav } from '../test/support/wav.ts';
import { demoPiece } from '../web/examples/band.ts';
import { demoSong } from './demo-song.ts';

interface Song {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

interface Shot {
  readonly name: string;
  readonly viewport: { width: number; height: number };
  readonly colorScheme: 'light' | 'dark';
  /** Default: the page that listens. */
  readonly path?: string;
  /** Without a song the invitation is shown. */
  readonly song?: Song;
  /** Of the browser; default: English. */
  readonly locale?: string;
  /** Shown at the foot of the page. */
  readonly foot?: boolean;
}

const FOLDER = 'docs/screenshots';
const MAX_BYTES = 250_000;
const DESKTOP = { width: 1280, height: 1040 };
/** On a phone the result lies below the list. */
const SHOW_FROM_THE_TOP =
  "innerWidth < 600 ? document.querySelector('article').scrollIntoView() : scrollTo(0, 0)";
const LIBRARY_SONGS = 900;
const THINGS = 'Lantern Bicycle Orchard Window Signal Garden Meridian Kettle Station Letter River'.split(' ');
const PHONE = { width: 390, height: 844 };
const given = process.argv[2] ? await songAt(process.argv[2]) : undefined;
const [strings, disco] = [demoPiece('strings', 30), demoPiece('disco', 30)];
const slowWater = generated('Slow Water.wav', [strings, strings, disco, strings, strings]);
/** Of two genres, and of none. */
const threeRooms = generated('Three Rooms.wav', [disco, strings, demoSong(['beat'])]);
const SHOTS: readonly Shot[] = [
  { name: 'start-light', viewport: { width: 1280, height: 780 }, colorScheme: 'light' },
  { name: 'listen-light', viewport: DESKTOP, colorScheme: 'light', song: given ?? slowWater },
  { name: 'unsure-dark', viewport: DESKTOP, colorScheme: 'dark', song: threeRooms },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', song: given ?? slowWater },
  { name: 'library-light', viewport: { width: 1280, height: 860 }, colorScheme: 'light', path: '/library' },
  { name: 'map-light', viewport: { width: 1280, height: 1000 }, colorScheme: 'light', path: '/library/map' },
  { name: 'languages-light', viewport: { width: 1280, height: 420 }, colorScheme: 'light', foot: true },
  { name: 'start-german-dark', viewport: PHONE, colorScheme: 'dark', locale: 'de' },
];

const shelf = await mkdtemp(join(tmpdir(), 'tonearm-pictures-'));
const library = await madeUpLibrary(shelf);
const [browser, server] = await Promise.all([openBrowser(), spawnServer({ workers: 1, library })]);
await mkdir(FOLDER, { recursive: true });
for (const shot of SHOTS) await take(browser, server.url, shot);
await browser.close();
await server.end('SIGTERM');
await rm(shelf, { recursive: true, force: true });

async function take(
  browser: Browser,
  url: string,
  { name, viewport, colorScheme, path, song, locale = 'en', foot }: Shot,
) {
  const phone = viewport.width < 600;
  const page = await browser.newPage({ viewport, colorScheme, locale, isMobile: phone, hasTouch: phone });
  await page.goto(url + (path ?? '/'));
  if (path) await page.getByText(`${LIBRARY_SONGS} songs`).first().waitFor();
  if (song) await hear(page, song);
  if (foot) await page.getByRole('combobox', { name: 'Language' }).scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  const picture = await smallPicture(page);
  await writeFile(join(FOLDER, `${name}.jpg`), picture);
  console.log(`${name}: ${(picture.length / 1000).toFixed(0)} kB`);
  await page.close();
}

async function hear(page: Page, song: Song): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles([song]);
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
  await page.getByText('beats a minute').first().waitFor();
  const play = page.getByRole('button', { name: 'Play', exact: true });
  await play.waitFor();
  const slider = page.getByRole('article').getByRole('slider');
  const { width, height } = (await slider.boundingBox())!;
  await slider.click({ position: { x: width * 0.56, y: height / 2 } });
  await page.mouse.move(0, 0);
  await page.getByText('Whole song').click();
  await page.evaluate(SHOW_FROM_THE_TOP);
}

/** The best quality that keeps the repository small. */
async function smallPicture(page: Page): Promise<Buffer> {
  for (let quality = 92; ; quality -= 6) {
    const picture = await page.screenshot({ type: 'jpeg', quality });
    if (picture.length < MAX_BYTES || quality < 50) return picture;
  }
}

/** @param shelf where it is kept, and where its songs would be. */
async function madeUpLibrary(shelf: string): Promise<LibraryOptions> {
  const file = join(shelf, 'library.sqlite');
  const library = await openLibrary(file);
  const songs = madeUpSongs(LIBRARY_SONGS).map((song, i) => ({
    ...song,
    path: join(shelf, `${i}.mp3`),
    title: named(i, 'Slow', 'Paper', 'Seven', 'Late', 'Blue', 'Last', 'Kinder'),
    artist: `The ${named(Math.floor(i / 12), 'Amber', 'North', 'Quiet', 'Second', 'Velvet', 'Open', 'Harbour')}s`,
    album: named(Math.floor(i / 6), 'First', 'Long', 'Bright', 'Winter', 'Other'),
    hasCover: 0,
  }));
  await keepSongs(library, songs);
  await library.destroy();
  return { file, folders: [shelf] };
}

/** A name that nobody else uses, the same for the same number. */
function named(number: number, ...first: readonly string[]): string {
  return `${first[number % first.length]} ${THINGS[number % THINGS.length]}`;
}

async function songAt(path: string): Promise<Song> {
  return { name: basename(path), mimeType: '', buffer: await readFile(path) };
}

function generated(name: string, pieces: readonly Float32Array[]): Song {
  const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]));
  const bytes = encodeWav([samples], { sampleRate: SAMPLE_RATE, encoding: 'int16' });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(bytes) };
}
