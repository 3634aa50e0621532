// `npm start`: install if needed, build if needed, then open the app.
import { spawn } from 'node:child_process';
import { ensureBuilt, ROOT } from './ready.js';

await ensureBuilt();
const server = spawn(process.execPath, ['bin/tonearm.js', 'serve', '--open', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
