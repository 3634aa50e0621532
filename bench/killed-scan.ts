/**
 * 2,000 short songs in every format, one in ten broken: a scan that is left alone beside one that is killed three
 * times, beside two at once and a third by a server that is asked all the time, and beside one whose server is killed.
 * `node --import tsx bench/killed-scan.ts [songs]`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { lastEvent } from '../test/support/event-reader.ts';
import { writeMixedSongs } from '../test/support/mixed-songs.ts';
import { type ServerProcess, spawnServer } from '../test/support/server-process.ts';
import { writeSmallModel } from '../test/support/small-model.ts';
import { positional, sized } from './support/arguments.ts';
import { type LibraryRows, rowsOf, songsIn } from './support/library-rows.ts';

const BIN = resolve(import.meta.dirname, '../bin/tonearm.js');
const KILLS = [0.2, 0.45, 0.7];
const ASKED = ['', '/songs?q=1&sort=title', '/failures', '/songs/1/similar', '/map'];

const count = Number(positional[0] ?? sized(2000, 20));
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const music = join(folder, 'music');
mkdirSync(join(folder, 'models'));
const model = await writeSmallModel(join(folder, 'models'));
const heard = await writeMixedSongs(music, count);
console.log(`${count} songs, of which ${heard} can be heard`);

const quiet = join(folder, 'quiet.sqlite');
await timed('left alone', () => start(quiet).ended);
const expected = await rowsOf(quiet);
report('left alone', expected);

const killed = join(folder, 'killed.sqlite');
await timed('killed three times', async () => {
  for (const share of KILLS) {
    const { child, ended } = start(killed);
    while (child.exitCode === null && (await songsIn(killed)) < share * count) await pause(50);
    const kept = await songsIn(killed);
    child.kill('SIGKILL');
    await ended;
    console.log(`  killed with ${kept} songs kept`);
  }
  await start(killed).ended;
});
report('killed three times', await rowsOf(killed));

const shared = join(folder, 'shared.sqlite');
await timed('two at once, a third by a server, and readers', async () => {
  const server = await serve(shared);
  const asked = new Map<number, number>();
  const all = Promise.all([start(shared).ended, start(shared).ended, scanEnd(await startScan(server.url))]);
  let isOver = false;
  all.finally(() => (isOver = true));
  while (!isOver) {
    for (const path of ASKED) {
      const { status } = await fetch(`${server.url}/api/library${path}`);
      asked.set(status, (asked.get(status) ?? 0) + 1);
    }
  }
  console.log(
    `  the server’s scan ended with ${(await all)[2]}; answers by status:`,
    Object.fromEntries(asked),
  );
  await server.end('SIGTERM');
});
report('two at once, a third by a server', await rowsOf(shared));

const served = join(folder, 'served.sqlite');
await timed('by a server that is killed', async () => {
  const server = await serve(served);
  await startScan(server.url);
  while ((await songsIn(served)) < KILLS[1] * count) await pause(50);
  await server.end('SIGKILL');
  console.log(`  killed with ${await songsIn(served)} songs kept`);
  const next = await serve(served);
  console.log(`  the next server’s scan ended with ${await scanEnd(await startScan(next.url))}`);
  await next.end('SIGTERM');
});
report('by a server that is killed', await rowsOf(served));
rmSync(folder, { recursive: true });

function serve(library: string): Promise<ServerProcess> {
  return spawnServer({
    workers: 2,
    modelsDirectory: dirname(model),
    uploadParent: join(folder, 'uploads'),
    limits: { requestsPerMinute: 1e9 },
    library: { file: library, folders: [music] },
  });
}

/** Starts a scan. @returns the address of its events */
async function startScan(url: string): Promise<string> {
  const response = await fetch(`${url}/api/library/scans`, { method: 'POST' });
  const { id } = (await response.json()) as { id: string };
  return `${url}/api/library/scans/${id}/events`;
}

async function scanEnd(events: string): Promise<string> {
  const last = await lastEvent(events);
  return `${last?.event} ${JSON.stringify(last?.data)}`;
}

function start(library: string): { child: ChildProcess; ended: Promise<void> } {
  const args = [BIN, 'scan', music, '--library', library, '--model', model, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  const ended = new Promise<void>((done) =>
    child.on('close', () => {
      if (stderr.includes('tonearm:')) console.log(`  complaint: ${stderr.slice(0, 500)}`);
      done();
    }),
  );
  return { child, ended };
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

function report(name: string, rows: LibraryRows): void {
  const same = isDeepStrictEqual(rows, expected) ? 'the same rows' : 'OTHER ROWS';
  console.log(`  ${name}: ${rows.songs.length} songs, ${rows.files.length} files, ${same}`);
}
