/** The program as it is built, run in this process: its workers start in a third of the time that sources take. */
import { ensureUpToDate } from './up-to-date.ts';

type Collection = typeof import('../../src/train/data/collection.ts');
type App = typeof import('../../src/server/app.ts');
type Main = typeof import('../../src/cli/main.ts');
type Start = typeof import('../../src/server/start.ts');
type Scan = typeof import('../../src/library/scan/scan.ts');
type Trial = typeof import('../../src/jobs/model-trial/try-model.ts');
type Watch = typeof import('../../src/library/scan/watch.ts');

const DIST = new URL('../../dist/', import.meta.url).href;

ensureUpToDate();
export const { createApp }: App = await import(/* @vite-ignore */ `${DIST}server/app.js`);
export const { main }: Main = await import(/* @vite-ignore */ `${DIST}cli/main.js`);
export const { prepareCollection }: Collection = await import(
  /* @vite-ignore */ `${DIST}train/data/collection.js`
);
export const { startServer }: Start = await import(/* @vite-ignore */ `${DIST}server/start.js`);
export const { scan }: Scan = await import(/* @vite-ignore */ `${DIST}library/scan/scan.js`);
export const { tryModel }: Trial = await import(/* @vite-ignore */ `${DIST}jobs/model-trial/try-model.js`);
export const { watch }: Watch = await import(/* @vite-ignore */ `${DIST}library/scan/watch.js`);
