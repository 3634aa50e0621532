/**
 * Frames of the map of 25,000 songs while it is moved and zoomed by real input, in a real browser: drawn by hand, as
 * without a graphics card, and by WebGL (here in software, unless the machine has a card): `npm run bench -- map`.
 * Frames are told as the page is told of them, and as the browser's own trace shows them drawn. A busy machine only
 * ever takes frames away: the best and the median run are printed, beside the frames of an empty page, and the
 * processor time of the page's main thread for a frame, which no other program can add to.
 */
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { graphicsCard, IS_ON_CARD } from '../test/support/in-page.ts';
import { DESKTOP, PHONE, WebPage } from '../test/support/web-page.ts';
import { sized } from './support/arguments.ts';
import { type Frames, LATE_FRAME_MS, watchFrames } from './support/frames.ts';
import { madeUpServer } from './support/made-up-server.ts';

const RUNS = sized(3, 1);
const SONGS = sized(25_000, 500);
const SECONDS = sized(3, 1);
/** Mice and fingers are read so often. */
const INPUTS_A_SECOND = 120;
const BUDGET_FPS = 60;

const PAINTERS = [
  { name: 'by hand', card: false, more: ['--disable-webgl', '--disable-software-rasterizer'] },
  { name: 'WebGL', card: true, more: ['--enable-unsafe-swiftshader'] },
] as const;
const DEVICES: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
  ['desktop', { viewport: DESKTOP }],
  ['sharp desktop', { viewport: DESKTOP, deviceScaleFactor: 2 }],
  ['phone', { viewport: PHONE, deviceScaleFactor: 3, hasTouch: true, isMobile: true }],
];

type Point = readonly [x: number, y: number];

const server = await madeUpServer(SONGS);
console.log(
  `Map of ${SONGS} songs, best and median of ${RUNS} runs of ${SECONDS} s [${BUDGET_FPS} frames a second]`,
);
console.log('| | frames a second | drawn, by the trace | longest ms | late % | main thread ms a frame |');
console.log('|---|---|---|---|---|---|');
for (const { name, card, more } of PAINTERS) {
  const browser = await openBrowser(more);
  if (!card) await emptyPage(browser);
  for (const [device, options] of DEVICES) await measure(browser, card, `${name}, ${device}`, options);
  await browser.close();
}
await server.close();

async function emptyPage(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  const run = () => traced(browser, page, session, () => page.waitForTimeout(1000 * SECONDS));
  print('an empty page', await repeated(run));
  await page.close();
}

async function measure(
  browser: Browser,
  card: boolean,
  name: string,
  options: BrowserContextOptions,
): Promise<void> {
  const web = await WebPage.blank({ reducedMotion: 'no-preference', ...options }, browser);
  const { page } = web;
  await page.addInitScript(graphicsCard(card));
  await web.goto(`${server.url}/library/map`);
  await page.getByRole('application').waitFor();
  await web.settled();
  if ((await page.evaluate(IS_ON_CARD)) !== card)
    throw new Error(`Expected the map drawn ${name}, got the other way.`);
  const session = await page.context().newCDPSession(page);
  const hand = handOf(session, Boolean(options.hasTouch));
  const box = (await page.getByRole('application').boundingBox())!;
  const middle: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const reach = Math.min(box.width, box.height) / 3;
  const watch = async (what: string, act: () => Promise<void>) =>
    print(`${name}: ${what}`, await repeated(() => traced(browser, page, session, act)));
  await watch('moved', () => hand.drag(middle, reach));
  await watch('zoomed', () => hand.zoom(middle));
  await web.close();
}

interface Run extends Frames {
  /** Frames that the browser drew, by its trace. */
  readonly drawn: number;
}

async function repeated(run: () => Promise<Run>): Promise<Run[]> {
  const runs: Run[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await run());
  return runs;
}

async function traced(
  browser: Browser,
  page: Page,
  session: CDPSession,
  act: () => Promise<unknown>,
): Promise<Run> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame'] });
  const frames = await watchFrames(page, session, act);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: { name: string }[] };
  const drawn = trace.traceEvents.filter(({ name }) => name === 'DrawFrame').length;
  return { ...frames, drawn };
}

/** A mouse, or fingers. */
function handOf(session: CDPSession, touches: boolean) {
  const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', [x, y]: Point) =>
    session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons: 1, clickCount: 1 });
  const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  return {
    /** Round and round. */
    async drag([x, y]: Point, reach: number) {
      const at = (turn: number): Point => [
        x + reach * Math.sin(2 * Math.PI * turn),
        y + (reach * (1 - Math.cos(2 * Math.PI * turn))) / 2,
      ];
      if (!touches) await mouse('mouseMoved', at(0));
      await (touches ? fingers('touchStart', [at(0)]) : mouse('mousePressed', at(0)));
      await atPace((share) =>
        touches ? fingers('touchMove', [at(2 * share)]) : mouse('mouseMoved', at(2 * share)),
      );
      await (touches ? fingers('touchEnd', []) : mouse('mouseReleased', at(0)));
    },
    /** Zooms in and out again. */
    async zoom([x, y]: Point) {
      const apart = (share: number) => 30 + 120 * Math.sin(Math.PI * share) ** 2;
      const pair = (share: number): Point[] => [
        [x - apart(share), y],
        [x + apart(share), y],
      ];
      if (touches) {
        await fingers('touchStart', pair(0));
        await atPace((share) => fingers('touchMove', pair(share)));
        await fingers('touchEnd', []);
      } else {
        await atPace((share) =>
          session.send('Input.dispatchMouseEvent', {
            type: 'mouseWheel',
            x,
            y,
            deltaX: 0,
            deltaY: share < 0.5 ? -8 : 8,
          }),
        );
      }
    },
  };
}

/** Sends events at the pace of a device, which waits for no answer. */
async function atPace(send: (share: number) => Promise<unknown>): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const started = performance.now();
  for (let i = 0; i < SECONDS * INPUTS_A_SECOND; i++) {
    const due = started + (1000 * i) / INPUTS_A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    sent.push(send(i / (SECONDS * INPUTS_A_SECOND)));
  }
  await Promise.all(sent);
}

function print(name: string, runs: readonly Run[]): void {
  const rates = runs.map(({ ms }) => (1000 * ms.length) / sum(ms));
  const cells = [
    pair(rates, 1, true),
    pair(
      runs.map(({ ms, drawn }) => (1000 * drawn) / sum(ms)),
      1,
      true,
    ),
    pair(
      runs.map(({ ms }) => Math.max(...ms)),
      0,
    ),
    pair(
      runs.map(({ ms }) => (100 * ms.filter((each) => each > LATE_FRAME_MS).length) / ms.length),
      1,
    ),
    pair(
      runs.map(({ workMs }) => workMs),
      1,
    ),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

/** The best and the median. */
function pair(values: readonly number[], digits: number, moreIsBetter = false): string {
  const sorted = [...values].sort((a, b) => (moreIsBetter ? b - a : a - b));
  return `${sorted[0]!.toFixed(digits)}, ${sorted[(sorted.length - 1) >> 1]!.toFixed(digits)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
