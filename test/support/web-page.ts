/** The page as a test holds it: one tab with nothing remembered, and what people do there. */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  Browser,
  BrowserContextOptions,
  CDPSession,
  ConsoleMessage,
  Locator,
  Page,
} from 'playwright-core';
import type { Prediction } from '../../src/classify/prediction.ts';
import { paintingBrowser, sharedBrowser } from './browser.ts';
import {
  axeViolations,
  FOCUSED_NAME,
  HEAR_ON_SERVER,
  SIDEWAYS_OVERFLOW,
  SMALL_TARGETS,
  TRANSITIONS_ENDED,
} from './in-page.ts';

export interface SongUpload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
/** Timeout for a busy machine. */
export const PATIENCE_MS = 60_000;
/** Folder of pictures of pages, if the environment's `TONEARM_PICTURES` asks for them; not committed. */
const PICTURES = 'test/artifacts';
/** Accessibility rules that a change of colours can break. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Download {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Tabs of this process, for reuse. */
const plainTabs: Page[] = [];

export class WebPage {
  readonly page: Page;
  /** Console errors: exceptions, breaches of the content security policy, failed requests. */
  readonly complaints: string[] = [];
  readonly #isPlain: boolean;
  #devtools: CDPSession | undefined;
  #isClosed = false;

  private constructor(page: Page, isPlain = false) {
    this.page = page;
    this.#isPlain = isPlain;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(textOf(message));
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /**
   * A tab that remembers nothing but that songs are heard on the server, whatever this machine is able to, and
   * keeps no files for later; in a browser that all tests share if none is given: for fingers, the one that paints.
   * Tabs without options are used again after they were closed: a new one costs more processor time than most pages.
   */
  static async blank(options: BrowserContextOptions = {}, browser?: Browser): Promise<WebPage> {
    const isPlain = !browser && Object.keys(options).length === 0;
    const kept = isPlain ? plainTabs.pop() : undefined;
    if (kept) return new WebPage(kept, true);
    const sharedOne = options.hasTouch ? paintingBrowser : sharedBrowser;
    const context = await (browser ?? (await sharedOne())).newContext({
      viewport: DESKTOP,
      // Animations cost a busy machine more than everything else on a page.
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
      ...options,
    });
    await context.addInitScript(HEAR_ON_SERVER);
    context.setDefaultTimeout(PATIENCE_MS);
    return new WebPage(await context.newPage(), isPlain);
  }

  /** A new tab at an address, once it has its heading. */
  static async open(url: string, options: BrowserContextOptions = {}, browser?: Browser): Promise<WebPage> {
    const web = await WebPage.blank(options, browser);
    await web.goto(url);
    return web;
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url);
    // The static document has a heading too, so the page's own is awaited.
    await this.page.locator('main:not([aria-busy=true]) h1').first().waitFor();
  }

  /** Complaints that are not about requests: exceptions and breaches of the content security policy. */
  get faults(): string[] {
    return this.complaints.filter((text) => !text.startsWith('Failed to load resource'));
  }

  /** The page leaves nothing behind: what it kept, what was asked of its tab, and what it opened. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { page } = this;
    const context = page.context();
    if (!this.#isPlain || page.isClosed()) return context.close();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.removeAllListeners();
    for (const other of context.pages()) if (other !== page) await other.close();
    await context.setOffline(false);
    await this.hold('desktop');
    const { origin } = new URL(page.url());
    // A document of the same origin keeps the same process; it fails to load once its server has ended.
    await page.goto(`${origin}/api/none`).catch(() => undefined);
    await page.evaluate('sessionStorage.clear()').catch(() => undefined);
    await this.#devtools!.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await page.emulateMedia({ colorScheme: null });
    await this.#devtools!.detach();
    plainTabs.push(page);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** Chooses files by the first file input. @param songs paths, or content. */
  async choose(songs: SongUpload[] | string | string[]): Promise<void> {
    await this.page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(songs);
  }

  chooseEngine(engine: 'On this server' | 'In this browser'): Promise<void> {
    return this.page.getByText(engine, { exact: true }).first().click();
  }

  /** The open button of a song in the list. */
  row(name: string): Locator {
    return this.page.locator('aside li').filter({ hasText: name }).getByRole('button').first();
  }

  /** Text of each song in the list. */
  states(): Promise<string[]> {
    return this.page.locator('aside li').allInnerTexts();
  }

  /** Waits until the selected song has its answer. */
  async answered(timeoutMs = 60_000): Promise<void> {
    await this.button('Download JSON').waitFor({ timeout: timeoutMs });
  }

  /** The selected song's answer, as the page gives it away. */
  async answer(): Promise<Prediction & { file: string }> {
    const { bytes } = await this.download(this.button('Download JSON'));
    return JSON.parse(bytes.toString());
  }

  /** The answer of a song on the list. */
  async answerOf(name: string): Promise<Prediction> {
    await this.row(name).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
    return this.answer();
  }

  /** Download started by a click. */
  async download(control: Locator): Promise<Download> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), control.click()]);
    const parts = await (await file.createReadStream()).toArray();
    return { name: file.suggestedFilename(), bytes: Buffer.concat(parts) };
  }

  /** Violations found by axe, contrast included, a line each. */
  async axe(rules?: readonly string[]): Promise<string[]> {
    // The debugger evaluates this, so that no content security policy stops it.
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(AXE);
    return this.page.evaluate<string[]>(axeViolations(rules));
  }

  /** Pixels by which the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>(SIDEWAYS_OVERFLOW);
  }

  /** Touch targets that are too small, a line each. */
  smallTargets(): Promise<string[]> {
    return this.page.evaluate<string[]>(SMALL_TARGETS);
  }

  /** The name of what has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate<string>(FOCUSED_NAME);
  }

  /** Waits until nothing is being fetched or computed that will change the page. */
  async settled(): Promise<void> {
    await this.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }

  /** Switches between light and dark without a reload, and waits for the colours. */
  async wear(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await this.page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
    await this.page.evaluate(TRANSITIONS_ENDED);
  }

  /** Switches between desktop (mouse) and phone (touch), with its width, without a reload. */
  async hold(device: 'desktop' | 'phone'): Promise<void> {
    const phone = device === 'phone';
    this.#devtools ??= await this.page.context().newCDPSession(this.page);
    await this.#devtools.send('Emulation.setTouchEmulationEnabled', { enabled: phone });
    await this.page.setViewportSize(phone ? PHONE : DESKTOP);
  }

  /**
   * Barriers of the page on a desktop and on a phone, whose targets must fit a finger. Colours are the same
   * on both: dark is checked once. Leaves the page on a desktop.
   */
  async barriersOnAllDevices(name: string): Promise<string[]> {
    await this.hold('phone');
    const onPhone = [...(await this.smallTargets()), ...(await this.barriers(['light']))];
    await this.pictures(`${name}-phone`);
    await this.hold('desktop');
    const onDesktop = await this.barriers();
    await this.pictures(`${name}-desktop`);
    return [
      ...onPhone.map((barrier) => `phone: ${barrier}`),
      ...onDesktop.map((barrier) => `desktop: ${barrier}`),
    ];
  }

  /** Barriers of the page in light and in dark: violations found by axe, and content wider than the window. */
  async barriers(schemes: readonly ('light' | 'dark')[] = ['light', 'dark']): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of schemes) {
      const rules = colorScheme === schemes[0] ? undefined : COLOUR_RULES;
      await this.wear(colorScheme);
      const overflow = await this.overflow();
      if (overflow > 0) found.push(`${colorScheme}: ${overflow} pixels wider than the window`);
      found.push(...(await this.axe(rules)).map((violation) => `${colorScheme}: ${violation}`));
    }
    return found;
  }

  /** Keeps pictures of the page, light and dark, to be looked at. */
  async pictures(name: string, fullPage = true): Promise<void> {
    if (!process.env.TONEARM_PICTURES) return;
    const file = name.replace(/\W+/g, '-').replace(/^-/, '');
    await mkdir(PICTURES, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.wear(colorScheme);
      await this.page.screenshot({ fullPage, path: join(PICTURES, `${file}-${colorScheme}.png`) });
    }
  }
}

/** Text of a message, with its address if it is about one: the text alone would not say what could not be loaded. */
function textOf(message: ConsoleMessage): string {
  const { url } = message.location();
  return message.text().startsWith('Failed to load resource') ? `${message.text()} ${url}` : message.text();
}
