/** Finds a Chromium on this machine and opens it, or joins the one that all test files share. */
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

/** Environment variable with the address of the shared browser. */
export const SHARED_BROWSER = 'TONEARM_TEST_BROWSER';

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

/** The browser that all files of a run share; outside of a run, one for this process. */
export function sharedBrowser(): Promise<Browser> {
  const address = process.env[SHARED_BROWSER];
  shared ??= address ? chromium.connect(address) : openBrowser();
  return shared;
}

/** A headless browser with an empty profile; the caller closes it. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch(launchOptions(more));
}

/** A browser that other processes may join, the cheapest that is here; the caller closes it. */
export function startBrowserServer(): Promise<BrowserServer> {
  const shell = process.env.TONEARM_CHROMIUM ? undefined : onThePath(SHELL).find(existsSync);
  return chromium.launchServer(launchOptions([], shell));
}

function launchOptions(more: readonly string[], executablePath = findChromium()): LaunchOptions {
  if (!executablePath) {
    throw new Error('Expected a Chromium, got none: run `node scripts/ensure-browser.js`.');
  }
  return { executablePath, args: [...ARGUMENTS, ...more], headless: true };
}
