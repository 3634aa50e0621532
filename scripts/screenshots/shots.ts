/** Every state of the page that a picture is taken of. */
import type { Page } from 'playwright-core';
import { LIBRARY_SONGS } from './libraries.ts';
import {
  broken,
  emptyRoom,
  nightBus,
  type Song,
  short,
  silent,
  slowWater,
  songAt,
  threeRooms,
} from './songs.ts';

/** Server of a shot: with songs, without, or with a multi-label model. */
export type Place = 'filled' | 'empty' | 'several';

export interface Shot {
  /** The file's name. */
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
  readonly place: Place;
  readonly path: string;
  /** Locale of the browser. */
  readonly locale: string;
  /** Runs before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Runs until the picture can be taken. */
  readonly act?: (page: Page) => Promise<unknown>;
}

const DESKTOP = { width: 1280, height: 1040 };
const LIBRARY = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };
/** Script that scrolls to the result, which on a phone lies below the list. */
const SHOW_FROM_THE_TOP =
  "innerWidth < 600 ? document.querySelector('article').scrollIntoView() : scrollTo(0, 0)";
const SONGS_COUNTED = new RegExp(`^${LIBRARY_SONGS} songs`);
const [path = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const given = path ? await songAt(path) : slowWater;

export const SHOTS: readonly Shot[] = [
  shot('start-light', { viewport: { width: 1280, height: 780 } }),
  shot('start-german-dark', { viewport: PHONE, locale: 'de' }),
  shot('languages-light', { viewport: { width: 1280, height: 420 }, act: toTheFoot }),
  shot('listen-light', { act: hear(given) }),
  shot('phone-dark', { viewport: PHONE, act: hear(given) }),
  shot('unsure-dark', { act: hear(threeRooms) }),
  shot('none-of-these-light', { act: hearNone }),
  shot('several-genres-light', { place: 'several', act: hear(nightBus) }),
  shot('several-genres-phone-dark', { place: 'several', viewport: PHONE, act: hear(nightBus) }),
  shot('waiting-light', {
    before: neverAnswers('**/api/classifications*'),
    act: (page) => choose(page, slowWater),
  }),
  shot('failed-phone-light', { viewport: PHONE, act: fail }),
  shot('queue-dark', { act: hearMany }),
  shot('offline-phone-light', { viewport: PHONE, act: hearOffline }),
  shot('said-light', { act: say }),

  shot('library-light', { path: '/library', viewport: LIBRARY, act: counted }),
  shot('library-phone-dark', { path: '/library', viewport: PHONE, act: counted }),
  shot('library-loading-dark', {
    path: '/library',
    viewport: LIBRARY,
    before: neverAnswers('**/api/library/songs?*'),
    act: (page) => page.getByRole('grid').waitFor(),
  }),
  shot('library-empty-light', { path: '/library', place: 'empty', viewport: LIBRARY }),
  shot('library-away-dark', {
    path: '/library',
    viewport: LIBRARY,
    before: (page) => page.route('**/api/library', (route) => route.abort()),
  }),
  shot('library-several-light', { path: '/library', place: 'several', viewport: LIBRARY, act: counted }),
  shot('song-dark', { path: '/library/songs/1', viewport: LIBRARY }),
  shot('map-light', { path: '/library/map', viewport: { width: 1280, height: 1000 }, act: mapped }),
  shot('map-phone-dark', { path: '/library/map', viewport: PHONE, act: mapped }),
  shot('inbox-light', { path: '/library/inbox', viewport: LIBRARY, act: listed }),
  shot('teach-dark', { path: '/library/teach', viewport: LIBRARY }),
  shot('playlist-light', { path: '/library/playlist', viewport: LIBRARY }),
  shot('player-dark', { path: '/library/songs/1', viewport: LIBRARY, act: play }),
];

/** Shot whose colour scheme is the last word of its name. */
function shot(name: string, more: Partial<Omit<Shot, 'name' | 'colorScheme'>>): Shot {
  const colorScheme = name.endsWith('dark') ? 'dark' : 'light';
  return { name, colorScheme, viewport: DESKTOP, place: 'filled', path: '/', locale: 'en', ...more };
}

function neverAnswers(address: string): (page: Page) => Promise<unknown> {
  return (page) => page.route(address, () => {});
}

function choose(page: Page, ...songs: readonly Song[]): Promise<void> {
  return page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...songs]);
}

async function answered(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Download JSON' }).waitFor();
}

function hear(song: Song): (page: Page) => Promise<void> {
  return async (page) => {
    await choose(page, song);
    await answered(page);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const slider = page.getByRole('article').getByRole('slider');
    const { width, height } = (await slider.boundingBox())!;
    await slider.click({ position: { x: width * 0.56, y: height / 2 } });
    await page.mouse.move(0, 0);
    await page.getByText('Whole song').click();
    await page.getByText('Tempo', { exact: true }).first().waitFor();
    await page.evaluate(SHOW_FROM_THE_TOP);
  };
}

async function hearNone(page: Page): Promise<void> {
  await choose(page, emptyRoom);
  await answered(page);
}

async function fail(page: Page): Promise<void> {
  await choose(page, broken);
  await page.getByRole('article').getByRole('heading', { level: 2 }).first().waitFor();
  await page.evaluate(SHOW_FROM_THE_TOP);
}

async function hearMany(page: Page): Promise<void> {
  await choose(page, nightBus, broken, emptyRoom, short, threeRooms, silent);
  const settled = page.locator('aside li:is([data-kind=done], [data-kind=failed])');
  await settled.nth(5).waitFor();
  await page.locator('aside li').filter({ hasText: threeRooms.name }).getByRole('button').first().click();
  await answered(page);
}

async function hearOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await choose(page, nightBus);
  await page.getByRole('button', { name: /Try again/ }).waitFor();
  await page.evaluate(SHOW_FROM_THE_TOP);
}

async function say(page: Page): Promise<void> {
  await hear(nightBus)(page);
  await page.getByRole('button', { name: 'Correct the genre' }).click();
  await page.getByRole('dialog').waitFor();
  await page.mouse.move(0, 0);
}

async function toTheFoot(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Language' }).scrollIntoViewIfNeeded();
}

async function counted(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: SONGS_COUNTED }).first().waitFor();
}

async function mapped(page: Page): Promise<void> {
  await page.getByRole('application').waitFor();
}

async function listed(page: Page): Promise<void> {
  await page.locator('main li').first().waitFor();
}

/** Plays the first song, the only one with a file. */
async function play(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await page.getByRole('button', { name: 'Pause', exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Library', exact: true }).click();
  await counted(page);
  // The bar gets its genre timeline in this time.
  await page.waitForTimeout(6000);
}
