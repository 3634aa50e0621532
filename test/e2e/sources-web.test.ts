/** Songs from elsewhere on the page: searched, heard, analyzed, in a real browser. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { openSongSources, type SongSources } from '../support/song-sources.ts';
import { DESKTOP, PHONE, WebPage } from '../support/web-page.ts';

let folder: string;
let world: SongSources;
let server: ServerProcess;
let web: WebPage;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-search-'));
  world = await openSongSources();
  server = await spawnServer({
    workers: 1,
    uploadParent: join(folder, 'uploads'),
    sources: world.settings,
  });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await world?.close();
  await removeFolder(folder);
});

beforeEach(async () => {
  await open();
});

afterEach(async () => {
  world.recover();
  await web.close();
});

test('a search answers while one types, once a pause, with picture, title, artist and source', async () => {
  const before = world.asked.length;
  await type('blue in green');
  const card = cards().first();
  await card.waitFor();
  expect(await card.innerText()).toContain('The Trio - Blue in Green');
  expect(await card.innerText()).toContain('iTunes · 5:37 · 30 s preview');
  expect(await cards().count()).toBe(6);
  const searches = world.asked.slice(before).filter((path) => path.startsWith('/search?term='));
  expect(searches).toHaveLength(1);
  const picture = card.locator('img');
  await expect.poll(() => page.evaluate("document.querySelector('search img').naturalWidth")).toBe(1);
  expect(await picture.getAttribute('src')).toBe('/api/thumbnails/itunes/111');
  expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
  expect(complaints()).toEqual([]);
});

test('a search leads to an answer that is linked to the song’s page', async () => {
  await type('blue');
  await page.getByRole('button', { name: 'Analyze The Trio - Blue in Green' }).click();
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
  const article = page.getByRole('article');
  expect(await article.getByRole('heading', { level: 1 }).innerText()).toBe('The Trio - Blue in Green.wav');
  const link = article.getByRole('link', { name: 'Open at iTunes' });
  expect(await link.getAttribute('href')).toBe('https://music.apple.com/us/album/1?i=111');
  expect(await article.innerText()).toContain('Heard: a 30 s preview.');
  expect(complaints()).toEqual([]);
});

test('a search of an album leads to its tracks, any of which may be heard', async () => {
  await type('blue');
  await page.getByRole('button', { name: 'Tracks of The Band, Friends - Live at the Hall' }).click();
  await page.getByText('2 songs found.').waitFor();
  const second = cards().nth(1);
  expect(await second.innerText()).toContain('The Band, Friends - Second');
  await second.getByRole('button', { name: /^Analyze/ }).click();
  await page.getByRole('heading', { name: /^The Band, Friends - Second/ }).waitFor();
  expect(world.asked.at(-1)).toBe('/download/gd77-05-08/disc%201/02%20Second.mp3');
  expect(complaints()).toEqual([]);
});

test('a search lets one hear before', async () => {
  await type('blue');
  await page.getByRole('button', { name: 'Play The Trio - Blue in Green' }).click();
  await page.getByRole('button', { name: 'Stop The Trio - Blue in Green' }).click();
  await page.getByRole('button', { name: 'Play The Trio - Blue in Green' }).waitFor();
  expect(complaints()).toEqual([]);
});

test('a search says plainly which source failed, and shows the others', async () => {
  world.disturb('jamendo', (_, response) => response.writeHead(500).end('raw detail'));
  await type('half of it');
  await page.getByText('Jamendo gave no usable answer.').waitFor();
  expect(await cards().count()).toBe(5);
  expect(await page.content()).not.toContain('raw detail');
});

test('a search may find nothing, which is not the same as no source that answers', async () => {
  let message: string | null = null;
  await page.route('**/api/search?*', (route) =>
    route.fulfill({ json: { songs: [], outcomes: [{ source: 'archive', message }] } }),
  );
  await type('zzz');
  await page.getByText('Nothing found.').waitFor();
  message = 'The source did not answer.';
  await type(' zzz');
  await page.getByText('No source answered, so nothing was searched.').waitFor();
});

test('a search: without a network or a server says which of them is missing', async () => {
  await page.context().setOffline(true);
  await type('blue');
  await page.getByText('You are offline, and searching needs the internet.').waitFor();
  await page.context().setOffline(false);
  await page.route('**/api/search?*', (route) => route.abort());
  await type(' in green');
  await page.getByText('The server did not answer.').waitFor();
});

test('a search closes on a click outside, keeps the words, and opens again', async () => {
  await type('blue');
  await cards().first().waitFor();
  await page.getByRole('region', { name: 'Songs found' }).locator('p').first().click();
  expect(await cards().count()).toBe(6);
  await page.mouse.click(5, 450);
  await expect.poll(() => cards().count()).toBe(0);
  const box = page.getByRole('textbox', { name: 'Find a song by name or address' });
  expect(await box.inputValue()).toBe('blue');
  await box.click();
  await expect.poll(() => cards().count()).toBe(6);
});

test('a search shows which sources are on, and their terms', async () => {
  await type('blue');
  await page.getByText('Where this looks').click();
  const notes = await page.locator('details').innerText();
  for (const title of ['iTunes', 'Deezer', 'Internet Archive', 'Jamendo', 'YouTube'])
    expect(notes).toContain(title);
});

test('an address of a song leads to its answer', async () => {
  await type(`${world.origin}/files/song.wav`);
  await page.getByRole('button', { name: 'Analyze song' }).click();
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
  expect(await page.getByRole('article').innerText()).toContain('Open at 127.0.0.1');
});

test.each(['http://169.254.169.254/latest/', 'http://localhost:1/x.mp3'])(
  'an address: %s is refused',
  async (url) => {
    await type(url);
    await page.getByRole('button', { name: /^Analyze/ }).click();
    expect(await page.getByRole('alert').innerText()).toContain('This address is not fetched');
  },
);

test('a search works by keyboard alone, and Escape closes it', async () => {
  await page.getByRole('textbox').focus();
  await page.keyboard.type('blue');
  await cards().first().waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  expect(await cards().count()).toBe(0);
  expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
  expect(await page.evaluate('document.activeElement.value')).toBe('blue');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.value')).toBe('');
});

test.each([
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const)('a search is without barriers and fits on a %s, light and dark', async (name, viewport) => {
  await web.close();
  await open({ viewport });
  await type('blue');
  await cards().first().waitFor();
  expect(await web.barriers()).toEqual([]);
  await web.pictures(`search-${name}`, false);
});

async function open(options: BrowserContextOptions = {}): Promise<void> {
  web = await WebPage.open(server.url, options);
  ({ page } = web);
}

/** Console errors, except for the stand-in's pictures, whose address is on the real internet. */
function complaints(): string[] {
  return web.complaints.filter((text) => !text.includes('/api/thumbnails/youtube/'));
}

function type(text: string): Promise<void> {
  return page
    .getByRole('textbox', { name: 'Find a song by name or address' })
    .pressSequentially(text, { delay: 10 });
}

function cards() {
  return page.getByRole('region', { name: 'Songs found' }).locator('ul[aria-busy] > li');
}
