// Installs from Debian, where that is possible, the tools of the system that tests use: strace sees what the native
// code of a dependency does, nginx is the proxy before the server, examples are in Python and for curl, and mpd is played
// to. Servers of a PostgreSQL lie in folders of their versions. A test whose tool is missing is skipped and says so.
import { existsSync } from 'node:fs';
import { installFromDebian, isInstalled } from './debian.js';

const TOOLS = [
  { program: 'strace', package: 'strace' },
  { program: 'nginx', package: 'nginx-light' },
  { program: 'python3', package: 'python3' },
  { program: 'curl', package: 'curl' },
  { program: 'mpd', package: 'mpd' },
  { program: 'initdb', package: 'postgresql', folder: '/usr/lib/postgresql' },
];

for (const tool of TOOLS.filter(
  ({ program, folder }) => !isInstalled(program) && !existsSync(folder ?? ''),
)) {
  console.error(`Installing ${tool.program} for the tests (once) ...`);
  if (!installFromDebian(tool.package)) console.error(`Without ${tool.program} some tests are skipped.`);
}
