/** The command line as it is built, in this process: what it says does not need a start of its own. */
import { vi } from 'vitest';
import { main } from './built.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit code and output of `tonearm ...args` in a folder. */
export async function runHere(args: readonly string[], folder: string): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const here = process.cwd();
  const listeners = process.stdout.listeners('error');
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
    for (const listener of process.stdout.listeners('error'))
      if (!listeners.includes(listener)) process.stdout.off('error', listener as () => void);
  }
}
