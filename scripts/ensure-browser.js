// Makes sure that the browser tests find a Chromium: the one that is here, else Debian's, else Playwright's own; and
// Debian's without windows beside it, where it can be had, which takes two thirds of the processor time.
// Plain JavaScript with Node's own modules alone, because it runs before anything else.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian, isInstalled, succeeds } from './debian.js';
import { readStamp, writeStamp } from './ready.js';

const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

if (!(await hasBrowser())) {
  console.error('Installing a browser for the tests (once) ...');
  if (!installFromDebian('chromium')) installFromPlaywright();
  if (!(await hasBrowser())) {
    console.error(
      'Expected a Chromium for the browser tests, got none and could install none. Install Chromium or Chrome, ' +
        'or set TONEARM_CHROMIUM to the path of one.',
    );
    process.exit(1);
  }
}
if (!process.env.TONEARM_CHROMIUM && !isInstalled(SHELL) && !readStamp(SHELL)) {
  console.error('Installing a browser without windows for the tests (once) ...');
  writeStamp(SHELL, String(installFromDebian(SHELL)));
}

async function hasBrowser() {
  const given = process.env.TONEARM_CHROMIUM;
  if (given) return existsSync(given);
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  return candidates.some((path) => existsSync(path)) || existsSync(await playwrightPath());
}

async function playwrightPath() {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function installFromPlaywright() {
  return succeeds(process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium');
}
