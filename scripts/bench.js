// `npm run bench`: every table of bench/ in turn. `npm run bench -- song audio` prints some; other arguments go to them.
// `npm run bench -- --smoke` runs each on next to nothing, in seconds, to show that all still work.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, run } from './ready.js';

// These need folders of songs or take long, so they run by hand; a smoke uses the songs of the tests.
const BY_HAND = {
  description: [],
  invariances: ['test/fixtures', '--songs', '1', '--rows', 'mono'],
  'killed-scan': [],
  postgres: [],
  'postgres-million': [],
  'postgres-proofs': [],
  'postgres-workers': [],
  'public-files': ['test/fixtures/broken'],
  'similar-songs': ['test/fixtures'],
};
const all = readdirSync(join(ROOT, 'bench')).flatMap((name) => /^(.*)\.ts$/.exec(name)?.[1] ?? []);
const args = process.argv.slice(2);
const isSmoke = args.includes('--smoke');
// These wait for minutes whatever their size, and test/e2e covers killed scans and the page's budgets.
const NEVER_SMOKED = [
  'killed-scan',
  'map',
  'page',
  'postgres-million',
  'postgres-proofs',
  'postgres-workers',
  'vitals',
];
const wanted = args.filter((arg) => all.includes(arg));
const rest = args.filter((arg) => !all.includes(arg));

await ensureInstalled();
if (isSmoke) await ensureBuilt();
const chosen =
  wanted.length > 0
    ? wanted
    : all.filter((each) => (isSmoke ? !NEVER_SMOKED.includes(each) : !(each in BY_HAND)));
const argumentsOf = (name) => (isSmoke ? (BY_HAND[name] ?? []) : []);
// A smoke needs no precise figures, so benches without arguments share a process.
const together = isSmoke ? chosen.filter((name) => argumentsOf(name).length === 0) : [];
if (together.length > 0)
  bench('support/in-turn', [], { ...process.env, TONEARM_BENCHES: together.join(' ') });
for (const name of chosen.filter((each) => !together.includes(each))) {
  console.log(`\n== ${name}`);
  bench(name, argumentsOf(name));
}

function bench(name, more, env = process.env) {
  run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`, ...more, ...rest], { stdio: 'inherit', env });
}
