// Prints what the built page costs: what loads at once, and what only when it is needed. Fails over the budget.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './ready.js';

const WEB = join(ROOT, 'dist', 'web');
const BUDGET_BYTES = 250_000;

if (!existsSync(join(WEB, 'index.html'))) {
  console.error('Expected a built page, got none: run `npm run build` first.');
  process.exit(2);
}
const html = readFileSync(join(WEB, 'index.html'), 'utf8');
const names = readdirSync(join(WEB, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
const files = names.map((name) => {
  const bytes = readFileSync(join(WEB, 'assets', name));
  return { name, bytes: bytes.length, gzipped: gzipSync(bytes).length, initial: html.includes(name) };
});
files.sort((a, b) => Number(b.initial) - Number(a.initial) || b.gzipped - a.gzipped);
for (const { name, bytes, gzipped, initial } of files)
  console.log(`${initial ? 'at once' : 'later  '}  ${kilo(bytes)}  ${kilo(gzipped)} gz  ${name}`);

const scripts = files.filter(({ name, initial }) => initial && name.endsWith('.js'));
const total = scripts.reduce((sum, { gzipped }) => sum + gzipped, 0);
console.log(`JavaScript at once: ${kilo(total).trim()} gz of ${kilo(BUDGET_BYTES).trim()}`);
process.exit(total > BUDGET_BYTES ? 1 : 0);

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
