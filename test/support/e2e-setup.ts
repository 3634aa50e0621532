/** Runs before the first end-to-end test: builds what is out of date, and opens the browser that all files share. */
import { findChromium, SHARED_BROWSER, startBrowserServer } from './browser.ts';
import { ensureUpToDate } from './up-to-date.ts';

export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  ensureUpToDate();
  if (!findChromium()) return;
  const browser = await startBrowserServer();
  process.env[SHARED_BROWSER] = browser.wsEndpoint();
  return () => browser.close();
}
