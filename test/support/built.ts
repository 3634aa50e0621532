/** The program as it is built, run in this process: its workers start in a third of the time that sources take. */
import { ensureUpToDate } from './up-to-date.ts';

type App = typeof import('../../src/server/app.ts');
type Main = typeof import('../../src/cli/main.ts');
type Start = typeof import('../../src/server/start.ts');
type Scan = typeof import('../../src/library/scan/scan.ts');
type Watch = typeof import('../../src/library/scan/watch.ts');

const DIST = new URL('../../dist/', import.meta.url).href;

ensureUpToDate();
export const { createApp }: App = await import(/* @vite-ignore */ `${DIST}server/app.js`);
export const { main }: Main = await import(/* @vite-ignore */ `${DIST}cli/main.js`);
export const { startServer }: Start = await import(/* @vite-ignore */ `${DIST}server/start.js`);
export const { scan }: Scan = await import(/* @vite-ignore */ `${DIST}library/scan/scan.js`);
export const { watch }: Watch = await import(/* @vite-ignore */ `${DIST}library/scan/watch.js`);
