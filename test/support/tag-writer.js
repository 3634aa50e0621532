// Writes or takes back the tags of a folder's library in a process of its own, which may be told to die: `FOLDER
// [write|undo] [n]` kills itself in the middle of the n-th call that changes a file or a folder. Prints the report.
// It runs what was built, which starts in a quarter of the time of the sources.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const [folder, task = 'write', nth = '0'] = process.argv.slice(2);
const FILE_CALLS = ['appendFile', 'chmod', 'chown', 'datasync', 'sync', 'truncate', 'utimes', 'write'];
const FOLDER_CALLS = ['mkdir', 'open', 'rename', 'rm', 'unlink'];

if (Number(nth) > 0) await dieInTheMiddle(Number(nth));
const { openLibrary } = await load('store/store');
const { planTags } = await load('tagging/plan');
const { writeTags } = await load('tagging/write');
const { undoTags } = await load('tagging/undo');
const { journalFolder, listJournals } = await load('tagging/journal');

const path = join(folder, '.library.sqlite');
const library = await openLibrary(path);
const journals = journalFolder(path);
if (task === 'undo') {
  const [{ id }] = await listJournals(journals);
  console.log(JSON.stringify(await undoTags(library, id, { journals })));
} else {
  const { changes } = await planTags(library, { only: 'empty', sureOnly: true, tempo: true });
  console.log(JSON.stringify(await writeTags(library, changes, { journals })));
}
await library.destroy();

function load(module) {
  return import(`../../dist/library/${module}.js`);
}

async function dieInTheMiddle(last) {
  let calls = 0;
  const counted = (owner, name) => {
    const call = Reflect.get(owner, name);
    Reflect.set(owner, name, async function (...values) {
      if (name === 'open' && !/[wa+]/.test(String(values[1]))) return call.apply(this, values);
      calls++;
      if (calls < last) return call.apply(this, values);
      if (name === 'write' || name === 'appendFile') await call.call(this, halfOf(values[0]));
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    });
  };
  const handle = await fs.open(process.execPath);
  for (const name of FILE_CALLS) counted(Object.getPrototypeOf(handle), name);
  await handle.close();
  for (const name of FOLDER_CALLS) counted(fs, name);
  syncBuiltinESMExports();
}

/** First half of a write, as a power cut leaves it. */
function halfOf(value) {
  return typeof value === 'string' ? value.slice(0, value.length / 2) : value.subarray(0, value.length / 2);
}
