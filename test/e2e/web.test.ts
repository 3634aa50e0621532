/** The page in a real browser, on the real server, with real files. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { GENRES } from '../../src/genres.ts';
import type { StartOptions } from '../../src/server/start.ts';
import { dropScript, LAYOUT_SHIFT, LISTEN_TO_LOG, SCRIPT_BYTES, WHAT_WAS_SAID } from '../support/in-page.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { SIGNAL_RATE, songSignal } from '../support/signal.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { encodeWav } from '../support/wav.ts';
import { PHONE, type SongUpload, WebPage } from '../support/web-page.ts';

let folder: string;
/** Answers with the shipped model. */
let shipped: ServerProcess;
/** Answers with a model that is sure of nothing. */
let undecided: ServerProcess;
/** Answers with a model that is sure of everything. */
let certain: ServerProcess;
let web: WebPage;
let page: Page;

const song = (name: string, seconds = 6): SongUpload => ({
  name,
  mimeType: 'audio/wav',
  buffer: Buffer.from(encodeWav(songSignal(seconds), { sampleRate: SIGNAL_RATE, encoding: 'int16' })),
});
const GARBAGE: SongUpload = { name: 'garbage.mp3', mimeType: 'audio/mpeg', buffer: Buffer.alloc(5000, 7) };
const COVER: SongUpload = { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(100) };
/** Song so long that it is in work while the test looks. */
const longSong = (name: string): SongUpload => ({
  name,
  mimeType: 'audio/wav',
  buffer: Buffer.from(encodeWav([noise(8000 * 600)], { sampleRate: 8000, encoding: 'int8' })),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-web-'));
  const [sure, unsure] = [join(folder, 'sure'), join(folder, 'unsure')];
  await Promise.all([mkdir(sure), mkdir(unsure)]);
  await writeSmallModel(sure, 'certain', 0.1);
  await writeSmallModel(unsure, 'undecided', 1e-5);
  const common: StartOptions = { workers: 1, uploadParent: join(folder, 'uploads') };
  [shipped, certain, undecided] = await Promise.all([
    spawnServer(common),
    spawnServer({ ...common, modelsDirectory: sure }),
    spawnServer({ ...common, modelsDirectory: unsure }),
  ]);
});

afterAll(async () => {
  await Promise.all([shipped, certain, undecided].map((server) => server?.end('SIGTERM')));
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('a song dropped anywhere gets its genre, its ranking and its course', async () => {
  await open(certain);
  await drop([song('Evening Train.wav')]);
  const verdict = page.getByRole('article').getByRole('heading', { level: 2 }).first();
  await verdict.waitFor();
  await web.answered();
  expect(GENRES.map((genre) => genre.replace('hiphop', 'hip-hop'))).toContain(await seen(verdict));
  expect(await article()).toContain('Quite sure');
  expect(await bars()).toHaveLength(5);
  await page.getByRole('button', { name: 'All ten', exact: true }).click();
  expect(await bars()).toHaveLength(10);
  expect(await page.locator('article svg path').count()).toBeGreaterThanOrEqual(10);
  expect(await article()).toContain('certain 1.0.0');
  expect(web.complaints).toEqual([]);
});

test('a song can be heard: play, seek with the mouse, and the ranking follows', async () => {
  await open(certain);
  await web.choose([song('Two Parts.wav', 60)]);
  await web.answered();
  const play = web.button('Play');
  await expect.poll(() => play.isEnabled()).toBe(true);
  const slider = page.getByRole('article').getByRole('slider');
  const { width, height } = (await slider.boundingBox())!;
  await slider.click({ position: { x: width / 2, y: height / 2 } });
  expect(Number(await slider.getAttribute('aria-valuenow'))).toBeCloseTo(30, -0.5);
  expect(await article()).toMatch(/At 0:(29|30)/);
  await page.mouse.move(5, 5);
  await play.click();
  await page.getByRole('article').getByRole('button', { name: 'Pause' }).waitFor();
  await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(30);
  await page.getByRole('article').getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Whole song').click();
  expect(web.complaints).toEqual([]);
});

test('a song gets the same answer on the server and in the browser', async () => {
  await open(shipped);
  await web.choose([song('Same.wav', 20)]);
  const onServer = await web.answer();
  await page.getByRole('button', { name: 'Hear it in this browser too' }).click();
  await page.getByText('in this browser', { exact: true }).waitFor();
  const inBrowser = await web.answer();
  expect(inBrowser.file).toBe('Same.wav');
  expect(inBrowser.genre).toBe(onServer.genre);
  expect(largestDifference(onServer, inBrowser)).toBeLessThanOrEqual(1e-4);
  expect(inBrowser.segments.length).toBe(onServer.segments.length);
  expect(web.complaints).toEqual([]);
});

test('a song that could be several genres is shown as a ranking, not as an error', async () => {
  await open(undecided);
  await web.choose([song('Between.wav', 12)]);
  await web.answered();
  expect(await article()).toMatch(/Could be\s+\S+\s+\d+%\s+or\s+\S+\s+\d+%/);
  expect(await article()).toContain('Not sure');
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('the queue goes on when a file fails, and leaves out what is no song', async () => {
  await open(certain);
  await web.choose([song('1 good.wav'), GARBAGE, song('3 good too.wav'), COVER]);
  await page.getByText('2 done, 1 failed', { exact: true }).waitFor();
  expect(await web.states()).toEqual([
    expect.stringMatching(/^1 good\.wav\n.+, \S+%$/),
    expect.stringMatching(/^3 good too\.wav\n.+, \S+%$/),
    expect.stringMatching(/^garbage\.mp3\n/),
  ]);
  expect(await seen(page.getByRole('status'))).toBe('Left out scan.jpg: not a song.');
  await web.row('garbage.mp3').click();
  expect(await article()).toMatch(
    /Not a song I can read\s+This is no song in a format .+ save it as one of these/,
  );
  expect(web.complaints).toEqual([]);
});

test.each(['On this server', 'In this browser'])(
  'a song that is being heard can be cancelled and heard again (%s)',
  async (engine) => {
    await open(certain);
    await page.getByText(engine).click();
    await web.choose([longSong('endless.wav')]);
    await page.getByText(/heard so far/).waitFor();
    await page.getByRole('button', { name: 'Cancel endless.wav' }).click();
    expect(await article()).toContain('Cancelled');
    await page.getByRole('button', { name: 'Hear endless.wav again' }).click();
    await page.getByText(/heard so far/).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Choose songs' }).waitFor();
    expect(web.complaints).toEqual([]);
  },
);

test('a server that dies in the middle is named, and the browser can take over', async () => {
  const mortal = await spawnServer({ workers: 1, uploadParent: join(folder, 'mortal') });
  await open(mortal);
  // The browser's engine must be fetched before the server ends.
  await page.getByText('In this browser').click();
  await web.choose([song('first.wav')]);
  await web.answered();
  await page.getByText('On this server').click();
  await web.choose([longSong('second.wav')]);
  await web.row('second.wav').click();
  await page.getByText(/heard so far/).waitFor();
  await mortal.end('SIGKILL');
  await page.getByRole('heading', { name: 'No answer' }).waitFor();
  expect(await article()).toContain('Your song is fine.');
  await page.getByRole('button', { name: 'Hear it in this browser' }).click();
  await page.getByText(/heard so far/).waitFor();
});

test('without a mouse a song is chosen, heard, moved through and its theme changed by keyboard', async () => {
  await open(certain);
  const chooser = page.waitForEvent('filechooser');
  await tabTo('Choose songs');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([song('Keys.wav')]);
  await web.answered();
  await expect.poll(() => web.button('Play').isEnabled()).toBe(true);
  await tabTo('Play');
  await page.keyboard.press('Enter');
  await page.getByRole('article').getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Enter');
  await tabTo('Position in the song');
  const slider = page.getByRole('article').getByRole('slider');
  await page.keyboard.press('End');
  expect(await slider.getAttribute('aria-valuenow')).toBe('6');
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^0 seconds of 6 seconds$/);
  await tabTo('All ten');
  await page.keyboard.press('Enter');
  expect(await bars()).toHaveLength(10);
  await tabTo('Switch to dark', 'Shift+Tab');
  await page.keyboard.press('Space');
  expect(await scheme()).toBe('dark');
});

test('a screen reader hears what happens', async () => {
  await open(certain);
  await page.evaluate(LISTEN_TO_LOG);
  await web.choose([song('Spoken.wav'), GARBAGE]);
  await page.getByText('1 done, 1 failed', { exact: true }).waitFor();
  const said = await page.evaluate<string>(WHAT_WAS_SAID);
  expect(said).toContain('2 songs added.');
  expect(said).toMatch(/Spoken\.wav: \S+\. Quite sure, \S+%\./);
  expect(said).toContain('garbage.mp3: Not a song I can read.');
});

test('the look follows the system, can be switched, and is remembered without a flash', async () => {
  await open(certain, { colorScheme: 'dark' });
  expect(await scheme()).toBe('dark');
  await page.getByRole('button', { name: 'Switch to light' }).click();
  expect(await scheme()).toBe('light');
  await page.reload({ waitUntil: 'commit' });
  await page.waitForSelector('body', { state: 'attached' });
  expect(await scheme()).toBe('light');
});

test('on a phone, nothing is wider than the screen', async () => {
  await open(shipped, { viewport: PHONE });
  expect(await web.overflow()).toBe(0);
  await web.choose([song('A rather long name of a song that does not fit on any phone.wav'), GARBAGE]);
  await page.getByText('1 done, 1 failed', { exact: true }).waitFor();
  await web.row('A rather').click();
  await web.answered();
  expect(await web.overflow()).toBe(0);
  await web.row('garbage.mp3').click();
  expect(await web.overflow()).toBe(0);
});

test('on a phone, the answer of a song is on the first screen', async () => {
  await open(certain, { viewport: PHONE, hasTouch: true, isMobile: true });
  await web.choose([song('Short.wav')]);
  await web.answered();
  const answer = page.getByRole('article').getByRole('heading', { level: 2 }).first();
  const sureness = page
    .getByRole('article')
    .getByText(/^(Quite sure|Leaning)/)
    .first();
  for (const part of [answer, sureness]) {
    const { y, height } = (await part.boundingBox())!;
    expect(y + height).toBeLessThan(PHONE.height);
  }
  expect(await page.evaluate<number>('scrollY')).toBe(0);
});

test('the queue is put back after Clear, and survives a reload with its answers', async () => {
  await open(certain);
  await web.choose([song('First.wav'), GARBAGE]);
  await page.getByText('1 done, 1 failed', { exact: true }).waitFor();
  const states = await web.states();
  await web.button('Clear').click();
  await page.getByText('2 songs taken off the list.').waitFor();
  await web.button('Undo').click();
  expect(await web.states()).toEqual(states);
  await page.waitForTimeout(300);
  await page.reload();
  await page.getByText('1 done, 1 failed', { exact: true }).waitFor();
  expect(await web.states()).toEqual(states);
  await web.row('First.wav').click();
  expect((await web.answer()).file).toBe('First.wav');
  await web.button('Clear').click();
  await page.waitForTimeout(300);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'What does it sound like?' }).waitFor();
  expect(web.complaints).toEqual([]);
});

test('the page loads little and stays where it is', async () => {
  await open(certain);
  const bytes = await page.evaluate<number>(SCRIPT_BYTES);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(115_000);
  expect(await page.evaluate<number>(LAYOUT_SHIFT)).toBeLessThan(0.02);
});

async function open(server: ServerProcess, options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url, options);
  ({ page } = web);
}

async function drop(files: SongUpload[]): Promise<void> {
  await page.evaluate(dropScript(files));
}

function article(): Promise<string> {
  return seen(page.getByRole('article'));
}

/** The text of an element as it is laid out. */
async function seen(element: Locator): Promise<string> {
  return (await element.allInnerTexts()).join('\n');
}

function bars(): Promise<string[]> {
  return page.locator('article ol > li').allInnerTexts();
}

function scheme(): Promise<string | null> {
  return page.locator('html').getAttribute('data-mantine-color-scheme');
}

/** Moves the focus with the keyboard alone until it is on the element of that name. */
async function tabTo(name: string, key = 'Tab'): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press(key);
    if ((await web.focused()) === name) return;
  }
  throw new Error(`Expected to reach "${name}" with ${key}, did not.`);
}

function largestDifference(a: Prediction, b: Prediction): number {
  const of = ({ ranking, segments }: Prediction) =>
    [ranking, ...segments.map((segment) => segment.ranking)].map(
      (ranked) => new Map(ranked.map(({ genre, probability }) => [genre, probability])),
    );
  const [first, second] = [of(a), of(b)];
  return Math.max(
    ...first.flatMap((ranked, i) =>
      [...ranked].map(([genre, probability]) => Math.abs(probability - second[i]!.get(genre)!)),
    ),
  );
}

function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) * 0.8;
  });
}
