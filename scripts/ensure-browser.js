// Makes sure that the browser tests find a Chromium: the one that is here, else Debian's, else Playwright's own.
// Plain JavaScript with Node's own modules alone, because it runs before anything else.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
  if (!installFromDebian()) installFromPlaywright();
  if (!(await hasBrowser())) {
    console.error(
      'Expected a Chromium for the browser tests, got none and could install none. Install Chromium or Chrome, ' +
        'or set TONEARM_CHROMIUM to the path of one.',
    );
    process.exit(1);
  }
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

/** True when apt-get could install it. Asks for no password. */
function installFromDebian() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return false;
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => succeeds(...asRoot, 'apt-get', ...args);
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  return install() || (apt('update') && install());
}

function installFromPlaywright() {
  return succeeds(process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium');
}

/** Runs a command with its output on stderr: what the tests print must stay their own. */
function succeeds(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0;
}
