/** Finds a Chromium on this machine and opens it for a test. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

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
 * Path of a Chromium: the environment's `TONEARM_CHROMIUM`, the system's, or the one that Playwright installed.
 * Undefined where there is none.
 */
export function findChromium(): string | undefined {
  const candidates = [process.env.TONEARM_CHROMIUM, ...KNOWN_PLACES, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path));
}

/** A headless browser with an empty profile; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('Expected a Chromium, got none: run `node scripts/ensure-browser.js`.');
  }
  return chromium.launch({ executablePath, args: ARGUMENTS, headless: true });
}
