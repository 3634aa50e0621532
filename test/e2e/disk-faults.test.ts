/** Full and broken disks: real processes, whose system calls fail by strace. Linux. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLibrary } from '../../src/library/maintenance.ts';
import { openLibrary } from '../../src/library/store/store.ts';
import { runHere } from '../support/command.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { writeSmallModel } from '../support/small-model.ts';
import { writeCollection } from '../support/songs.ts';
import { CAN_TRACE } from '../support/traced.ts';

const BIN = resolve(import.meta.dirname, '../../bin/tonearm.js');
const AUDIO = resolve(import.meta.dirname, '../fixtures/audio');
const folder = mkdtempSync(join(tmpdir(), 'tonearm-faults-'));
const music = join(folder, 'music');
const song = join(music, 'tune.mp3');
const library = join(folder, 'library.sqlite');
let model: string;

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A system call that fails: always, or from the n-th on; of one path alone where it is given. */
interface Fault {
  readonly call: string;
  readonly error: string;
  readonly from?: number;
  readonly path?: string;
}

beforeAll(async () => {
  model = await writeSmallModel(folder);
  await mkdir(music);
  await copyFile(join(AUDIO, 'tune.mp3'), song);
});

afterAll(() => removeFolder(folder));

/** In a process of its own where a call of the system is to fail. */
const tonearm = (args: readonly string[], fault?: Fault) => run([...args, '--library', library], fault);

function run(args: readonly string[], fault?: Fault): Promise<Ended> {
  return fault ? runTraced(args, fault) : runHere(args, folder);
}

function runTraced(args: readonly string[], fault: Fault): Promise<Ended> {
  const child = spawn('strace', [...tracing(fault), process.execPath, BIN, ...args], {
    cwd: folder,
    env: { ...process.env, UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((done) => child.on('close', (code) => done({ code, stderr })));
}

function tracing({ call, error, from, path }: Fault): string[] {
  const when = from === undefined ? '' : `:when=${from}+`;
  const only = path === undefined ? [] : ['-P', path];
  const injected = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}${when}`];
  return ['-f', '--seccomp-bpf', '-qq', '-o', join(folder, 'trace'), ...only, ...injected];
}

const scan = (fault?: Fault) => tonearm(['scan', music, '--model', model, '--jobs', '1'], fault);

describe.runIf(CAN_TRACE)('a disk that fails', () => {
  test.each([
    ['ENOSPC', /tonearm: The disk of the library is full/],
    ['EIO', /tonearm: The disk of the library could not be read or written/],
  ])(
    '%s while a scan writes into the library ends it in words, and the next scan goes on',
    async (error, words) => {
      await scan();
      const before = await rowsOf();
      const kept = await openLibrary(library);
      await kept.updateTable('songs').set({ analysis: 'another' }).execute();
      await kept.destroy();
      const failed = await scan({ call: 'pwrite64', error, path: `${library}-wal` });
      expect(failed.stderr).toMatch(words);
      expect(failed.code).toBe(1);
      expect((await scan()).code).toBe(0);
      expect(await rowsOf()).toEqual(before);
    },
  );

  test('a song that cannot be opened for lack of file numbers is listed, and heard by the next scan', async () => {
    const other = join(music, 'other.flac');
    await copyFile(join(AUDIO, 'tune.flac'), other);
    const failed = await scan({ call: 'openat', error: 'EMFILE', path: other });
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('other.flac') });
    expect(failed.stderr).not.toContain('tonearm:');
    expect((await scan()).code).toBe(0);
    rmSync(other);
    expect((await scan()).code).toBe(0);
  });

  test.each([
    ['EMFILE', 'openat', 'Too many files are open'],
    ['EIO', 'read', 'The disk could not be read'],
  ])(
    '%s while a model is read is told in words, and is no fault of the model',
    async (error, call, words) => {
      const failed = await scan({ call, error, path: model });
      expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
      expect(failed.stderr).not.toMatch(/^ +at /m);
    },
  );

  test('no room for a trained model is told in words and keeps the old one, without a draft beside it', async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    await writeCollection(join(data, 'songs'), { artists: 2, songs: 1, seconds: 4 });
    const out = join(data, 'mine.onnx');
    const cache = join(data, 'cache');
    const options = ['--preset', 'knn-mfcc-covariance', '--protocol', 'none', '--out', out, '--cache', cache];
    const train = (fault?: Fault) => run(['train', join(data, 'songs'), ...options], fault);
    expect((await train()).code).toBe(0);
    const before = await readFile(out);
    const failed = await train({ call: 'rename', error: 'ENOSPC' });
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('The disk is full') });
    expect(failed.stderr).not.toMatch(/^ +at /m);
    expect((await readdir(data)).sort()).toEqual(['cache', 'mine.onnx', 'songs']);
    expect(await readFile(out)).toEqual(before);
  });

  test.each<[string, Fault]>([
    ['no room for what was written of the copy', { call: 'fsync', error: 'ENOSPC' }],
    ['a copy that is not kept by the disk', { call: 'fsync', error: 'EIO' }],
    ['a quota that is used up by the journal', { call: 'fdatasync', error: 'EDQUOT' }],
    ['a name that the copy cannot take', { call: 'rename', error: 'EIO' }],
    ['no file number left for the song', { call: 'openat', error: 'EMFILE', path: song }],
  ])('%s leaves the song as it was, and the next run writes its tags', async (_, fault) => {
    await scan();
    const before = await readFile(song);
    const failed = await tonearm(['tag', '--all', '--at-least', '0', '--write'], fault);
    expect(failed.code).not.toBe(0);
    expect(failed.stderr).not.toMatch(/^ +at /m);
    expect(await readFile(song)).toEqual(before);
    expect((await readdir(music)).filter((name) => name.startsWith('.tonearm'))).toEqual([]);
    expect((await tonearm(['tag', '--all', '--at-least', '0', '--write'])).code).toBe(0);
    expect(await readFile(song)).not.toEqual(before);
    expect((await tonearm(['tag', '--undo'])).code).toBe(0);
    expect(await readFile(song)).toEqual(before);
  });
});

/** All that is kept, in a file that is whole. */
async function rowsOf() {
  const kept = await openLibrary(library);
  expect((await checkLibrary(kept)).faults).toEqual([]);
  const songs = await kept.selectFrom('songs').selectAll().orderBy('contentHash').execute();
  await kept.destroy();
  return songs;
}
