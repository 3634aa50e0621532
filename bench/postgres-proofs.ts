/**
 * Robustness of a library in PostgreSQL: short songs in every format, one in ten broken (200 unless a number
 * is given), analysed by workers while their scan is killed at random moments and started again; by two scans
 * and a watch at once; tagged by two servers at once; while its database is killed, unreachable, out of disk
 * space, or of another version. Each beside a scan into a file that is left alone. `npm run bench --
 * postgres-proofs [songs] [--parts=killed,together,tags,database,network,disk,old] [--kills=20]`
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { checkLibrary } from '../src/library/maintenance.ts';
import { openLibrary } from '../src/library/store/store.ts';
import { lastEvent } from '../test/support/event-reader.ts';
import { writeMixedSongs } from '../test/support/mixed-songs.ts';
import { postgresPrograms, startPostgres } from '../test/support/postgres-server.ts';
import { type ServerProcess, spawnServer } from '../test/support/server-process.ts';
import { writeSmallModel } from '../test/support/small-model.ts';
import { option, positional, sized } from './support/arguments.ts';
import { type Running, runTonearm } from './support/command.ts';
import { cutNetwork, fillDisk, killDatabase, migrateUnderWorker, type Proof } from './support/faults.ts';
import { type LibraryRows, rowsOf, sameRows, songsIn, without } from './support/library-rows.ts';

/** Answer with a plan, a job, or all journals. */
interface Answer {
  readonly id: string;
  readonly total: number;
  readonly entries: readonly { readonly id: string }[];
}

const SAFE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
/** Songs that come while a watch runs: one of so many. */
const LATER = 10;
const MAX_WAIT_MS = 300_000;
const PARTS = {
  killed: killScans,
  together: scanTogether,
  tags: tagTogether,
  database: (place: string) => killDatabase(proof, place),
  network: (place: string) => cutNetwork(proof, place),
  disk: () => fillDisk(proof),
  old: (place: string) => migrateUnderWorker(proof, place),
};

const count = Number(positional[0] ?? sized(200, 20));
const kills = Number(option('kills') ?? sized(20, 2));
const parts = (option('parts') ?? Object.keys(PARTS).join()).split(',') as (keyof typeof PARTS)[];

const programs = postgresPrograms();
if (programs === undefined) {
  console.log('There is no PostgreSQL here.');
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), 'tonearm-bench-'));
const music = join(folder, 'music');
await mkdir(join(folder, 'models'));
const model = await writeSmallModel(join(folder, 'models'));
await writeMixedSongs(music, count);
const alone = join(folder, 'alone.sqlite');
// This first command also builds what the others run.
await tonearm('scan', music, '--library', alone).ended;
const expected = await rowsOf(alone);
console.log(`${expected.songs.length} songs of ${expected.files.length} files, by a scan into a file`);
const database = await startPostgres(programs, SAFE);
const servers: ServerProcess[] = [];
const proof: Proof = {
  ...{ music, times: kills, programs, settings: SAFE, database, tonearm, startWorker, newPlace },
  async report(name, place) {
    report(name, await rowsOf(place));
    await reportAttempts(place);
  },
};
try {
  for (const part of parts) {
    const place = await newPlace(part);
    await PARTS[part](place).catch((error) => console.log(`  ${part} FAILED:`, error));
  }
} finally {
  for (const each of servers) await each.end('SIGTERM');
  await database.stop();
  await rm(folder, { recursive: true });
}

async function killScans(place: string): Promise<void> {
  const workers = [startWorker(place), startWorker(place)];
  let [killed, ended] = [0, 0];
  for (let i = 0; i < kills; i++) {
    const scan = tonearm('scan', music, '--library', place, '--queue');
    await Promise.race([pause(4000 * Math.random()), scan.ended]);
    if (scan.child.exitCode === null) killed++;
    else ended++;
    scan.child.kill('SIGKILL');
    await scan.ended;
  }
  await tonearm('scan', music, '--library', place, '--queue').ended;
  report(`scan --queue, ${killed} times killed (${ended} had ended)`, await rowsOf(place));
  for (const { child, ended } of workers) {
    child.kill('SIGTERM');
    await ended;
  }
}

async function scanTogether(place: string): Promise<void> {
  const names = await readdir(music, { recursive: true });
  const later = names.filter((name) => /\.\w+$/.test(name)).filter((_, i) => i % LATER === 0);
  const aside = join(folder, 'aside');
  const move = async (from: string, to: string) => {
    for (const name of later) {
      await mkdir(dirname(join(to, name)), { recursive: true });
      await rename(join(from, name), join(to, name));
    }
  };
  await move(music, aside);
  const worker = startWorker(place);
  const watching = tonearm('scan', music, '--library', place, '--watch');
  const scans = [
    tonearm('scan', music, '--library', place),
    tonearm('scan', music, '--library', place, '--queue'),
  ];
  while ((await songsIn(place)) < count / 3) await pause(200);
  await move(aside, music);
  await Promise.all(scans.map(({ ended }) => ended));
  const end = performance.now() + MAX_WAIT_MS;
  while (performance.now() < end && (await rowsOf(place)).files.length < count) await pause(500);
  for (const { child, ended } of [watching, worker]) {
    child.kill('SIGTERM');
    await ended;
  }
  report(`two scans and a watch, ${later.length} files that came later`, await rowsOf(place));
  await reportAttempts(place);
}

/** A broken song may have been tried by more than one. */
async function reportAttempts(place: string): Promise<void> {
  const [now, then] = [await rowsOf(place), expected].map((each) => without(each, 'attempts'));
  console.log(`    but for how often broken songs were tried: ${sameRows(now, then)}`);
}

/** Makes both servers write different tags into the same files at once, and then undo what they wrote. */
async function tagTogether(place: string): Promise<void> {
  const tagged = join(folder, 'tagged');
  await cp(music, tagged, { recursive: true });
  await tonearm('scan', tagged, '--library', place).ended;
  const [rows, hashes] = [await rowsOf(place), await hashesOf(tagged)];
  const servers = await Promise.all(['one', 'two'].map((name) => serve(place, tagged, name)));
  const plans = await Promise.all(
    servers.map((url, i) => ask(`${url}/plan`, { only: 'all', sureOnly: false, tempo: i === 0 })),
  );
  const written = await allDone(servers, (i) => [`plans/${plans[i].id}/write`, {}]);
  console.log(`  two servers wrote tags at once: ${written}, of ${plans[0].total} and ${plans[1].total}`);
  await compareToDisk(place, tagged, 'written');
  const journals = await Promise.all(servers.map((url) => ask(`${url}/journal`)));
  await allDone(servers, (i) => ['undo', { journal: journals[i].entries[0].id }]);
  await compareToDisk(place, tagged, 'taken back');
  const same = isDeepStrictEqual(await hashesOf(tagged), hashes) ? 'what it was' : 'NOT WHAT IT WAS';
  // Scans also read ID3v1 behind a FLAC file; the tag writer does not.
  const [now, then] = [await rowsOf(place), rows].map((each) => without(each, 'modifiedMs', 'taggedGenres'));
  console.log(`  every file is ${same}; ${sameRows(now, then)}`);
}

/** Starts a job at each server at once. @returns how many files each wrote */
async function allDone(
  servers: readonly string[],
  job: (server: number) => [path: string, body: object],
): Promise<string> {
  const started = await Promise.all(
    servers.map((url, i) => {
      const [path, body] = job(i);
      return ask(`${url}/${path}`, body);
    }),
  );
  const ends = await Promise.all(started.map(({ id }, i) => lastEvent(`${servers[i]}/jobs/${id}/events`)));
  for (const end of ends) if (end?.event !== 'done') console.log('  complaint:', JSON.stringify(end));
  return ends.map((end) => end?.data.written).join(' and ');
}

async function compareToDisk(place: string, tagged: string, when: string): Promise<void> {
  const library = await openLibrary(place);
  const { faults, orphans } = await checkLibrary(library);
  await library.destroy();
  const hashes = await hashesOf(tagged);
  const { files } = await rowsOf(place);
  const known = files.filter(({ path, contentHash }) => contentHash === hashes.get(path)).length;
  console.log(
    `  ${when}: the library knows ${known} of ${hashes.size} files as they are; ${faults.length} faults, ${orphans} songs without a file`,
  );
}

/** SHA-256 by path. */
async function hashesOf(below: string): Promise<Map<string, string>> {
  const entries = await readdir(below, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hash = async (path: string) =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  return new Map(await Promise.all(paths.map(async (path) => [path, await hash(path)] as const)));
}

/** @returns where its tags are asked for */
async function serve(place: string, songs: string, name: string): Promise<string> {
  const cwd = join(folder, name);
  await mkdir(cwd);
  const options = {
    workers: 1,
    modelsDirectory: dirname(model),
    uploadParent: join(cwd, 'uploads'),
    limits: { requestsPerMinute: 1e9 },
    library: { file: place, folders: [songs], writable: true },
  };
  const started = await spawnServer(options, [], cwd);
  servers.push(started);
  return `${started.url}/api/library/tags`;
}

async function ask(url: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, body && { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

function startWorker(place: string): Running {
  return tonearm('worker', '--library', place, '--jobs', '1');
}

function tonearm(...args: readonly string[]): Running {
  return runTonearm(folder, [...args, '--model', model]);
}

/** A schema of its own. */
async function newPlace(name: string, url = database.url): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create schema ${name}`);
  await client.end();
  return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

function report(name: string, rows: LibraryRows): void {
  console.log(
    `  ${name}: ${rows.songs.length} songs, ${rows.files.length} files, ${sameRows(rows, expected)}`,
  );
}
