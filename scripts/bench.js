// `npm run bench`: every table of bench/ in turn. `npm run bench -- song audio` prints some; other arguments go to them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './ready.js';

ensureInstalled();
// They need folders of songs, or take long: they are run by hand.
const BY_HAND = ['description', 'invariances', 'killed-scan', 'public-files'];
const all = readdirSync(join(ROOT, 'bench')).flatMap((name) => /^(.*)\.ts$/.exec(name)?.[1] ?? []);
const args = process.argv.slice(2);
const wanted = args.filter((arg) => all.includes(arg));
const rest = args.filter((arg) => !all.includes(arg));
for (const name of wanted.length > 0 ? wanted : all.filter((name) => !BY_HAND.includes(name))) {
  console.log(`\n== ${name}`);
  run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`, ...rest], { stdio: 'inherit' });
}
