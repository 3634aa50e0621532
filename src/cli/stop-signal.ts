import { setMaxListeners } from 'node:events';
import { TonearmError } from '../errors.ts';

/** Signal that Ctrl-C aborts; a second Ctrl-C ends the process as usual. */
export function stopSignal(kept = 'What was done so far'): AbortSignal {
  const controller = new AbortController();
  // Every song under way listens to it.
  setMaxListeners(0, controller.signal);
  const message = `Stopped. ${kept} is kept: the same command goes on from there.`;
  const stop = () => controller.abort(new TonearmError('cancelled', message));
  // The second is of init systems and containers.
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, stop);
  return controller.signal;
}
