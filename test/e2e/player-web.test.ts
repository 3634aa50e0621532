/** The player at the foot of every page, in a real browser, with songs of one's own and of the library. */
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '../../src/library/store/store.ts';
import { scan } from '../support/built.ts';
import { DOT_PNG, withId3 } from '../support/id3.ts';
import { LAYOUT_SHIFT } from '../support/in-page.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { synthesise, wavOf } from '../support/songs.ts';
import { DESKTOP, PHONE, type SongUpload, WebPage } from '../support/web-page.ts';

const TUNE = join(import.meta.dirname, '../fixtures/audio/tune.mp3');
const TITLES = ['Alpha', 'Beta', 'Gamma', 'Delta'];
const SONG_SECONDS = 20;
const MAX_LAYOUT_SHIFT = 0.02;
const SOON = { timeout: 15_000 };
const SESSION = `(({ title, artist, artwork }) => ({ title, artist, artwork: artwork.map(({ src }) => src) }))(
  navigator.mediaSession.metadata)`;

let folder: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-player-'));
  const [models, music, file] = ['models', 'music', 'library.sqlite'].map((name) => join(folder, name));
  await Promise.all([mkdir(models!), mkdir(join(music!, 'album'), { recursive: true })]);
  const modelPath = await writeSmallModel(models!, 'small', 0.004);
  const tune = await readFile(TUNE);
  await Promise.all(
    TITLES.map((title, i) =>
      writeFile(
        join(music!, 'album', `${i}.mp3`),
        withId3(Buffer.concat([tune, Buffer.from([i])]), { title, artist: 'Band' }),
      ),
    ),
  );
  await writeFile(join(music!, 'album', 'cover.png'), DOT_PNG);
  const library = await openLibrary(file!);
  await scan(library, [music!], { modelPath, workers: 2 });
  await library.destroy();
  server = await spawnServer({
    workers: 2,
    modelsDirectory: models!,
    uploadParent: join(folder, 'uploads'),
    library: { file: file!, folders: [music!] },
  });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('a song goes on playing from page to page, and the tab and the system say which', async () => {
  await open('/');
  await web.choose([await tagged('Evening', DOT_PNG), song('b.wav', 2)]);
  await page.getByText('2 done', { exact: true }).waitFor();
  const before = await page.title();
  await web.row('a.mp3').click();
  await page.getByRole('article').getByText('Evening · The Trio').waitFor();
  await page.getByRole('article').getByRole('button', { name: 'Play', exact: true }).click();
  await dock().getByRole('button', { name: 'Pause' }).waitFor();
  await dock().getByText('The Trio').waitFor();
  await expect.poll(() => page.title(), SOON).toBe(`▶ Evening – The Trio · ${before}`);
  const session = await page.evaluate<{ title: string; artist: string; artwork: string[] }>(SESSION);
  expect(session).toMatchObject({ title: 'Evening', artist: 'The Trio' });
  expect(session.artwork[0]).toMatch(/^blob:/);
  for (const name of ['About', 'Models', 'Library']) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await dock().getByText('Evening').count()).toBe(1);
  }
  await dock().getByRole('button', { name: 'Stop and close the player' }).click();
  await dock().waitFor({ state: 'detached' });
  expect(await page.title()).not.toContain('▶');
  expect(web.faults).toEqual([]);
}, 120_000);

test('the queue goes on by itself and by its buttons, shuffled and repeated, and songs are taken out of it', async () => {
  await open('/');
  await web.choose([song('a.wav', 1), song('b.wav', 2), song('c.wav', 3)]);
  await page.getByText('3 done', { exact: true }).waitFor();
  await web.row('a.wav').click();
  await page.getByRole('article').getByRole('button', { name: 'Play', exact: true }).click();
  await playing('a.wav');
  await dock()
    .getByRole('slider', { name: 'Position in the song' })
    .fill(String(SONG_SECONDS - 1));
  await playing('b.wav');
  await dock().getByRole('button', { name: 'Next: c.wav' }).click();
  await playing('c.wav');
  expect(await dock().getByRole('button', { name: 'Next', exact: true }).isDisabled()).toBe(true);
  await dock().getByRole('button', { name: 'Repeat: off' }).click();
  await dock().getByRole('button', { name: 'Next: a.wav' }).click();
  await playing('a.wav');
  await dock().getByRole('button', { name: 'Shuffle' }).click();
  expect(await dock().getByRole('button', { name: 'Shuffle' }).getAttribute('aria-pressed')).toBe('true');
  await dock().getByRole('button', { name: 'What plays next' }).click();
  const queued = dock().getByRole('listitem');
  expect((await queued.allInnerTexts()).toSorted()).toEqual(['a.wav', 'b.wav', 'c.wav']);
  await dock().getByRole('button', { name: 'Take c.wav out of the queue' }).click();
  expect(await queued.count()).toBe(2);
  expect(await web.axe()).toEqual([]);
  await dock().getByRole('button', { name: 'Play b.wav' }).click();
  await playing('b.wav');
  await page.keyboard.press('Escape');
  expect(await web.focused()).toBe('What plays next');
  expect(web.faults).toEqual([]);
}, 120_000);

test('keys play, move, skip and mute on every page, but not where one types', async () => {
  await open('/library?sort=title');
  await page.getByRole('button', { name: 'Play Alpha' }).click();
  await playing('Alpha');
  await page.getByRole('link', { name: 'About' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Space');
  await dock().getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.keyboard.press('Shift+M');
  await dock().getByRole('button', { name: 'Unmute' }).waitFor();
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await page.getByRole('searchbox').pressSequentially('N M');
  expect(await page.getByRole('searchbox').inputValue()).toBe('N M');
  expect(await dock().getByRole('button', { name: 'Unmute' }).count()).toBe(1);
});

test('a song of the library shows its course once it plays, on other pages too', async () => {
  await open('/library?sort=title');
  await page.getByRole('button', { name: 'Play Gamma' }).click();
  await dock().locator('svg path[style*="genre"]').first().waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await dock().locator('svg path[style*="genre"]').count()).toBe(10);
  await web.pictures('a course in the dock', false);
  expect(web.faults).toEqual([]);
});

test('the songs of the library wait after a reload where they were', async () => {
  await open('/library?sort=title');
  await page.getByRole('button', { name: 'Play Beta' }).click();
  await playing('Beta');
  await page.reload();
  await dock().getByRole('link', { name: 'Beta' }).waitFor();
  await dock().getByRole('button', { name: 'Play', exact: true }).click();
  await playing('Beta');
  expect(web.faults).toEqual([]);
});

test('a picture beside the songs of a folder is their cover, in the library and where they are heard', async () => {
  await open('/library?sort=title');
  const picture = page.getByRole('row').filter({ hasText: 'Alpha' }).locator('img').first();
  await picture.waitFor();
  await expect
    .poll(
      () => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      SOON,
    )
    .toBe(1);
  await page.getByRole('link', { name: 'Listen', exact: true }).click();
  await page
    .locator('input[webkitdirectory]')
    .first()
    .setInputFiles(join(folder, 'music', 'album'));
  await page.getByText('4 done', { exact: true }).waitFor();
  await page.getByRole('article').locator('img').first().waitFor();
  expect(await page.getByText(/^Left out/).count()).toBe(0);
  expect(web.faults).toEqual([]);
});

test.each([
  ['a desktop', DESKTOP],
  ['a phone', PHONE],
])(
  'the player moves nothing when it comes, has no barriers and fits, on %s',
  async (name, viewport) => {
    const phone = viewport === PHONE;
    await open('/', { viewport, hasTouch: phone, isMobile: phone });
    await web.choose([song('a.wav', 1)]);
    await web.answered();
    await web.settled();
    await page.getByRole('article').getByRole('button', { name: 'Play', exact: true }).click();
    await dock().waitFor();
    expect(await page.evaluate<number>(LAYOUT_SHIFT)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
    expect(await web.barriers()).toEqual([]);
    if (phone) expect(await web.smallTargets()).toEqual([]);
    await web.pictures(`player on ${name}`, false);
  },
  120_000,
);

function dock() {
  return page.getByRole('region', { name: 'Player' });
}

/** Waits until the title plays. */
async function playing(title: string): Promise<void> {
  await dock().getByRole('link', { name: title }).waitFor();
  await dock().getByRole('button', { name: 'Pause' }).waitFor();
}

function song(name: string, seed: number): SongUpload {
  const sound = synthesise({ genre: 'organ', artist: 1, seed, seconds: SONG_SECONDS });
  return { name, mimeType: 'audio/wav', buffer: Buffer.from(wavOf(sound)) };
}

async function tagged(title: string, picture: Buffer): Promise<SongUpload> {
  const buffer = withId3(await readFile(TUNE), { title, artist: 'The Trio', picture });
  return { name: 'a.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from(buffer) };
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url + path, options);
  page = web.page;
}
