// `npm run check`: what CI runs: lint, types, build, a part of the tests on other versions of Node, each bench on next
// to nothing, and all tests. What needs no build is done beside it, and what tests need is fetched meanwhile; all tests
// come last, so that their closing line is the last line.
import { ensureInstalled, ensureTestable, run, start } from './ready.js';

ensureInstalled();
await Promise.all([
  start('npm', ['run', '--silent', 'lint']),
  start('npm', ['run', '--silent', 'typecheck']),
  ensureTestable(),
  start(process.execPath, ['scripts/node-versions.js']),
]);
run(process.execPath, ['scripts/bench.js', '--smoke'], { stdio: 'inherit' });
run('npm', ['test', '--silent'], { stdio: 'inherit' });
