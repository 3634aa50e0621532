import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartOptions } from '../../src/server/start.ts';

const SERVE = fileURLToPath(new URL('./serve.js', import.meta.url));

/** The built server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Sends the signal and waits for the end; the exit code, null where the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * @param preload a module that runs before the server.
 * @param cwd where it runs; default: here.
 */
export async function spawnServer(
  options: StartOptions,
  preload: readonly string[] = [],
  cwd?: string,
): Promise<ServerProcess> {
  const imports = preload.flatMap((name) => ['--import', name]);
  const child = spawn(process.execPath, [...imports, SERVE, JSON.stringify({ port: 0, ...options })], {
    stdio: ['ignore', 'pipe', 'ignore'],
    cwd,
  });
  const [line] = await Promise.race([once(child.stdout, 'data'), failedStart(child)]);
  const url = /http:\S+/.exec(String(line))![0];
  return { url, pid: child.pid!, end: (signal) => end(child, signal) };
}

/** Process ids of the children of a process. Linux. */
export function childrenOf(pid: number): number[] {
  const files = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/children`);
  return files.flatMap((file) => textOf(file).trim().split(' ').filter(Boolean).map(Number));
}

/** Text of a file; empty if its thread has ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Megabytes of resident memory of a process. Linux. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
  return Number(kilobytes) / 1000;
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Paths of all that lies in the folders of uploads under `parent`; the folders themselves are not counted. */
export async function filesIn(parent: string): Promise<string[]> {
  const folders = await readdir(parent);
  const files = folders.map(async (folder) =>
    (await readdir(join(parent, folder))).map((file) => join(folder, file)),
  );
  return (await Promise.all(files)).flat();
}

export async function failedStart(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`Expected a server, got exit code ${code}.`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code] = await gone;
  return code;
}
