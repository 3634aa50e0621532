// `npm run bench`: every table of bench/ in turn. `npm run bench -- song audio` prints some; other arguments go to them.
// `npm run bench -- --smoke` runs each on next to nothing, in seconds, to show that all still work.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ROOT, run } from './ready.js';

// They need folders of songs, or take long: they are run by hand; in a smoke, on the songs of the tests.
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
// They wait for minutes whatever their size; test/e2e kills scans and holds the page to its budgets, too.
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
// What a figure is worth, a smoke does not ask: there, those without arguments share a process.
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
