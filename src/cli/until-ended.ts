/** Work that goes on until the system asks this program to end. */
import { setTimeout as pause } from 'node:timers/promises';
import { endingSignals } from '../server/start.ts';

/** Aborted when the system asks. */
export function untilEnded(): AbortSignal {
  const ended = new AbortController();
  for (const signal of endingSignals(process.platform)) process.once(signal, () => ended.abort());
  return ended.signal;
}

/** Waits so long, or until it is ended. */
export async function restUntil(ended: AbortSignal, milliseconds: number): Promise<void> {
  await pause(milliseconds, undefined, { signal: ended }).catch(() => undefined);
}
