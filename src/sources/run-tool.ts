import { spawn, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { TonearmError } from '../errors.ts';

export interface ToolOptions {
  /** Folder of the tool: working directory and home. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Output limit; a program that exceeds it is ended. */
  readonly maxOutputBytes: number;
}

const MAX_COMPLAINTS = 4000;
const MAX_REASON = 200;

/** Cause of a program's failure, for the operator's log; the error's message is for everybody. */
export class ToolFailure extends Error {}

/**
 * Runs a program without a shell, in a process group of its own that is killed as a whole by the signal. It
 * inherits nothing of our environment but the search path.
 * @returns its standard output
 * @throws source-failed with the reason that the program gave (all that it complained is in `cause`), or the signal's
 * reason.
 */
export function runTool(program: string, args: readonly string[], options: ToolOptions): Promise<string> {
  const { folder, signal, maxOutputBytes } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      detached: true,
      env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    let bytes = 0;
    let complaints = '';
    const kill = () => killGroup(child.pid);
    const fail = (reason: string, message = reasonOf(complaints, basename(program))) =>
      new TonearmError('source-failed', message, {
        cause: new ToolFailure(`${program}: ${reason}\n${complaints}`),
      });
    signal.addEventListener('abort', kill, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) kill();
      else printed.push(chunk);
    });
    child.stderr.on('data', (chunk) => {
      complaints = (complaints + chunk).slice(-MAX_COMPLAINTS);
    });
    child.once('error', (error) => reject(fail(error.message, notStarted(basename(program)))));
    child.once('close', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      // What it may have left running in its group.
      kill();
      if (signal.aborted) reject(signal.reason);
      else if (bytes > maxOutputBytes) reject(fail('too much output'));
      else if (code !== 0) reject(fail(`ended with ${code ?? killedBy}`));
      else resolve(Buffer.concat(printed).toString('utf8'));
    });
  });
}

/** Last error message of the program, on one line. */
function reasonOf(complaints: string, name: string): string {
  const reason = complaints.split('\n').findLast((line) => /^error\b/i.test(line));
  const words = reason
    ?.replace(/^error:?\s*/i, '')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  if (!words) return `${name} failed and did not say why. A newer version may help.`;
  return `${name} says: ${[...words].slice(0, MAX_REASON).join('')}`;
}

function notStarted(name: string): string {
  return `${name} cannot be started here. Who runs Tonearm should install it, or mend its path in the settings of sources.`;
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    // It has no groups; this ends the children, too.
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
