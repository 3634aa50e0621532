/** The command line in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** Error message in one line; undefined without an error. */
  complaint(): string | undefined;
  /** Number of lines on standard error that match. */
  times(words: RegExp): number;
  /** Waits until it says so on standard error. */
  hasSaid(words: RegExp): Promise<void>;
}

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');

export function runTonearm(cwd: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const ended = once(child, 'close').then(() => {});
  return {
    child,
    ended,
    complaint: () => /^tonearm: (.*)/m.exec(said)?.[1],
    times: (words) => said.match(words)?.length ?? 0,
    async hasSaid(words) {
      while (!words.test(said) && child.exitCode === null) await pause(100);
    },
  };
}
