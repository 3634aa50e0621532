/** Entry of the process that tries inputs: it may hang, grow or die. */
import { hostTasks } from '../../src/jobs/worker-host.ts';
import { inputOf } from './inputs.ts';
import { Random } from './random.ts';
import { sendRequest } from './requests.ts';
import { TARGETS } from './targets.ts';

export interface Attempt {
  readonly target: string;
  readonly seed: number;
}

/** Tells what is wrong; null where nothing is. */
hostTasks<Attempt, string | null, never>(async ({ target, seed }) => {
  try {
    if (target === 'http') await sendRequest(new Random(seed));
    else await TARGETS[target](inputOf(target, seed));
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
});
