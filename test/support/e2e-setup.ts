/** Runs before the first end-to-end test: builds what is out of date, and opens the browsers that all files share. */
import { findChromium, PAINTING_BROWSER, SHARED_BROWSER, startBrowserServer, UNPAINTED } from './browser.ts';
import { ensureUpToDate } from './up-to-date.ts';

export default async function setUp(): Promise<(() => Promise<unknown>) | undefined> {
  ensureUpToDate();
  if (!findChromium()) return;
  const [browser, painting] = await Promise.all([
    startBrowserServer(process.env.TONEARM_PICTURES ? [] : [UNPAINTED]),
    startBrowserServer(),
  ]);
  process.env[SHARED_BROWSER] = browser.wsEndpoint();
  process.env[PAINTING_BROWSER] = painting.wsEndpoint();
  return () => Promise.all([browser.close(), painting.close()]);
}
