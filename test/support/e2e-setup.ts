/** Runs before the first end-to-end test: builds what is out of date, and opens the browser that all files share. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium, SHARED_BROWSER, startBrowserServer } from './browser.ts';

const BIN = fileURLToPath(new URL('../../bin/tonearm.js', import.meta.url));

export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  // In a checkout, the command builds before it answers.
  execFileSync(process.execPath, [BIN, '--version'], { stdio: ['ignore', 'ignore', 'inherit'] });
  // One build for all of the run, whatever happens to the sources meanwhile.
  process.env.TONEARM_BUILT = 'yes';
  if (!findChromium()) return;
  const browser = await startBrowserServer();
  process.env[SHARED_BROWSER] = browser.wsEndpoint();
  return () => browser.close();
}
