/** Builds what is out of date, once for all of a run, whatever happens to the sources meanwhile. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/tonearm.js', import.meta.url));

export function ensureUpToDate(): void {
  if (process.env.TONEARM_BUILT) return;
  // In a checkout, any command builds first if sources are newer.
  execFileSync(process.execPath, [BIN, '--version'], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.env.TONEARM_BUILT = 'yes';
}
