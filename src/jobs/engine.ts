/** Options of the JavaScript engine in workers. */
import { setFlagsFromString } from 'node:v8';

/** Limit of the JavaScript heap in megabytes; decoded sound lives outside it. On Linux a pool limits all memory. */
const HEAP_MEGABYTES = 768;

/**
 * Options that a worker starts with. Under most others the engine refuses Node's own modules as they come compiled, so
 * that the process and each of its threads compile them anew, for 15 ms.
 */
export const START_OPTIONS: readonly string[] = [
  // There are as many workers as cores, and collecting garbage in threads beside them takes a tenth more of all.
  '--single-threaded-gc',
  ...(process.platform === 'linux' ? [] : [`--max-old-space-size=${HEAP_MEGABYTES}`]),
];

const STEADY_OPTIONS = [
  // Short pauses are nobody's need here, and marking by small steps, begun anew with every buffer, costs a tenth.
  '--no-incremental-marking',
  // Node 20 compiles what has hardly run, and again when it turns out otherwise: a fifth of a scan. Later ones do not
  // know the option, and have a compiler between.
  ...(process.versions.node.startsWith('20.') ? ['--interrupt-budget=540000'] : []),
];

let isSteady = false;

/** Sets the options for long work, once. Until the first answer a core is idle, on which all is compiled at once. */
export function settleEngine(): void {
  if (isSteady) return;
  isSteady = true;
  STEADY_OPTIONS.forEach((option) => void setFlagsFromString(option));
}
