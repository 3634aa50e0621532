// Prints what the built page costs: what loads at once, and what only when it is needed. Fails over the budget.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ready.js';

const WEB = join(ROOT, 'dist', 'web');
const BUDGET_BYTES = 115_000;

if (!existsSync(join(WEB, 'index.html'))) {
  console.error('Expected a built page, got none: run `npm run build` first.');
  process.exit(2);
}
const html = readFileSync(join(WEB, 'index.html'), 'utf8');
const names = readdirSync(join(WEB, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
const files = names.map((name) => {
  const path = join(WEB, 'assets', name);
  const [bytes, sent] = [path, ['.br', '.gz', ''].map((ending) => path + ending).find(existsSync)].map(
    (file) => statSync(file).size,
  );
  return { name, bytes, sent, initial: html.includes(name) };
});
files.sort((a, b) => Number(b.initial) - Number(a.initial) || b.sent - a.sent);
for (const { name, bytes, sent, initial } of files)
  console.log(`${initial ? 'at once' : 'later  '}  ${kilo(bytes)}  ${kilo(sent)} sent  ${name}`);

const scripts = files.filter(({ name, initial }) => initial && name.endsWith('.js'));
const total = scripts.reduce((sum, { sent }) => sum + sent, 0);
console.log(`JavaScript at once: ${kilo(total).trim()} sent, of ${kilo(BUDGET_BYTES).trim()}`);
process.exit(total > BUDGET_BYTES ? 1 : 0);

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
