/** Finds a Chromium on this machine and opens it, or joins those that all test files share. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core';

/** Chromium without the windows that nobody sees: two thirds of the processor time, and no microphone. */
const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Environment variables with the addresses of the browsers that all test files share. */
export const SHARED_BROWSER = 'TONEARM_TEST_BROWSER';
export const PAINTING_BROWSER = 'TONEARM_TEST_PAINTING_BROWSER';

/** Quiet, and nothing to say to the network: these tests are about our own server. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Nothing is painted: tests ask the document, and painting is a fifth of what they cost. Fingers need what is painted.
 * The other settings are Playwright's own, which these replace.
 */
export const UNPAINTED =
  '--blink-settings=acceleratedCompositingEnabled=false,primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4';

/**
 * Path of a Chromium: the environment's `TONEARM_CHROMIUM`, one on the path or in a
 * usual place, or the one that Playwright installed.
 * Undefined where there is none.
 */
export function findChromium(): string | undefined {
  const onPath = NAMES.flatMap(onThePath);
  const candidates = [process.env.TONEARM_CHROMIUM, ...onPath, ...PLACES, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path));
}

function onThePath(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}

let shared: Promise<Browser> | undefined;
let painting: Promise<Browser> | undefined;

/** The browser that all files of a run share, which paints nothing; outside of a run, one for this process. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= joinBrowser(SHARED_BROWSER);
  return shared;
}

/** The browser of a run for what is seen and what fingers do. */
export function paintingBrowser(): Promise<Browser> {
  painting ??= joinBrowser(PAINTING_BROWSER);
  return painting;
}

function joinBrowser(variable: string): Promise<Browser> {
  const address = process.env[variable];
  return address ? chromium.connect(address) : openBrowser();
}

/** A headless browser with an empty profile; the caller closes it. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch(launchOptions(more));
}

/** A browser that other processes may join, the cheapest that is here; the caller closes it. */
export function startBrowserServer(more: readonly string[] = []): Promise<BrowserServer> {
  const shell = process.env.TONEARM_CHROMIUM ? undefined : onThePath(SHELL).find(existsSync);
  return chromium.launchServer(launchOptions(more, shell));
}

function launchOptions(more: readonly string[], executablePath = findChromium()): LaunchOptions {
  if (!executablePath) {
    throw new Error('Expected a Chromium, got none: run `node scripts/ensure-browser.js`.');
  }
  return { executablePath, args: [...ARGUMENTS, ...more], headless: true };
}
