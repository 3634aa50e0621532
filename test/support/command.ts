/** The command line as it is built, in this process: what it says does not need a start of its own. */
import type { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import { main } from './built.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Events that a command listens to until its process ends. */
const LISTENED: readonly (readonly [EventEmitter, string])[] = [
  [process.stdout, 'error'],
  [process, 'SIGINT'],
  [process, 'SIGTERM'],
];

/** Exit code and output of `tonearm ...args` in a folder. */
export async function runHere(args: readonly string[], folder: string): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const here = process.cwd();
  const listened = LISTENED.map(([emitter, event]) => emitter.listeners(event));
  for (const name of ['stdout', 'stderr'] as const)
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text;
      return true;
    });
  process.chdir(folder);
  try {
    return { code: await main(args), ...written };
  } finally {
    process.chdir(here);
    vi.restoreAllMocks();
    for (const [i, [emitter, event]] of LISTENED.entries())
      for (const listener of emitter.listeners(event))
        if (!listened[i].includes(listener)) emitter.off(event, listener as () => void);
  }
}
