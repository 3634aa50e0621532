/**
 * Web vitals of every page, in a real browser on the real server with a library of 25,000 songs, on a
 * processor four times slower: `npm run bench -- vitals`; of one page alone with `--page=/library`, and with
 * `--trace=FOLDER` its traces, for Chromium's own viewer. LCP and CLS of the coming of each page; INP as the
 * slowest of some presses, as the browser itself times them, from the press to the frame that shows it. A
 * busy machine only ever adds: least and median of the runs are printed, and beside them what no other
 * program can add to: the processor time of the page's main thread, times four, until the page rests and of
 * the slowest press.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { LAYOUT_SHIFT } from '../test/support/in-page.ts';
import { DESKTOP, PHONE, WebPage } from '../test/support/web-page.ts';
import { option, sized } from './support/arguments.ts';
import { workMs } from './support/frames.ts';
import { madeUpServer } from './support/made-up-server.ts';

const RUNS = sized(3, 1);
const SLOWDOWN = 4;
const LIBRARY_SONGS = sized(25_000, 500);
const ONLY = option('page');
const TRACES = option('trace');
const BUDGET = { paintMs: 1500, pressMs: 150, shift: 0.02, mapMs: 2000 };
/** Frames after a press until its time is told. */
const AFTER_PRESS_MS = 400;

const PAINT = `new Promise((resolve) => {
  let last = 0;
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) last = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => resolve(last), 300);
})`;
const WATCH_PRESSES = `window.presses = [];
new PerformanceObserver((list) => {
  for (const { interactionId, duration } of list.getEntries()) if (interactionId > 0) window.presses.push(duration);
}).observe({ type: 'event', durationThreshold: 16, buffered: true });`;
/** Presses that take less than one frame are not told of. */
const SLOWEST_PRESS = 'Math.max(0, ...window.presses)';

type Press = (page: Page) => Promise<void>;

/** Every page, and what is pressed there beside what all have. */
const PAGES: readonly (readonly [path: string, ...presses: Press[]])[] = [
  ['/', label('In this browser'), label('On this server')],
  ['/library', type('searchbox', 'ni'), key('grid', 'ArrowDown'), button('Filters')],
  ['/library/map', key('application', '+'), key('application', 'ArrowLeft'), choose('Colours', 'mood')],
  ['/library/songs/1', button('Correct the genre'), press('Escape')],
  ['/library/feel', key('slider', 'ArrowRight')],
  ['/library/playlist', press('Tab')],
  ['/library/teach', label('Learn also from tags')],
  ['/library/inbox', press('j'), press('k')],
  ['/library/tags', press('Tab')],
  ['/how-it-works', key('slider', 'ArrowRight'), key('slider', 'ArrowRight')],
  ['/models', press('Tab')],
  ['/about', press('Tab')],
  ['/health', press('Tab')],
];

const [browser, server] = await Promise.all([openBrowser(), madeUpServer(LIBRARY_SONGS)]);
if (!ONLY) await firstMap();
console.log(
  `| page, ${SLOWDOWN}x slower | LCP [${BUDGET.paintMs} ms] | INP [${BUDGET.pressMs} ms] | CLS [${BUDGET.shift}] | ` +
    'work until it rests | work of a press |',
);
console.log('|---|---|---|---|---|---|');
for (const [viewport, name] of [
  [DESKTOP, 'desktop'],
  [PHONE, 'phone'],
] as const) {
  for (const [path, ...presses] of PAGES)
    if (path === (ONLY ?? path)) await measure(path, presses, viewport, name);
}
await browser.close();
await server.close();

/** Time from the library's page to its map, at its first request; the songs are visible for a second. */
async function firstMap(): Promise<void> {
  const web = await WebPage.open(`${server.url}/library`, { viewport: DESKTOP }, browser);
  await web.settled();
  await web.page.waitForTimeout(1000);
  const started = performance.now();
  await web.page.getByRole('link', { name: 'Map', exact: true }).click();
  await web.page.getByRole('application').waitFor();
  const ms = performance.now() - started;
  console.log(
    `first map of ${LIBRARY_SONGS} songs: ${ms.toFixed(0)} ms [${BUDGET.mapMs}]${over(ms, BUDGET.mapMs)}\n`,
  );
  await web.close();
}

async function measure(
  path: string,
  presses: readonly Press[],
  viewport: typeof DESKTOP,
  name: string,
): Promise<void> {
  const [paints, slowest, shifts, loads, works]: number[][] = [[], [], [], [], []];
  for (let run = 0; run < RUNS; run++) {
    const web = await WebPage.blank({ viewport }, browser);
    const { page } = web;
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.addInitScript(WATCH_PRESSES);
    if (TRACES) await browser.startTracing(page, { path: join(TRACES, traceName(path, name, run)) });
    await come(web, path);
    paints!.push(await page.evaluate<number>(PAINT));
    shifts!.push(await page.evaluate<number>(LAYOUT_SHIFT));
    await pressAll(page, presses);
    slowest!.push(await page.evaluate<number>(SLOWEST_PRESS));
    if (TRACES) await browser.stopTracing();
    await web.close();
    const [load, work] = await workOf(path, presses, viewport);
    loads!.push(load);
    works!.push(work);
  }
  const cells = [
    cell(paints!, BUDGET.paintMs, 0),
    cell(slowest!, BUDGET.pressMs, 0),
    cell(shifts!, BUDGET.shift, 3),
    cell(loads!, BUDGET.paintMs, 0),
    cell(works!, BUDGET.pressMs, 0),
  ];
  console.log(`| ${path}, ${name} | ${cells.join(' | ')} |`);
}

/** Main-thread work until the page rested, and for the most expensive press: times four. */
async function workOf(
  path: string,
  presses: readonly Press[],
  viewport: typeof DESKTOP,
): Promise<readonly [load: number, press: number]> {
  const web = await WebPage.blank({ viewport }, browser);
  const session = await web.page.context().newCDPSession(web.page);
  const start = await workMs(session);
  await come(web, path);
  const load = (await workMs(session)) - start;
  let most = 0;
  await pressAll(web.page, presses, async (act) => {
    const before = await workMs(session);
    await act();
    most = Math.max(most, (await workMs(session)) - before);
  });
  await web.close();
  return [SLOWDOWN * load, SLOWDOWN * most];
}

function traceName(path: string, viewport: string, run: number): string {
  return `${`${path}-${viewport}`.replace(/\W+/g, '-').slice(1)}-${run}.json`;
}

async function come(web: WebPage, path: string): Promise<void> {
  await web.goto(server.url + path);
  await web.settled();
}

async function pressAll(
  page: Page,
  presses: readonly Press[],
  around: (act: () => Promise<void>) => Promise<void> = (act) => act(),
): Promise<void> {
  for (const act of [button(/^Switch to/), ...presses]) {
    await around(async () => {
      await act(page);
      await page.waitForTimeout(AFTER_PRESS_MS);
    });
  }
}

function cell(values: readonly number[], budget: number, digits: number): string {
  const [least, median] = [Math.min(...values), [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!];
  return `${least.toFixed(digits)}, ${median.toFixed(digits)}${over(least, budget)}`;
}

function over(value: number, budget: number): string {
  return value > budget ? ' OVER' : '';
}

/** Presses a button with a mouse that hovers before, as mice do; Playwright's own click moves it in the same press. */
function button(name: string | RegExp): Press {
  return async (page) => {
    await page.getByRole('button', { name }).first().hover();
    await page.waitForTimeout(100);
    await page.mouse.down();
    await page.mouse.up();
  };
}

function label(text: string): Press {
  return (page) => page.getByText(text, { exact: true }).first().click();
}

function press(name: string): Press {
  return (page) => page.keyboard.press(name);
}

function key(role: 'grid' | 'application' | 'slider', name: string): Press {
  return (page) => page.getByRole(role).first().press(name);
}

function type(role: 'searchbox', text: string): Press {
  return (page) => page.getByRole(role).pressSequentially(text);
}

function choose(name: string, value: string): Press {
  return async (page) => void (await page.getByRole('combobox', { name }).selectOption(value));
}
