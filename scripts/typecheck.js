// Every project: all of it with Node's types, the core with none (the isomorphic proof), the page with the DOM's, its
// tests with both, its service worker with a worker's.
import { ensureInstalled, run, tool } from './ready.js';

await ensureInstalled();
for (const project of [
  'tsconfig.json',
  'tsconfig.core.json',
  'web/tsconfig.json',
  'web/tsconfig.test.json',
  'web/offline/tsconfig.json',
])
  run(tool('tsc'), ['-p', project]);
