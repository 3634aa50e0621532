/** The page as a test holds it: one tab with nothing remembered, and what people do there. */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { Prediction } from '../../src/classify/prediction.ts';
import { AXE_VIOLATIONS } from './in-page.ts';

export interface SongUpload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
/** For a busy machine. */
export const PATIENCE_MS = 60_000;
/** Where pictures of pages are kept; not committed. */
const PICTURES = 'test/artifacts';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export class WebPage {
  readonly page: Page;
  /** Errors of the page, and breaches of its content security policy. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** @throws where the page was not built. */
  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WebPage> {
    if (!existsSync('dist/web/index.html'))
      throw new Error('Expected a built page: run `npm run build` first.');
    const context = await browser.newContext({ viewport: DESKTOP, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const opened = new WebPage(await context.newPage());
    await opened.page.goto(url);
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    return opened;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** Through the first button of all. @param songs paths, or content. */
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

  /** What the list says of each song. */
  states(): Promise<string[]> {
    return this.page.locator('aside li').allInnerTexts();
  }

  /** Until the selected song has its answer. */
  async answered(timeoutMs = 60_000): Promise<void> {
    await this.button('Download JSON').waitFor({ timeout: timeoutMs });
  }

  /** The selected song's answer, as the page gives it away. */
  async answer(): Promise<Prediction & { file: string }> {
    const waiting = this.page.waitForEvent('download');
    await this.button('Download JSON').click();
    return JSON.parse(await readFile(await (await waiting).path(), 'utf8'));
  }

  /** What axe finds wrong, contrast included, a line each. */
  async axe(): Promise<string[]> {
    // Evaluated by the browser's own debugger, which no content security policy stops.
    await this.page.evaluate(await readFile(AXE, 'utf8'));
    return this.page.evaluate<string[]>(AXE_VIOLATIONS);
  }

  /** Until nothing is being fetched or computed that will change the page. */
  async settled(): Promise<void> {
    await this.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }

  async picture(name: string): Promise<void> {
    await mkdir(PICTURES, { recursive: true });
    const file = name.replace(/\W+/g, '-').replace(/^-/, '');
    await this.page.screenshot({ path: join(PICTURES, `${file}.png`), fullPage: true });
  }
}
