/** Work that goes on until a signal ends the program. */
import { setTimeout as pause } from 'node:timers/promises';
import { endingSignals } from '../server/start.ts';

/** Signal that is aborted when the system asks the program to end. */
export function endSignal(): AbortSignal {
  const ended = new AbortController();
  for (const signal of endingSignals(process.platform)) process.once(signal, () => ended.abort());
  return ended.signal;
}

/** Waits for so long, or until the program ends. */
export async function sleepUnlessAborted(ended: AbortSignal, milliseconds: number): Promise<void> {
  await pause(milliseconds, undefined, { signal: ended }).catch(() => undefined);
}
