// The real beets, and clients and a server of Subsonic, from PyPI, in an environment of their own, for the tests that meet
// them: made once. Where there is no Python with venv, or no PyPI, those tests are skipped and say so.
import { join } from 'node:path';
import { installFromDebian, succeeds } from './debian.js';
import { ROOT } from './ready.js';

const FOLDER = join(ROOT, '.tools', 'pypi');
const PYTHON = join(FOLDER, 'bin', 'python');
const PACKAGES = ['beets==2.14.1', 'py-opensonic==10.4.1', 'py-sonic==1.2.0', 'supysonic==0.7.9'];
const INSTALL = ['install', '--quiet', '--no-compile', ...PACKAGES];

if (!succeeds(PYTHON, '-c', 'import beets, libopensonic, libsonic, supysonic')) {
  console.error('Installing beets, clients and a server of Subsonic for the tests (once) ...');
  if (!(installBySystem() || installByItself()))
    console.error('Without them the tests that meet them are skipped.');
}

/** Installs with the system's pip, which takes a third of the time of a new one. */
function installBySystem() {
  return (
    succeeds('python3', '-m', 'venv', '--without-pip', FOLDER) &&
    succeeds('python3', '-m', 'pip', '--python', PYTHON, ...INSTALL)
  );
}

function installByItself() {
  const make = () => succeeds('python3', '-m', 'venv', FOLDER);
  return (
    (make() || (installFromDebian('python3-venv') && make())) && succeeds(PYTHON, '-m', 'pip', ...INSTALL)
  );
}
