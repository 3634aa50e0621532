/** The library's pages in a real browser, on the real server, with songs that it has heard. */

import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openLibrary } from '../../src/library/store/store.ts';
import type { StartOptions } from '../../src/server/start.ts';
import { paintingBrowser } from '../support/browser.ts';
import { scan } from '../support/built.ts';
import { DOT_PNG, withId3 } from '../support/id3.ts';
import { graphicsCard, IS_ON_CARD, LAYOUT_SHIFT, pictureDifference } from '../support/in-page.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../support/songs.ts';
import { PHONE, WebPage } from '../support/web-page.ts';

const TUNE = join(import.meta.dirname, '../fixtures/audio/tune.mp3');
const TAGGED = [
  ['Alpha', 'The Ones', 'First'],
  ['Beta', 'The Ones', 'First'],
  ['Gamma', 'Zwei', 'Second'],
  ['Delta', 'Zwei', 'Second'],
] as const;
/** Every page of the library. */
const LIBRARY_PATHS = [
  '/library',
  '/library?failed=true',
  '/library?copies=true',
  '/library/map',
  '/library/feel',
  '/library/playlist',
  '/library/teach',
  '/library/inbox',
  '/library/tags',
  '/library/songs/1',
];
const UNTAGGED = 20;
const HEARD = TAGGED.length + UNTAGGED;
/** The model's answers mean nothing; with this weight some are sure and some are not. */
const WEIGHT = 0.004;
/** Whether there are stretches of the bar that are named below it, and whether there are any that are named nowhere. */
const GENRES_OF_BAR = `[...document.querySelectorAll('fieldset button span')]
  .filter((name) => name.offsetTop >= name.parentElement.clientHeight)
  .map((name) => [...document.querySelectorAll('ul[aria-hidden] li')]
    .some((item) => item.textContent === name.textContent && item.checkVisibility()))
  .reduce((all, named) => ({ named: all.named || named, unnamed: all.unnamed || !named }), { named: false, unnamed: false })`;
/** Layout shift of a whole page while it loads. */
const MAX_LAYOUT_SHIFT = 0.02;
const FINGER_STEPS = 12;
/** Timeout for busy machines. */
const SOON = { timeout: 15_000 };

let folder: string;
let models: string;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-library-web-'));
  models = join(folder, 'models');
  await mkdir(models);
  const modelPath = await writeSmallModel(models, 'small', WEIGHT);
  await writeMusic(join(folder, 'music'));
  const library = await openLibrary(join(folder, 'library.sqlite'));
  await scan(library, [join(folder, 'music')], { modelPath, workers: 2 });
  await library.destroy();
  server = await serve('library.sqlite', 'music');
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

afterEach(async () => {
  await web?.close();
});

test('the table shows every song, with what was heard in it', async () => {
  await open('/library');
  await row('Alpha').waitFor();
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(HEARD + 1));
  expect(await page.getByText('24 songs', { exact: true }).count()).toBe(2);
  expect(await row('Alpha').innerText()).toMatch(/^Alpha\n.*The Ones\n.*First\n.*\d+%\n.*\d+\n.*0:\d\d$/s);
  expect(await page.getByRole('link', { name: '1 file could not be heard' }).count()).toBe(1);
  await page.setViewportSize({ width: 760, height: 900 });
  expect(await page.evaluate(GENRES_OF_BAR)).toEqual({ named: true, unnamed: false });
  await page.getByRole('link', { name: '1 file could not be heard' }).click();
  expect(await page.getByRole('listitem').innerText()).toMatch(/^broken\.mp3\n[^E].+try/);
  expect(web.faults).toEqual([]);
});

test('the table shows covers, and saves everything as a file of each kind', async () => {
  await open('/library?q=the+ones');
  const cover = row('Alpha').getByRole('img').or(row('Alpha').locator('img')).first();
  await cover.waitFor();
  await expect
    .poll(() => cover.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), SOON)
    .toBeGreaterThan(0);
  for (const [name, file, beginning] of [
    ['CSV', 'library.csv', 'path,content_hash,'],
    ['JSON', 'library.jsonl', '{"path":'],
    ['Parquet', 'library.parquet', 'PAR1'],
  ] as const) {
    const saved = await web.download(page.getByRole('link', { name, exact: true }));
    expect(saved.name).toBe(file);
    expect(saved.bytes.toString('latin1').startsWith(beginning)).toBe(true);
  }
  expect(web.faults).toEqual([]);
});

test('the table lists recordings that are there more than once', async () => {
  await open('/library');
  await page.getByRole('link', { name: 'Find copies' }).click();
  await page.getByText('1 recording is here more than once').waitFor();
  const copies = page.getByRole('region', { name: 'Recordings that are here more than once' });
  const named = (await copies.getByRole('link').allInnerTexts()).slice(1);
  expect(named.toSorted()).toEqual(TAGGED.map(([title]) => title).toSorted());
  await copies.getByRole('button', { name: 'Play Beta' }).click();
  await page.getByRole('region', { name: 'Player' }).getByText('Beta').waitFor();
  await page.getByRole('link', { name: 'Back to the songs' }).click();
  await row('Alpha').waitFor();
  expect(web.faults).toEqual([]);
});

test('the table is searched while one types, and the address keeps it', async () => {
  await open('/library');
  await page.getByRole('searchbox').fill('zwei');
  await page.getByText('2 of 24 songs').waitFor();
  expect(await titles()).toEqual(['Delta', 'Gamma']);
  expect(new URL(page.url()).search).toBe('?q=zwei');
  await page.reload();
  await page.getByText('2 of 24 songs').waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('zwei');
  await page.getByRole('searchbox').fill('nobody knows this');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await page.getByRole('button', { name: 'Show all songs' }).click();
  await row('Alpha').waitFor();
  expect(new URL(page.url()).search).toBe('');
});

test('the table is sorted by its heads, and filtered by genre, sureness and tempo', async () => {
  await open('/library?q=the+ones');
  await page.getByText('2 of 24 songs').waitFor();
  const title = page.getByRole('columnheader', { name: 'Title' });
  await title.getByRole('button').click();
  await expect.poll(() => title.getAttribute('aria-sort'), SOON).toBe('ascending');
  await title.getByRole('button').click();
  await expect.poll(titles, SOON).toEqual(['Beta', 'Alpha']);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  const stretch = page.locator('fieldset button').first();
  const [, count] = /: (\d+) songs?/.exec((await stretch.getAttribute('aria-label'))!)!;
  await stretch.click();
  await page.getByText(`${count} of 24 songs`).waitFor();
  await stretch.click();
  await page.getByRole('combobox', { name: 'How sure' }).selectOption('Only unsure');
  await expect.poll(sureRows, SOON).toBe(0);
  expect(await page.getByText(/^perhaps /).count()).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'How sure' }).selectOption('Sure or not');
  const disagrees = page.getByRole('button', { name: 'Disagrees with its tag' });
  await disagrees.click();
  await expect.poll(() => new URL(page.url()).searchParams.get('disagrees'), SOON).toBe('true');
  expect(await disagrees.getAttribute('aria-pressed')).toBe('true');
  await disagrees.click();
  await page.getByRole('button', { name: 'Sound' }).click();
  await page.getByRole('spinbutton', { name: 'Slowest' }).fill('999');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  expect(new URL(page.url()).searchParams.get('tempoMin')).toBe('999');
});

test('the table is filtered by how songs sound, in the address, and cleared by one press', async () => {
  await open('/library?sort=energy');
  await page.getByRole('row').nth(1).waitFor();
  const key = page.getByRole('columnheader', { name: 'Key' });
  await key.getByRole('button').click();
  await expect.poll(() => key.getAttribute('aria-sort'), SOON).toBe('ascending');
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  const wheel = page.getByRole('combobox', { name: 'Key' });
  const first = page
    .getByRole('row')
    .nth(1)
    .getByRole('gridcell')
    .filter({ hasText: /^[A-G]#?m? \d+[AB]$/ });
  const camelot = (await first.innerText()).split(' ')[1]!;
  await wheel.selectOption(camelot);
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ of 24 songs$/ })
    .waitFor();
  await expect
    .poll(
      () =>
        page
          .getByRole('gridcell')
          .filter({ hasText: new RegExp(` ${camelot}$`) })
          .count(),
      SOON,
    )
    .toBe((await titles()).length);
  await page.getByRole('spinbutton', { name: 'Least energy' }).fill('0');
  await page.getByRole('button', { name: 'Sound: 2 chosen' }).waitFor();
  const asked = new URL(page.url()).searchParams;
  expect(Object.fromEntries(asked)).toEqual({ sort: 'camelot', camelot, energyMin: '0' });
  await page.reload();
  await page.getByRole('button', { name: 'Sound: 2 chosen' }).waitFor();
  expect(await wheel.inputValue()).toBe(camelot);
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /^24 songs$/ })
    .waitFor();
  expect(new URL(page.url()).search).toBe('?sort=camelot');
  expect(web.faults).toEqual([]);
});

test('on a phone the table shows what it is sorted by', async () => {
  await open('/library?q=alpha&sort=camelot', { viewport: PHONE });
  await row('Alpha').waitFor();
  await page.getByRole('combobox', { name: 'Sort by' }).waitFor();
  const shown = () => row('Alpha').getByRole('gridcell').last().innerText();
  expect(await shown()).toMatch(/^[A-G]#?m? \d+[AB]$/);
  await web.pictures('library-by-key-phone');
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Length');
  await expect.poll(shown, SOON).toMatch(/^0:\d\d$/);
  expect(web.faults).toEqual([]);
});

test('the table plays from the row, in one player that Space pauses', async () => {
  await open('/library?q=song+1');
  await row('song 1').hover();
  await row('song 1').getByRole('button', { name: 'Play song 1' }).click();
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await expect
    .poll(
      async () => Number(await player.getByRole('slider', { name: 'Position in the song' }).inputValue()),
      SOON,
    )
    .toBeGreaterThan(0);
  await page.locator('body').press('Space');
  await player.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await row('song 11').hover();
  await row('song 11').getByRole('button', { name: 'Play song 11' }).click();
  await player.getByText('song 11').waitFor();
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  expect(await player.getByText('song 11').count()).toBe(1);
  await player.getByRole('button', { name: 'Stop and close the player' }).click();
  await player.waitFor({ state: 'detached' });
  expect(web.faults).toEqual([]);
});

test('the table is worked by the keyboard alone', async () => {
  await open('/library?sort=title');
  await row('Alpha').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('2 songs selected').waitFor();
  await page.keyboard.press('x');
  await page.getByText('1 song selected').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText('24 songs selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Selected songs' }).waitFor({ state: 'detached' });
  await page.keyboard.press('End');
  const last = page.getByRole('row').last();
  await expect.poll(() => last.getAttribute('data-active'), SOON).toBe('true');
  await page.keyboard.press('Space');
  await page.getByRole('region', { name: 'Player' }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Alpha' }).waitFor();
  expect(await web.focused()).toBe('Alpha');
});

test('a selection by mouse goes to the playlist', async () => {
  await open('/library?sort=title');
  await row('Alpha').getByRole('gridcell').nth(3).click();
  await row('Gamma')
    .getByRole('gridcell')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await row('Beta')
    .getByRole('gridcell')
    .nth(3)
    .click({ modifiers: ['Control'] });
  await page.getByText('3 songs selected').waitFor();
  const bar = page.getByRole('region', { name: 'Selected songs' });
  await bar.getByRole('button', { name: 'Add to playlist' }).click();
  await page.getByRole('link', { name: 'Playlist 3' }).click();
  expect(await entries()).toEqual(['Alpha', 'Delta', 'Gamma']);
});

test('a scan fills an empty library, tells how far it is, and can be called off and gone on with', async () => {
  await mkdir(join(folder, 'long'));
  await writeSong(join(folder, 'long', '0.wav'), 0, 5);
  for (let seed = 1; seed < 4; seed++) await writeSong(join(folder, 'long', `${seed}.wav`), seed, 60);
  const empty = await serve('empty.sqlite', 'long', { workers: 1 });
  await open('/library', {}, empty);
  await page.getByRole('heading', { name: 'Room for a lot of music' }).waitFor();
  await page.getByRole('button', { name: 'Listen to everything' }).click();
  await page.getByText(/^[1-9]\d* of 4 files/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/^Cancelled\. What was heard is kept/).waitFor();
  const start = page.getByRole('button', { name: /Scan for changes|Listen to everything/ });
  await start.click();
  await page.getByText(/^\d+ songs? heard\./).waitFor({ timeout: 60_000 });
  await page.getByText('4 songs', { exact: true }).first().waitFor();
  expect(web.faults).toEqual([]);
  await empty.end('SIGTERM');
});

test('the map tells the song under the pointer, plays a little of it where that is wanted, and all of it when pressed', async () => {
  await open('/library/map');
  const plot = page.getByRole('application');
  await plot.waitFor();
  const heard = page.waitForRequest(/\/audio$/);
  await pointAtSong();
  await heard;
  await page.getByRole('switch', { name: 'Hear on hover' }).click();
  const silent: string[] = [];
  page.on('request', (request) => silent.push(request.url()));
  await page.mouse.move(0, 0);
  await pointAtSong();
  await page.waitForTimeout(1500);
  expect(silent.filter((url) => url.endsWith('/audio'))).toEqual([]);
  const told = await page.getByRole('application').getByRole('status').locator('strong').innerText();
  await page.mouse.down();
  await page.mouse.up();
  await page.getByRole('region', { name: 'Player' }).getByText(told, { exact: true }).waitFor();
  expect(web.faults).toEqual([]);
});

test('a line drawn around songs takes them to the playlist', async () => {
  await open('/library/map');
  await page.getByRole('heading', { name: '24 songs in view' }).waitFor();
  await page.getByText('Lasso').click();
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  const corners = [
    [0.5, 0.01],
    [0.99, 0.02],
    [0.99, 0.99],
    [0.5, 0.99],
  ];
  await page.mouse.move(x + 0.5 * width, y + 0.01 * height);
  await page.mouse.down();
  for (const [right, down] of corners)
    await page.mouse.move(x + right! * width, y + down! * height, { steps: 8 });
  await page.mouse.up();
  const chosen = page.getByRole('heading', { name: /songs? chosen$/ });
  await chosen.waitFor();
  const count = Number.parseInt(await chosen.innerText(), 10);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(HEARD);
  await page.getByRole('complementary').getByRole('button', { name: 'Add to playlist', exact: true }).click();
  await page.getByRole('link', { name: `Playlist ${count}` }).click();
  expect(await entries()).toHaveLength(count);
  expect(web.faults).toEqual([]);
});

test('the map is coloured by what one wants to see, and remembers it', async () => {
  await open('/library/map');
  const legend = page.getByRole('group', { name: /^What the colours of the map say/ });
  await legend.getByRole('button', { name: /^not sure, or none of these/ }).waitFor();
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('energy');
  const kinds = legend.getByRole('button');
  expect(await kinds.allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(Resting|Gentle|Medium|Lively|Full of energy)\n?\d+$/)]),
  );
  const counts = (await kinds.allInnerTexts()).map((text) => Number(/\d+$/.exec(text)![0]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(HEARD);
  await kinds.first().click();
  await page.getByRole('heading', { name: new RegExp(`^${counts[0]} songs? in view$`) }).waitFor();
  await page.reload();
  expect(await page.getByRole('combobox', { name: 'Colours' }).inputValue()).toBe('energy');
  expect(await web.axe()).toEqual([]);
  expect(web.faults).toEqual([]);
});

test('the map looks alike on a graphics card and without one', async () => {
  const picture = async (isOnCard: boolean) => {
    const tab = await WebPage.blank({}, await paintingBrowser());
    await tab.page.addInitScript(graphicsCard(isOnCard));
    await tab.goto(`${server.url}/library/map`);
    await tab.page.getByRole('heading', { name: `${HEARD} songs in view` }).waitFor();
    expect(await tab.page.evaluate(IS_ON_CARD)).toBe(isOnCard);
    const png = await tab.page.getByRole('application').locator('canvas').screenshot();
    expect(tab.faults).toEqual([]);
    await tab.close();
    return png.toString('base64');
  };
  const pictures = [await picture(false), await picture(true)] as const;
  await open('/about');
  const found = await page.evaluate<Record<'between' | 'drawn', number>>(pictureDifference(...pictures));
  expect(found.drawn).toBeGreaterThan(0.1);
  expect(found.between).toBeLessThan(found.drawn / 10);
});

test('songs are found by feel: sliders, more of this and less of that', async () => {
  await open('/library/feel');
  await page.getByText('Move a slider').waitFor();
  const slider = page.getByRole('slider', { name: 'Energy' });
  await slider.focus();
  await page.keyboard.press('End');
  const found = page.getByRole('main').getByRole('listitem');
  await expect.poll(() => found.count(), SOON).toBe(HEARD);
  const more = found.first().getByRole('button', { name: /^More like/ });
  const name = (await more.getAttribute('aria-label'))!;
  await more.click();
  await page.getByRole('region', { name: 'More like' }).waitFor();
  await expect.poll(() => found.count(), SOON).toBe(HEARD - 1);
  await found
    .nth(3)
    .getByRole('button', { name: /^Less like/ })
    .click();
  await expect.poll(() => found.count(), SOON).toBe(HEARD - 2);
  expect(await found.getByRole('button', { name, exact: true }).count()).toBe(0);
  expect(await web.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Begin anew' }).click();
  await page.getByText('Move a slider').waitFor();
  expect(web.faults).toEqual([]);
});

test('the map moves by keys, and lists what is in view', async () => {
  await open('/library/map');
  await page.getByRole('heading', { name: '24 songs in view' }).waitFor();
  await page.getByRole('application').focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press('+');
  await expect.poll(inView, SOON).toBeLessThan(HEARD);
  for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('0');
  await expect.poll(inView, SOON).toBe(HEARD);
  const listed = page.getByRole('complementary').getByRole('link');
  expect(await listed.count()).toBeLessThan(HEARD);
  await listed.last().scrollIntoViewIfNeeded();
  await expect.poll(() => listed.count(), SOON).toBe(HEARD);
  const first = page.locator('fieldset button').first();
  await first.click();
  await expect.poll(inView, SOON).toBe(Number.parseInt((await first.innerText()).replace(/\D+/g, ''), 10));
});

test('the map on a phone grows and shrinks under two fingers, moves under one, and the page does not', async () => {
  await open('/library/map', { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.getByRole('heading', { name: '24 songs in view' }).waitFor();
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  const [left, top] = [x + width / 2, y + height / 2];
  const touch = await touches();
  const fingers = (half: number): Points => [
    [left - half, top],
    [left + half, top],
  ];
  await touch(fingers(20), fingers(150));
  await expect.poll(inView, SOON).toBeLessThan(HEARD);
  const zoomed = await inView();
  await touch(fingers(150), fingers(15));
  await expect.poll(inView, SOON).toBeGreaterThan(zoomed);
  const before = await inView();
  for (let drag = 0; drag < 3; drag++) await touch([[left + 150, top]], [[left - 150, top]]);
  await expect.poll(inView, SOON).not.toBe(before);
  expect(await page.evaluate<number>('visualViewport.scale')).toBe(1);
  expect(web.faults).toEqual([]);
});

test('a song’s page says what was heard, and what sounds like it', async () => {
  await open('/library?q=alpha');
  await row('Alpha').getByRole('link', { name: 'Alpha' }).click();
  await page.getByRole('heading', { level: 1, name: 'Alpha' }).waitFor();
  expect(await page.getByRole('article').innerText()).toMatch(
    /The Ones · First.*Tempo\s+unknown.*Folk.*small/s,
  );
  const similar = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Sounds like it' }) });
  // `innerText` is empty for text out of sight, which is not drawn.
  expect(await similar.getByRole('listitem').first().textContent()).toMatch(/same tempo|faster|slower/);
  await page.getByRole('button', { name: 'Add to playlist', exact: true }).click();
  await page.getByRole('button', { name: 'Added to the playlist' }).waitFor();
  await page.getByRole('link', { name: 'The Ones' }).click();
  await page.getByText('2 of 24 songs').waitFor();
  expect(web.faults).toEqual([]);
});

test('a song is heard again in detail on the first page', async () => {
  await open('/library?q=beta');
  await row('Beta').getByRole('link', { name: 'Beta' }).click();
  await page.getByRole('button', { name: 'Listen again in detail' }).click();
  await page.getByRole('heading', { level: 1, name: 'b.mp3' }).waitFor();
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
  expect(web.faults).toEqual([]);
});

test('the page of a song that is none says so', async () => {
  await open('/library/songs/999999');
  await page.getByRole('heading', { level: 1, name: 'This song is not in the library' }).waitFor();
  await page.getByRole('link', { name: 'All songs' }).click();
  await row('Alpha').waitFor();
});

test('a playlist is made from a song, arranged by keys and mouse, and saved', async () => {
  await open('/library/playlist');
  await page.getByRole('textbox', { name: 'Find a song' }).fill('alpha');
  await page.getByRole('option', { name: /Alpha/ }).click();
  await page.getByRole('spinbutton', { name: 'How many songs' }).fill('6');
  await page.getByRole('spinbutton', { name: /No artist or album/ }).fill('0');
  await page.getByRole('button', { name: 'Make the playlist' }).click();
  await expect.poll(async () => (await entries()).length, SOON).toBe(6);
  const [first, second, ...others] = await entries();
  expect(first).not.toBe('Alpha');
  await entry(0).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(entries, SOON).toEqual([second, first, ...others]);
  await entry(1).focus();
  await page.keyboard.press('Delete');
  await expect.poll(entries, SOON).toEqual([second, ...others]);
  await drag(page.getByRole('button', { name: `Move ${second}`, exact: true }), entry(4));
  await expect.poll(entries, SOON).toEqual([...others, second]);
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill('Late: Show');
  for (const [format, first] of [
    ['M3U8', /^#EXTM3U/],
    ['XSPF', /^<\?xml[\s\S]+<title>Late: Show<\/title>/],
  ] as const) {
    const saved = await web.download(web.button(`Save ${format}`));
    expect(saved.name).toBe(`Late Show.${format.toLowerCase()}`);
    expect(saved.bytes.toString()).toMatch(first);
  }
  await page.reload();
  await expect.poll(entries, SOON).toEqual([...others, second]);
  expect(web.faults).toEqual([]);
});

test('playlists are kept in the library, opened, changed, made anew by their rule, deleted and put back', async () => {
  // Ids of songs depend on which file was analysed first.
  await open('/library?q=alpha');
  await page.getByRole('link', { name: 'Alpha', exact: true }).click();
  await page.getByRole('button', { name: 'Add to playlist' }).click();
  await page.goto(`${server.url}/library/playlist`);
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill('By hand');
  await page.getByRole('button', { name: 'Keep it', exact: true }).click();
  const kept = page.getByRole('region', { name: 'Your playlists' });
  await kept.getByRole('button', { name: 'By hand 1' }).waitFor();
  await page.getByRole('button', { name: 'New list' }).click();
  await page.getByText('By genre and sound', { exact: true }).click();
  await page.getByRole('spinbutton', { name: 'How many songs' }).fill('3');
  await page.getByRole('button', { name: 'Make the playlist' }).click();
  await expect.poll(async () => (await entries()).length, SOON).toBe(3);
  await page.getByRole('textbox', { name: 'Name of the playlist' }).fill('Fresh');
  await page.getByRole('button', { name: 'Keep it fresh' }).click();
  await kept.getByRole('button', { name: 'Fresh fresh' }).waitFor();
  await page.reload();
  await kept.getByRole('button', { name: 'By hand 1' }).click();
  await expect.poll(async () => (await entries()).length, SOON).toBe(1);
  await kept.getByRole('button', { name: 'Fresh fresh' }).click();
  await expect.poll(async () => (await entries()).length, SOON).toBe(3);
  expect(await web.axe()).toEqual([]);
  await web.pictures('kept playlists', false);
  await kept.getByRole('button', { name: 'Delete the playlist By hand' }).click();
  await kept.getByText('By hand is deleted.').waitFor();
  await kept.getByRole('button', { name: 'Undo' }).click();
  await kept.getByRole('button', { name: 'By hand 1' }).waitFor();
  expect(web.faults).toEqual([]);
});

test('a playlist leads from one song to another, or keeps to a genre', async () => {
  await open('/library/playlist');
  await page.getByText('From one to another').click();
  for (const [end, title] of [
    ['First song', 'Alpha'],
    ['Last song', 'Delta'],
  ] as const) {
    await page.getByRole('textbox', { name: end }).fill(title.toLowerCase());
    await page.getByRole('option', { name: new RegExp(title) }).click();
  }
  await page.getByRole('spinbutton', { name: 'How many songs' }).fill('5');
  await page.getByRole('button', { name: 'Make the playlist' }).click();
  await expect.poll(async () => (await entries()).at(-1), SOON).toBe('Delta');
  expect((await entries())[0]).toBe('Alpha');
  await page.getByText('By genre and sound').click();
  const genre = page.getByRole('combobox', { name: 'Genre', exact: true });
  await genre.selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Make another' }).click();
  await expect.poll(async () => (await entries())[0], SOON).not.toBe('Alpha');
  // The page must have scrolled to the list, whose button is far below the form.
  const made = (await page.getByRole('button', { name: 'Save M3U8' }).boundingBox())!;
  expect(made.y).toBeGreaterThan(0);
  await page.getByLabel('Mix like a DJ').check();
  await page.getByRole('combobox', { name: 'Energy along the list' }).selectOption('rising');
  await page.getByRole('spinbutton', { name: 'Most energy, of 10' }).fill('9');
  await page.getByRole('textbox', { name: 'Leave out folders named' }).fill('Christmas, Audiobooks');
  await page.getByRole('combobox', { name: 'Leave out genres' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: /^Let .* in again$/ }).waitFor();
  await page.getByRole('combobox', { name: 'Came to the library' }).selectOption('Within a month');
  const request = page.waitForRequest(/\/playlists$/);
  await page.getByRole('button', { name: 'Make another' }).click();
  expect((await request).postDataJSON()).toMatchObject({
    excludedFolders: ['Christmas', 'Audiobooks'],
    excludedGenres: [expect.any(String)],
    addedDays: 30,
    mix: true,
    energyCourse: 'rising',
    energyMax: expect.closeTo(0.95, 6),
  });
  expect(web.faults).toEqual([]);
});

test('tags are reviewed, written and taken back', async () => {
  await writeMusic(join(folder, 'tagged'), 2);
  const modelPath = join(models, 'small.onnx');
  const library = await openLibrary(join(folder, 'tagged.sqlite'));
  await scan(library, [join(folder, 'tagged')], { modelPath, workers: 2 });
  await library.updateTable('songs').set({ beatsPerMinute: 124.2, tempoConfidence: 0.8 }).execute();
  await library.destroy();
  const writing = await serve('tagged.sqlite', 'tagged', { writable: true });
  const file = join(folder, 'tagged', 'a.mp3');
  const before = await readFile(file);

  await open('/library/tags', {}, writing);
  await page.getByText('Replace what is there').click();
  await page.getByLabel('Only where it is sure').uncheck();
  await page.getByLabel('Tempo (BPM)').check();
  await page.getByLabel('Mood').check();
  await page.getByRole('button', { name: 'As DJs do' }).click();
  await page.getByText(/would get/).waitFor();
  const comment = page.getByRole('textbox', { name: 'Comment, for programs that show one' });
  await comment.fill('{colour}');
  await page.getByText('Put in one of the parts above').waitFor();
  expect(await page.getByRole('button', { name: 'Show the changes' }).isDisabled()).toBe(true);
  await comment.fill('at ');
  await page.getByRole('button', { name: '+ BPM' }).click();
  await page.getByText(/would get: at 124$/).waitFor();
  expect(await web.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Show the changes' }).click();
  await page.getByRole('heading', { name: /files? would change/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Search the changes' }).fill('a.mp3');
  const changes = page.getByRole('region', { name: 'Changes' }).getByRole('listitem');
  await expect.poll(() => changes.count(), SOON).toBe(1);
  expect(await changes.innerText()).toMatch(/^a\.mp3\n.*Folk.*124 BPM.*at 124/s);
  expect(await changes.locator('del').innerText()).toBe('Folk');
  expect(await readFile(file)).toEqual(before);

  await page.getByRole('button', { name: /^Write \d+ files$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  expect(await readFile(file)).toEqual(before);
  await page.getByRole('button', { name: /^Write \d+ files$/ }).click();
  await dialog.getByRole('button', { name: 'Write', exact: true }).click();
  await page.getByText(/^\d+ files written\.$/).waitFor();
  expect(await readFile(file)).not.toEqual(before);
  await page.getByRole('button', { name: /^Take back what was written/ }).click();
  await page.getByText(/files as they were before\.$/).waitFor();
  await page.getByText('taken back', { exact: true }).waitFor();
  expect(await readFile(file)).toEqual(before);
  expect(web.faults).toEqual([]);
  await writing.end('SIGTERM');
});

test('tags are not written where the operator did not allow it', async () => {
  await open('/library/tags');
  await page.getByRole('heading', { name: 'Writing is off on this server.' }).waitFor();
  expect(await page.getByRole('button', { name: /^Write/ }).count()).toBe(0);
});

test('without a library the page says how to get one', async () => {
  const none = await spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') });
  await open('/library', {}, none);
  await page.getByRole('heading', { level: 1, name: 'No library here yet' }).waitFor();
  expect(await page.getByRole('main').innerText()).toContain('tonearm serve ~/Music');
  expect(await web.axe()).toEqual([]);
  await none.end('SIGTERM');
});

test('a server that dies is named, and what was there stays', async () => {
  const mortal = await serve('library.sqlite', 'music');
  await open('/library', {}, mortal);
  await row('Alpha').waitFor();
  await mortal.end('SIGKILL');
  await page.getByRole('searchbox').fill('zwei');
  await page.getByText('The server does not answer.').waitFor();
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.getByRole('alert').getByText('The server does not answer.').waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
});

test('what could not be had is there after "Try again"', async () => {
  await open('/library');
  await row('Alpha').waitFor();
  const map = '**/api/library/map';
  await page.route(map, (route) => route.abort());
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.getByRole('alert').getByText('The server does not answer.').waitFor();
  await page.unroute(map);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('application').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test.each(LIBRARY_PATHS)(
  '%s is without barriers and fits on desktop and phone, light and dark',
  async (path) => {
    web = await WebPage.blank();
    await web.hold('phone');
    await web.goto(server.url + path);
    await web.page.waitForLoadState('networkidle');
    expect(await web.page.evaluate(LAYOUT_SHIFT)).toBeLessThanOrEqual(MAX_LAYOUT_SHIFT);
    expect(await web.barriersOnAllDevices(path)).toEqual([]);
  },
);

test('every state of the library is without barriers and fits on desktop and phone', async () => {
  const check = async (state: string) => {
    expect(await web.barriersOnAllDevices(`library-${state}`), state).toEqual([]);
  };
  const writing = await serve('library.sqlite', 'music', { writable: true });
  await open('/library?sort=title', {}, writing);
  await row('Alpha').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('x');
  await page.getByText('1 song selected').waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('region', { name: 'Player' }).waitFor();
  await check('selected-and-playing');
  await page.getByRole('button', { name: 'Sound', exact: true }).click();
  await page.getByRole('spinbutton', { name: 'Least energy' }).waitFor();
  await check('sound');
  await page.getByRole('searchbox').fill('nobody knows this');
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  await check('nothing');

  await page.goto(`${writing.url}/library/map`);
  await page.getByRole('button', { name: 'Choose all in view' }).click();
  await page.getByRole('heading', { name: '24 songs chosen' }).waitFor();
  await check('chosen');

  await page.goto(`${writing.url}/library/playlist`);
  await page.getByText('By genre and sound').click();
  await check('playlist-of-a-kind');
  await page.getByText('Like some songs').click();
  await page.getByRole('textbox', { name: 'Find a song' }).fill('song 1');
  await page.getByRole('option').nth(3).waitFor();
  await check('picking');
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Make the playlist' }).click();
  await expect.poll(async () => (await entries()).length, SOON).toBeGreaterThan(3);
  await check('playlist');

  await page.goto(`${writing.url}/library/tags`);
  await page.getByText('Replace what is there').click();
  await page.getByLabel('Only where it is sure').uncheck();
  await page.getByText('Your names for the genres').click();
  await page.getByRole('button', { name: 'Show the changes' }).click();
  await page.getByRole('heading', { name: /files? would change/ }).waitFor();
  await check('changes');
  await page.getByRole('button', { name: /^Write \d+ files?$/ }).click();
  await page.getByRole('dialog').waitFor();
  await check('confirm');
  await page.getByRole('button', { name: 'Not now' }).click();

  await page.goto(`${writing.url}/about`);
  await writing.end('SIGKILL');
  await page.getByRole('navigation').getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { name: 'The library is out of reach' }).waitFor();
  await check('away');
  await web.close();

  await mkdir(join(folder, 'nothing'), { recursive: true });
  const empty = await serve('nothing.sqlite', 'nothing');
  await open('/library', {}, empty);
  await page.getByRole('heading', { name: 'Room for a lot of music' }).waitFor();
  await check('empty');
  await page.getByRole('button', { name: 'Listen to everything' }).click();
  await page.getByText(/^There are no songs in nothing\. Put music there/).waitFor();
  await empty.end('SIGTERM');
}, 300_000);

async function open(path: string, options: BrowserContextOptions = {}, on = server): Promise<void> {
  web = await WebPage.open(on.url + path, options);
  ({ page } = web);
}

/** @param file, shelf below this test's folder. */
function serve(file: string, shelf: string, options: StartOptions & { writable?: boolean } = {}) {
  const { writable = false, ...others } = options;
  return spawnServer({
    workers: 2,
    modelsDirectory: models,
    uploadParent: join(folder, 'uploads'),
    library: { file: join(folder, file), folders: [join(folder, shelf)], writable },
    ...others,
  });
}

/** Four songs with tags and pictures, others without, one that is none. */
async function writeMusic(shelf: string, untagged = UNTAGGED): Promise<void> {
  await mkdir(shelf);
  // The tune is repeated since a copy is recognised by 2 s of sound, and its rests do not count.
  const once = await readFile(TUNE);
  const tune = Buffer.concat([once, once]);
  for (const [i, [title, artist, album]] of TAGGED.entries()) {
    const tags = { title, artist, album, genre: 'Folk', picture: DOT_PNG };
    await writeFile(join(shelf, `${'abcd'[i]}.mp3`), withId3(tune, tags));
  }
  for (let seed = 0; seed < untagged; seed++) await writeSong(join(shelf, `song ${seed}.wav`), seed, 6);
  await writeFile(join(shelf, 'broken.mp3'), 'no music');
}

async function writeSong(path: string, seed: number, seconds: number): Promise<void> {
  const genre = MADE_UP_GENRES[seed % MADE_UP_GENRES.length];
  await writeFile(path, wavOf(synthesise({ genre, artist: seed % 4, seed, seconds })));
}

function row(title: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

/** Number of visible rows with a sure genre. */
async function sureRows(): Promise<number> {
  const unsure = page.getByRole('gridcell').filter({ hasText: /^perhaps/ });
  return (await titles()).length - (await unsure.count());
}

function titles(): Promise<string[]> {
  return page.getByRole('grid').getByRole('link').allInnerTexts();
}

function entry(at: number) {
  return page.getByRole('list', { name: 'Songs of the playlist' }).getByRole('listitem').nth(at);
}

function entries(): Promise<string[]> {
  return page.getByRole('list', { name: 'Songs of the playlist' }).getByRole('link').allInnerTexts();
}

async function inView(): Promise<number> {
  return Number.parseInt(await page.getByRole('heading', { name: /songs? in view$/ }).innerText(), 10);
}

type Points = readonly (readonly [x: number, y: number])[];

/** Fingers that go down, from one place to another, and up again. */
async function touches(): Promise<(from: Points, to: Points) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Points) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  return async (from, to) => {
    await send('touchStart', from);
    for (let step = 1; step <= FINGER_STEPS; step++) {
      const between = from.map(([x, y], i) => {
        const [endX, endY] = to[i]!;
        const share = step / FINGER_STEPS;
        return [x + share * (endX - x), y + share * (endY - y)] as const;
      });
      await send('touchMove', between);
    }
    await send('touchEnd', []);
  };
}

/** Moves the mouse over the map until a song is under it. */
async function pointAtSong(): Promise<void> {
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  for (let down = 0.1; down < 0.95; down += 0.04) {
    for (let right = 0.05; right < 0.95; right += 0.03) {
      await page.mouse.move(x + right * width, y + down * height);
      if ((await page.getByRole('application').getByRole('status').count()) > 0) return;
    }
  }
  throw new Error('Expected a song on the map, found none.');
}

type Place = ReturnType<Page['getByRole']>;

async function drag(from: Place, to: Place): Promise<void> {
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!];
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2, end.y + end.height / 2, { steps: 12 });
  await page.mouse.up();
}
