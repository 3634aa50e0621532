// `npm run bench`: every table of bench/ in turn. `npm run bench -- song audio` prints some.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './ready.js';

ensureInstalled();
// One needs a folder of songs, the other takes long: they are run by hand.
const BY_HAND = ['formats', 'killed-scan'];
const wanted = process.argv.slice(2);
const all = readdirSync(join(ROOT, 'bench'))
  .map((name) => /^(.*)\.ts$/.exec(name)?.[1])
  .filter((name) => name && !BY_HAND.includes(name));
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`);
  run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`], { stdio: 'inherit' });
}
