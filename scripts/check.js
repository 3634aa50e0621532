// `npm run check`: what CI runs: lint, types, build; then all tests, and beside them each bench on next to nothing and a
// part of the tests on other versions of Node, which say something only where they fail: the closing line is the tests'.
import { spawn } from 'node:child_process';
import { ensureInstalled, ensureTestable, ROOT, start } from './ready.js';

const testable = ensureTestable();
await ensureInstalled();
await Promise.all([
  start('npm', ['run', '--silent', 'lint']),
  start('npm', ['run', '--silent', 'typecheck']),
  testable,
]);
const beside = [['scripts/bench.js', '--smoke'], ['scripts/node-versions.js']].map(succeedsQuietly);
await start('npm', ['test', '--silent'], { stdio: 'inherit' });
if ((await Promise.all(beside)).includes(false)) process.exit(1);

/** Whether a script ends well; what it printed is shown where it does not. */
function succeedsQuietly(args) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (code !== 0) console.error(`${args.join(' ')} failed:\n${Buffer.concat(printed)}`);
      resolve(code === 0);
    });
  });
}
