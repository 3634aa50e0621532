/**
 * 2,000 short songs in every format, one in ten broken: a scan that is left alone beside one that is killed three
 * times and beside two at once with a reader. `node --import tsx bench/killed-scan.ts [songs]`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { openLibrary } from '../src/library/store.ts';
import { writeMixedSongs } from '../test/support/mixed-songs.ts';
import { writeSmallModel } from '../test/support/small-model.ts';

const BIN = resolve(import.meta.dirname, '../bin/tonearm.js');
const KILLS = [0.2, 0.45, 0.7];

const count = Number(process.argv[2] ?? 2000);
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const music = join(folder, 'music');
const model = await writeSmallModel(folder);
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
let reads = 0;
await timed('two at once, and a reader', async () => {
  const scans = [start(shared), start(shared)];
  const both = Promise.all(scans.map(({ ended }) => ended));
  let isOver = false;
  both.finally(() => (isOver = true));
  while (!isOver) {
    await songsIn(shared);
    reads++;
    await pause(20);
  }
  await both;
});
console.log(`  ${reads} reads in the meantime`);
report('two at once', await rowsOf(shared));
rmSync(folder, { recursive: true });

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

async function songsIn(path: string): Promise<number> {
  const library = await openLibrary(path);
  const rows = await library.selectFrom('songs').select('id').execute();
  await library.destroy();
  return rows.length;
}

/** Everything but the order in which songs were met. */
async function rowsOf(path: string): Promise<{ songs: object[]; files: object[] }> {
  const library = await openLibrary(path);
  const songs = await library.selectFrom('songs').selectAll().orderBy('content_hash').execute();
  const files = await library.selectFrom('files').selectAll().orderBy('path').execute();
  await library.destroy();
  return { songs: songs.map(({ id: _, ...song }) => song), files };
}

function report(name: string, rows: { songs: object[]; files: object[] }): void {
  const same = isDeepStrictEqual(rows, expected) ? 'the same rows' : 'OTHER ROWS';
  console.log(`  ${name}: ${rows.songs.length} songs, ${rows.files.length} files, ${same}`);
}
