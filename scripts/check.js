// `npm run check`: what CI runs: lint, types, build and tests. The tests build what they need and come last,
// so that their closing line is the last line.
import { ensureInstalled, run } from './ready.js';

ensureInstalled();
run('npm', ['run', '--silent', 'lint']);
run('npm', ['run', '--silent', 'typecheck']);
run('npm', ['test', '--silent'], { stdio: 'inherit' });
