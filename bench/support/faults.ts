/** Faults around a scan by workers: its database is killed, unreachable, out of disk space, or of another version. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { networkTo } from '../../test/support/cut-network.ts';
import { type PostgresServer, startPostgres } from '../../test/support/postgres-server.ts';
import type { Running } from './command.ts';
import { rowsOf, songsIn } from './library-rows.ts';

export interface Proof {
  readonly music: string;
  /** Number of faults. */
  readonly times: number;
  readonly programs: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly database: PostgresServer;
  tonearm(...args: readonly string[]): Running;
  startWorker(place: string): Running;
  newPlace(name: string, url?: string): Promise<string>;
  /** Compares a library with an undisturbed scan. */
  report(name: string, place: string): Promise<void>;
}

const PLACE_MB = 256;
const MEGABYTE = Buffer.alloc(1 << 20);
const SMALL_LOG = { max_wal_size: '64MB', min_wal_size: '32MB' };
const TROUBLE = /database of the library|disk of the database|in use by another program/g;
/** Longer than a lease. */
const SILENCE_MS = 15_000;

/** Kills the database with -9 at random moments, and restarts it a moment later. */
export async function killDatabase(proof: Proof, place: string): Promise<void> {
  const { database } = proof;
  const killed = await disturbed(proof, place, [place, place], async () => {
    await database.kill();
    await pause(3000 * Math.random());
    await startAgain(database);
  });
  await proof.report(`database killed, ${killed}`, place);
}

/** Cuts the network of one of two workers, and of the scan: half of the times silently. */
export async function cutNetwork(proof: Proof, place: string): Promise<void> {
  const { database } = proof;
  const network = await networkTo(database.port);
  const behind = place.replace(`:${database.port}`, `:${network.port}`);
  let count = 0;
  const cut = await disturbed(proof, behind, [behind, place], async () => {
    const isSilent = count++ % 2 === 1;
    if (isSilent) network.hush();
    else network.cut();
    await pause(isSilent ? SILENCE_MS : 3000 * Math.random());
    network.mend();
  });
  network.close();
  await proof.report(`network cut, ${cut}`, place);
}

/** A database on a small disk, which fills up to the last byte and is made room on again. */
export async function fillDisk(proof: Proof): Promise<void> {
  const disk = mkdtempSync(join(tmpdir(), 'tonearm-disk-'));
  // The database's user must be able to enter the folder.
  chmodSync(disk, 0o755);
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${PLACE_MB}m`, 'tmpfs', disk]);
  if (mount.status !== 0) {
    console.log('  full disk: not tried, a small disk can be had by root on Linux alone');
    rmdirSync(disk);
    return;
  }
  await onDisk(proof, disk).finally(() => {
    spawnSync('umount', ['--lazy', disk]);
    rmdirSync(disk);
  });
}

async function onDisk(proof: Proof, disk: string): Promise<void> {
  const own = await startPostgres(proof.programs, { ...proof.settings, ...SMALL_LOG }, disk);
  try {
    const place = await proof.newPlace('disk', own.url);
    const ballast = join(disk, 'ballast');
    let died = 0;
    const filled = await disturbed(proof, place, [place, place], async () => {
      fill(ballast);
      await pause(6000 + 6000 * Math.random());
      rmSync(ballast);
      if (await answers(own.url)) return;
      died++;
      await startAgain(own);
    });
    await proof.report(`disk full, ${filled} (the database ended by it ${died} times)`, place);
  } finally {
    await own.stop();
  }
}

/** Tables that are to be brought up to date while a worker that knows the old ones is connected. */
export async function migrateUnderWorker(proof: Proof, place: string): Promise<void> {
  await proof.tonearm('scan', proof.music, '--library', place).ended;
  const worker = proof.startWorker(place);
  await worker.hasSaid(/until Ctrl-C/);
  await query(place, 'alter table songs drop column added_at');
  const refused = proof.tonearm('scan', proof.music, '--library', place);
  await refused.ended;
  console.log(`  under a worker of the old tables: ${refused.complaint() ?? 'NOT REFUSED'}`);
  worker.child.kill('SIGTERM');
  await worker.ended;
  const alone = proof.tonearm('scan', proof.music, '--library', place);
  await alone.ended;
  console.log(`  once it had stopped: ${alone.complaint() ?? 'brought up to date'}`);
  await proof.report('then', place);
}

/**
 * A scan by workers while something goes wrong again and again. Who ends by it is started anew: the scan by a person,
 * workers by whatever keeps programs running.
 * @returns in words how often
 */
async function disturbed(
  proof: Proof,
  place: string,
  workerPlaces: readonly string[],
  disturb: () => Promise<void>,
): Promise<string> {
  let isOver = false;
  const ended = { scans: 0, workers: 0 };
  let troubles = 0;
  const untilOver = async (start: () => Running, kind: keyof typeof ended) => {
    while (!isOver) {
      const running = start();
      while (!isOver && running.child.exitCode === null) await Promise.race([running.ended, pause(300)]);
      if (running.complaint() !== undefined) ended[kind]++;
      troubles += running.times(TROUBLE);
      if (kind === 'scans' && running.complaint() === undefined) return;
      if (isOver) running.child.kill('SIGTERM');
      await running.ended;
    }
  };
  const workers = workerPlaces.map((each) => untilOver(() => proof.startWorker(each), 'workers'));
  const scanning = untilOver(
    () => proof.tonearm('scan', proof.music, '--library', place, '--queue'),
    'scans',
  );
  let scanned = false;
  void scanning.then(() => (scanned = true));
  while (!scanned && (await songsIn(place).catch(() => 0)) === 0) await pause(500);
  let times = 0;
  for (; times < proof.times && !scanned; times++) {
    await Promise.race([pause(1000 + 3000 * Math.random()), scanning]);
    if (scanned) break;
    await disturb();
  }
  await scanning;
  // A last scan adds the files that a worker might have lost.
  await proof.tonearm('scan', proof.music, '--library', place, '--queue').ended;
  isOver = true;
  await Promise.all(workers);
  return `${times} times in ${(await rowsOf(place)).files.length} files; ${ended.scans} scans and ${ended.workers} workers ended with a complaint and were started anew, ${troubles} times a worker noted that the database failed it`;
}

function fill(path: string): void {
  for (let bytes = MEGABYTE; bytes.length > 0; ) {
    try {
      appendFileSync(path, bytes);
    } catch {
      bytes = bytes.subarray(0, Math.floor(bytes.length / 2));
    }
  }
}

/** Restarts the database, once the shared memory of the killed one is released. */
async function startAgain(server: PostgresServer): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await server.start();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(500);
    }
  }
}

/** Whether the database answers within some seconds: it may be recovering. */
async function answers(url: string): Promise<boolean> {
  for (let tries = 0; tries < 10; tries++) {
    if (await query(url, 'select 1').catch(() => false)) return true;
    await pause(500);
  }
  return false;
}

async function query(url: string, text: string): Promise<true> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}
