// Makes a checkout ready: installs and builds only what is missing or out of date. Plain JavaScript with
// Node's own modules alone, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
// The compiler is written in Go; collecting garbage less often saves a quarter of its processor time.
process.env.GOGC ??= '1000';
const STAMPS = join(ROOT, 'node_modules', '.tonearm');
const BUILD_INPUTS = [
  'src',
  'web',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
  'licenses',
];

let installed;

/** Installs the locked dependencies where npm's own record of them is missing or older than the lock file. */
export function ensureInstalled() {
  installed ??= install();
  return installed;
}

async function install() {
  const recorded = timeOf('node_modules/.package-lock.json');
  if (recorded !== undefined && recorded >= timeOf('package-lock.json')) return;
  console.error('Installing dependencies (once) ...');
  await start('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Builds `dist/` when it is missing or older than its sources, unless tests that built it are running. */
export async function ensureBuilt() {
  if (process.env.TONEARM_BUILT) return;
  await ensureInstalled();
  const inputs = fingerprint(BUILD_INPUTS);
  if (readStamp('build') === inputs && existsSync(join(ROOT, 'dist/cli/main.js'))) return;
  console.error('Building ...');
  await start(process.execPath, ['scripts/build.js'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Ensures all that tests need: dependencies, `dist/`, a browser, tools of the system, and programs that they meet. */
export async function ensureTestable() {
  await Promise.all([ensureBuilt(), ensureTools()]);
}

/** One after the other: Debian installs one thing at a time. The browser last: it asks a dependency. */
async function ensureTools() {
  for (const name of ['tools', 'pypi']) await start(process.execPath, [`scripts/ensure-${name}.js`]);
  await ensureInstalled();
  await start(process.execPath, ['scripts/ensure-browser.js']);
}

/** Builds `dist/`: the library, the server and the command line (tsc, some modules bundled), and the page (vite). */
export async function build() {
  const inputs = fingerprint(BUILD_INPUTS);
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  await Promise.all([
    // `npm run typecheck` checks types, so that a start need not wait for it.
    start(tool('tsc'), ['-p', 'tsconfig.build.json', '--noCheck']),
    // Tests set NODE_ENV, with which the page would get React's development build.
    start(tool('vite'), ['build', '--logLevel', 'warn'], { env: { ...process.env, NODE_ENV: 'production' } }),
  ]);
  await start(process.execPath, ['scripts/bundle.js']);
  for (const script of ['notices', 'config-schema']) await start(process.execPath, [`scripts/${script}.js`]);
  writeStamp('build', inputs);
}

/** Runs a command in the project's root; ends this process with its status when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { ...optionsFor(command), ...options });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/** Like `run`, beside others: resolves when the command has ended well. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { ...optionsFor(command), ...options });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

/** Options of a child, whose output goes to the standard error, so that this process' own output stays clean. */
function optionsFor(command) {
  const shell = process.platform === 'win32' && command !== process.execPath;
  return { cwd: ROOT, stdio: ['inherit', 2, 'inherit'], shell };
}

/** Path of a tool that a dependency brought. */
export function tool(name) {
  return join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** Hash of the names, sizes and times of all files below `paths`: cheap, and changes when a file does. */
function fingerprint(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${name}`);
    } else if (!/\.test\.ts$/.test(path)) {
      hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

function timeOf(path) {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs;
}

/** Value stored in this checkout under a name; empty without one. */
export function readStamp(name) {
  const file = join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Notes a text in this checkout's installed dependencies: it goes when they go. */
export function writeStamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(join(STAMPS, name), value);
}
