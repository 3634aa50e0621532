// `npm run check`: what CI runs: lint, types, build, a part of the tests on other versions of Node, each bench on next
// to nothing, and all tests. What can be is done side by side, while what tests need is fetched; all tests
// come last, so that their closing line is the last line.
import { ensureInstalled, ensureTestable, run, start } from './ready.js';

ensureInstalled();
await Promise.all([
  start('npm', ['run', '--silent', 'lint']),
  start('npm', ['run', '--silent', 'typecheck']),
  ensureTestable().then(() => start(process.execPath, ['scripts/bench.js', '--smoke'])),
  start(process.execPath, ['scripts/node-versions.js']),
]);
run('npm', ['test', '--silent'], { stdio: 'inherit' });
