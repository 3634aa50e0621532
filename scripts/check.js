// `npm run check`: what CI runs: lint, types, build and tests. What tests need is made beside lint and types; the tests
// come last, so that their closing line is the last line.
import { ensureInstalled, ensureTestable, run, start } from './ready.js';

ensureInstalled();
await Promise.all([
  start('npm', ['run', '--silent', 'lint']),
  start('npm', ['run', '--silent', 'typecheck']),
  ensureTestable(),
]);
run('npm', ['test', '--silent'], { stdio: 'inherit' });
