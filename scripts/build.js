// dist/: the library, the server and the command line (tsc), and the page (vite).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run, tool } from './ready.js';

ensureInstalled();
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
run(tool('tsc'), ['-p', 'tsconfig.build.json']);
run(tool('vite'), ['build', '--logLevel', 'warn']);
