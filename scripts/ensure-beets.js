// The real beets, in an environment of its own, for the tests of its plugin: made once, from PyPI. Where there is no
// Python with venv, or no PyPI, the tests are skipped and say so.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installFromDebian, succeeds } from './debian.js';
import { ROOT } from './ready.js';

const VERSION = '2.14.1';
const FOLDER = join(ROOT, 'node_modules', '.tonearm', `beets-${VERSION}`);
const PYTHON = join(FOLDER, 'bin', 'python');

if (!existsSync(join(FOLDER, 'bin', 'beet'))) {
  console.error('Installing beets for the tests (once) ...');
  if (!(makeEnvironment() && succeeds(PYTHON, '-m', 'pip', 'install', '--quiet', `beets==${VERSION}`)))
    console.error('Without beets the tests of its plugin are skipped.');
}

function makeEnvironment() {
  const make = () => succeeds('python3', '-m', 'venv', FOLDER);
  return make() || (installFromDebian('python3-venv') && make());
}
