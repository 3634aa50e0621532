/** Scans that are killed, and scans that meet: real processes, one library. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Library, openLibrary } from '../../src/library/store/store.ts';
import { runHere } from '../support/command.ts';
import { writeMixedSongs } from '../support/mixed-songs.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { childrenOf } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { MADE_UP_GENRES, synthesise, wavOf } from '../support/songs.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
/** Few; `bench/killed-scan.ts` takes thousands. */
const WAVES = 12;
const MIXED = 10;
const BROKEN = MIXED / 10;
const SONGS = WAVES + MIXED - BROKEN;
const folder = mkdtempSync(join(tmpdir(), 'tonearm-library-'));
const music = join(folder, 'music');
let model: string;

beforeAll(async () => {
  model = await writeSmallModel(folder);
  await mkdir(music);
  for (let seed = 0; seed < WAVES; seed++) {
    const genre = MADE_UP_GENRES[seed % MADE_UP_GENRES.length];
    await writeFile(
      join(music, `${seed}.wav`),
      wavOf(synthesise({ genre, artist: seed % 4, seed, seconds: 4 })),
    );
  }
  expect(await writeMixedSongs(join(music, 'mixed'), MIXED)).toBe(MIXED - BROKEN);
});

afterAll(() => removeFolder(folder));

interface Ended {
  readonly code: number | null;
  /** Whether the command itself failed, other than songs. */
  readonly complaint: boolean;
}

function start(
  library: string,
  heard = music,
  ...more: string[]
): { child: ChildProcess; ended: Promise<Ended> } {
  const options = ['--library', library, '--model', model, '--jobs', '2', '--json', ...more];
  const args = [BIN, 'scan', heard, ...options];
  const child = spawn(process.execPath, args, { cwd: folder });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  const ended = new Promise<Ended>((done) =>
    child.on('close', (code) => done({ code, complaint: stderr.includes('tonearm:') })),
  );
  return { child, ended };
}

/** Rows without the order and time in which songs were added. */
async function rowsOf(library: string): Promise<{ songs: object[]; files: object[] }> {
  const store = await openLibrary(library);
  const songs = await store.selectFrom('songs').selectAll().orderBy('contentHash').execute();
  const files = await store.selectFrom('files').selectAll().orderBy('path').execute();
  await store.destroy();
  return { songs: songs.map(({ id: _, addedAt: _when, ...song }) => song), files };
}

function withoutAttempts(song: object): object {
  return { ...song, attempts: undefined };
}

async function countSongs(store: Library): Promise<number> {
  const { count } = await store
    .selectFrom('songs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

test('killed three times and finished, a scan leaves the rows of an undisturbed one', async () => {
  const quiet = join(folder, 'quiet.sqlite');
  const whole = await start(quiet).ended;
  expect(whole).toEqual({ code: 1, complaint: false });
  const disturbed = join(folder, 'disturbed.sqlite');
  const reader = await openLibrary(disturbed);
  for (const atLeast of [3, 8, 14]) {
    const { child, ended } = start(disturbed);
    while (child.exitCode === null && (await countSongs(reader)) < atLeast) {
      await new Promise((done) => setTimeout(done, 20));
    }
    child.kill('SIGKILL');
    await ended;
  }
  const before = await countSongs(reader);
  await reader.destroy();
  expect(before).toBeLessThan(SONGS + BROKEN);
  expect(await start(disturbed).ended).toEqual({ code: 1, complaint: false });
  const rows = await rowsOf(disturbed);
  expect(rows).toEqual(await rowsOf(quiet));
  expect(rows.songs).toHaveLength(SONGS + BROKEN);
  expect(rows.files).toHaveLength(SONGS + BROKEN);
}, 300_000);

test('songs of one kind sound alike, by the command line', async () => {
  const args = ['similar', join(music, '0.wav'), '--library', 'quiet.sqlite', '--json', '--top', '3'];
  const { stdout } = await runHere(args, folder);
  const found = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(found).toHaveLength(3);
  const kindOf = (file: string) => MADE_UP_GENRES[Number(basename(file, '.wav')) % MADE_UP_GENRES.length];
  expect(found.map(({ file }) => kindOf(file))).toEqual(Array(3).fill(MADE_UP_GENRES[0]));
  expect(found.every(({ why }) => why.some((word: string) => /tempo|faster|slower/.test(word)))).toBe(true);
});

test('everything is exported, a row a song', async () => {
  await runHere(['export', '--library', 'quiet.sqlite', '--format', 'json', '--out', 'songs.jsonl'], folder);
  const stdout = readFileSync(join(folder, 'songs.jsonl'), 'utf8');
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(SONGS);
  expect(rows.every(({ genre, ranking }) => genre === ranking[0].genre)).toBe(true);
});

test('two scans and a reader at once end as one, without an error about locks', async () => {
  const shared = join(folder, 'shared.sqlite');
  let isOver = false;
  const reader = (async () => {
    const store = await openLibrary(shared);
    while (!isOver) {
      await countSongs(store);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await store.destroy();
  })();
  const both = await Promise.all([start(shared).ended, start(shared).ended]);
  isOver = true;
  await reader;
  expect(both).toEqual([
    { code: 1, complaint: false },
    { code: 1, complaint: false },
  ]);
  // Either scan may have tried a broken song, so attempts may differ.
  const [met, quiet] = [await rowsOf(shared), await rowsOf(join(folder, 'quiet.sqlite'))];
  expect(met.files).toEqual(quiet.files);
  expect(met.songs.map(withoutAttempts)).toEqual(quiet.songs.map(withoutAttempts));
}, 300_000);

test.runIf(process.platform === 'linux')(
  'a song whose worker was killed is heard again by the next scan, three times at most, and by --retry always',
  async () => {
    const library = join(folder, 'killed.sqlite');
    const heard = join(folder, 'one');
    await mkdir(heard);
    await copyFile(join(music, '0.wav'), join(heard, '0.wav'));
    // A shipped model needs no trial, so the worker dies of the song.
    const scanOne = (...more: string[]) => start(library, heard, '--model', 'tonearm', ...more);
    for (let attempts = 1; attempts <= 3; attempts++) {
      const { child, ended } = scanOne();
      await killWorkersOf(child);
      expect(await ended).toEqual({ code: 1, complaint: false });
      expect((await rowsOf(library)).songs).toMatchObject([{ errorCode: 'internal', attempts }]);
    }
    expect(await scanOne().ended).toEqual({ code: 1, complaint: false });
    expect((await rowsOf(library)).songs).toMatchObject([{ errorCode: 'internal', attempts: 3 }]);
    expect(await scanOne('--retry').ended).toEqual({ code: 0, complaint: false });
    expect((await rowsOf(library)).songs).toMatchObject([{ errorCode: null, attempts: 0 }]);
  },
);

/** Each as soon as it is there, until the program ends. */
async function killWorkersOf(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    for (const pid of childrenOf(child.pid!).filter(analyses)) process.kill(pid, 'SIGKILL');
    await new Promise((done) => setTimeout(done, 10));
  }
}

function analyses(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('analysis-worker');
  } catch {
    return false;
  }
}
