// Every project: all of it with Node's types, the core with none (the isomorphic proof), the page with the DOM's, its
// tests with both, its service worker with a worker's.
import { ensureInstalled, run, tool } from './ready.js';

await ensureInstalled();
// Several checkers look at much of the types each for itself.
for (const project of [
  'tsconfig.json',
  'tsconfig.core.json',
  'web/tsconfig.json',
  'web/tsconfig.test.json',
  'web/offline/tsconfig.json',
])
  run(tool('tsc'), ['-p', project, '--checkers', '1']);
