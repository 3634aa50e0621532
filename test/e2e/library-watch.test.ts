import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ScanReport } from '../../src/library/scan/scan.ts';
import { type Library, openLibrary } from '../../src/library/store/store.ts';
import { watch } from '../support/built.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { synthesise, wavOf } from '../support/songs.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');

let home: string;
let music: string;
let modelPath: string;
let library: Library;
let stop: AbortController;
let reports: ScanReport[];
let folders: [string, boolean][];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tonearm-watch-'));
  modelPath = await writeSmallModel(home);
});

beforeEach(async () => {
  const base = await mkdtemp(join(home, 'case-'));
  music = join(base, 'music');
  await mkdir(music);
  library = await openLibrary(join(base, 'library.sqlite'));
  [stop, reports, folders] = [new AbortController(), [], []];
  return async () => {
    stop.abort();
    await library.destroy();
  };
});

afterAll(() => removeFolder(home));

function start(): Promise<void> {
  return watch(library, [music], {
    modelPath,
    workers: 1,
    signal: stop.signal,
    onReport: (report) => reports.push(report),
    onFolder: (folder, isThere) => folders.push([folder, isThere]),
  });
}

function songOf(seed: number): Uint8Array {
  return wavOf(synthesise({ genre: 'strings', artist: 1, seed, seconds: 4 }));
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50);
}

const paths = async () =>
  (await library.selectFrom('files').select('path').orderBy('path').execute()).map(({ path }) =>
    path.slice(music.length + 1),
  );
const has = async (...names: string[]) => JSON.stringify(await paths()) === JSON.stringify(names);

test('what comes, moves and goes is followed, and it ends quietly when told to', async () => {
  const watching = start();
  await until(() => reports.length === 1);
  await mkdir(join(music, 'album'));
  await writeFile(join(music, 'album/a.wav'), songOf(1));
  await writeFile(join(music, 'b.wav'), songOf(2));
  await until(() => has('album/a.wav', 'b.wav'));
  await rename(join(music, 'album'), join(music, 'moved'));
  await until(() => has('b.wav', 'moved/a.wav'));
  await removeFolder(join(music, 'moved'));
  await until(() => has('b.wav'));
  await writeFile(join(music, 'b.wav'), songOf(3));
  await until(async () => (await library.selectFrom('songs').select('id').execute()).length === 3);
  stop.abort();
  await watching;
  expect(reports.reduce((sum, { heard }) => sum + heard, 0)).toBe(3);
  expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
});

test('a file that grows is heard once, when it is whole', async () => {
  const watching = start();
  await until(() => reports.length === 1);
  const bytes = songOf(4);
  for (let at = 0; at < bytes.length; at += bytes.length / 8) {
    await appendFile(join(music, 'growing.wav'), bytes.subarray(at, at + bytes.length / 8));
    await pause(500);
  }
  await until(() => has('growing.wav'));
  stop.abort();
  await watching;
  const songs = await library.selectFrom('songs').select('durationSeconds').execute();
  expect(songs).toEqual([{ durationSeconds: 4 }]);
});

test('a folder that goes away keeps its songs, and is followed again when it is back', async () => {
  await writeFile(join(music, 'a.wav'), songOf(5));
  const watching = start();
  await until(() => has('a.wav').catch(() => false));
  await rename(music, `${music} elsewhere`);
  await until(() => folders.length === 1);
  expect(await paths()).toEqual(['a.wav']);
  await writeFile(join(`${music} elsewhere`, 'b.wav'), songOf(6));
  await rename(`${music} elsewhere`, music);
  await until(() => has('a.wav', 'b.wav'));
  await writeFile(join(music, 'c.wav'), songOf(7));
  await until(() => has('a.wav', 'b.wav', 'c.wav'));
  stop.abort();
  await watching;
  expect(folders).toEqual([
    [music, false],
    [music, true],
  ]);
});

test('a folder that becomes a link leads nowhere, nor does a link that comes', async () => {
  const outside = join(music, '../outside');
  await mkdir(outside);
  await writeFile(join(outside, 'secret.wav'), songOf(20));
  await mkdir(join(music, 'album'));
  await writeFile(join(music, 'album/a.wav'), songOf(21));
  const watching = start();
  await until(() => has('album/a.wav'));
  await appendFile(join(music, 'album/a.wav'), 'x');
  await rename(join(music, 'album'), join(music, '../was album'));
  await symlink(outside, join(music, 'album'));
  await symlink(join(outside, 'secret.wav'), join(music, 'secret.wav'));
  await symlink(music, join(music, 'loop'));
  await writeFile(join(music, 'b.wav'), songOf(22));
  await until(() => has('b.wav'));
  await writeFile(join(outside, 'more.wav'), songOf(23));
  await writeFile(join(music, 'c.wav'), songOf(24));
  await until(() => has('b.wav', 'c.wav'));
  stop.abort();
  await watching;
  const all = await library.selectFrom('files').select('path').execute();
  expect(all.map(({ path }) => path).toSorted()).toEqual([join(music, 'b.wav'), join(music, 'c.wav')]);
});

test('odd names come and go: line feeds, right to left, 255 bytes; not UTF-8 is named', async () => {
  const names = ['line\nfeed.wav', '\u202eabc.wav', 'שיר.wav', `${'é'.repeat(125)}x.wav`];
  const raw = Buffer.concat([
    Buffer.from(join(music, 'not-')),
    Buffer.from([0xff, 0xfe]),
    Buffer.from('.wav'),
  ]);
  const watching = start();
  await until(() => reports.length === 1);
  await mkdir(join(music, 'odd\nfolder'));
  for (const [seed, name] of names.entries()) await writeFile(join(music, 'odd\nfolder', name), songOf(seed));
  await writeFile(raw, songOf(9));
  const heard = async () => (await paths()).filter((path) => path.startsWith('odd')).length;
  await until(async () => (await heard()) === names.length && (await paths()).length === names.length + 1);
  const failed = () => reports.flatMap((report) => report.failed);
  await until(() => failed().length > 0);
  expect(failed()[0]).toEqual({
    path: join(music, 'not-\\xff\\xfe.wav'),
    error: { code: 'bad-request', message: expect.stringMatching(/UTF-8/) },
  });
  await rm(raw);
  await removeFolder(join(music, 'odd\nfolder'));
  await until(() => has());
  stop.abort();
  await watching;
});

test('by the command line: a line after each change, and Ctrl-C ends it without a complaint', async () => {
  const args = [BIN, 'scan', music, '--watch', '--json', '--jobs', '1', '--model', modelPath];
  const child = spawn(process.execPath, args, { cwd: home });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  const code = new Promise((done) => child.on('close', done));
  const lines = () => stdout.split('\n').filter(Boolean);
  await until(() => lines().length === 1);
  await writeFile(join(music, 'a.wav'), songOf(8));
  await until(() => lines().length === 2);
  child.kill('SIGINT');
  expect(await code).toBe(0);
  expect(stderr).toBe('');
  expect(lines().map((line) => JSON.parse(line))).toEqual([
    { files: 0, heard: 0, known: 0, removed: 0, failed: [] },
    { files: 1, heard: 1, known: 0, removed: 0, failed: [] },
  ]);
});

test('a folder that is none is refused by name', async () => {
  await removeFolder(music);
  await expect(start()).rejects.toMatchObject({ code: 'not-found' });
});
