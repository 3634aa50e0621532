/** The package as npm makes it, installed into an empty folder as a stranger would. */
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** npm settings of this repository alone, which reach a child by the environment if npm runs the tests. */
const OWN_SETTINGS = /^npm_(config_(ignore_scripts|omit_lockfile|local_prefix|prefix)|lifecycle|package)/i;

export interface InstallOptions {
  /** The words that start npm. */
  readonly npm?: readonly [string, ...string[]];
  readonly runScripts?: boolean;
}

/** Outcome of a command. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

/** Packs what is built, and returns the path of the tarball. */
export function packInto(folder: string): string {
  const { output } = run(['npm', 'pack', '--silent', '--pack-destination', folder], ROOT);
  return join(folder, output.trim().split('\n').at(-1)!);
}

export function installInto(
  folder: string,
  tarball: string,
  { npm = ['npm'], runScripts = true }: InstallOptions = {},
): CommandResult {
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', `--ignore-scripts=${!runScripts}`];
  return run([...npm, 'install', ...flags, tarball], folder);
}

/** Bytes of all files below a folder; links are not followed. */
export function sizeOf(path: string): number {
  const stat = lstatSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

export function run([command, ...args]: readonly string[], cwd: string): CommandResult {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name)));
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { code: status, output: `${stdout}${stderr}` };
}
