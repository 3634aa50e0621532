// `npm run bench`: every table of bench/ in turn. `npm run bench -- song audio` prints some.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './ready.js';

ensureInstalled();
const wanted = process.argv.slice(2);
// `formats` needs a folder of songs: it is run by hand.
const all = readdirSync(join(ROOT, 'bench'))
  .map((name) => /^(.*)\.ts$/.exec(name)?.[1])
  .filter((name) => name && name !== 'formats');
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`);
  run(process.execPath, ['--import', 'tsx', `bench/${name}.ts`], { stdio: 'inherit' });
}
