/** Tags are written, and taken back, by processes that are killed in the middle of every call that changes a disk. */
import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Library, openLibrary } from '../../src/library/store/store.ts';
import { journalFolder, listJournals } from '../../src/library/tagging/journal.ts';
import { planTags } from '../../src/library/tagging/plan.ts';
import { undoTags } from '../../src/library/tagging/undo.ts';
import { writeTags } from '../../src/library/tagging/write.ts';
import { heardAs, keepHeard, sha256 } from '../support/heard-file.ts';
import { removeFolder } from '../support/remove-folder.ts';

const AUDIO = resolve(import.meta.dirname, '../fixtures/audio');
const WRITER = resolve(import.meta.dirname, '../support/tag-writer.js');
const SONGS = ['tune.mp3', 'tune.ogg'];
const LANES = 2;
/** Upper bound of system calls for two songs. */
const MAX_CALLS = 100;

let home: string;
let originals: readonly string[];
let tagged: readonly string[];

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-power-')));
  originals = await Promise.all(SONGS.map((name) => sha256(join(AUDIO, name))));
  const folder = await songs('whole', writeAll);
  tagged = await hashes(folder);
  expect(tagged).not.toContain(originals[0]);
});

afterAll(() => removeFolder(home));

test('writing: each song is as it was or as it should be, and the next run does the rest', async () => {
  const kills = await killEverywhere('write', async (folder, ...library) => {
    await writeAll(...library);
    expect(await hashes(folder)).toEqual(tagged);
    await undoAll(...library);
    expect(await hashes(folder)).toEqual(originals);
  });
  expect(kills).toBeGreaterThan(20);
}, 600_000);

test('taking back: each song is as it was or as it had become, and the next run does the rest', async () => {
  const kills = await killEverywhere('undo', async (folder, ...library) => {
    await undoAll(...library);
    expect(await hashes(folder)).toEqual(originals);
  });
  expect(kills).toBeGreaterThan(20);
}, 600_000);

/** Runs the task once for each of its calls, killed there, until it comes through. Resolves to the kills. */
async function killEverywhere(
  task: 'write' | 'undo',
  goOn: (folder: string, library: Library, journals: string) => Promise<void>,
): Promise<number> {
  let [next, through] = [1, MAX_CALLS];
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const folder = await songs(`${task}-${lane}`, task === 'undo' ? writeAll : undefined);
    const fresh = `${folder}-fresh`;
    await copyAll(folder, fresh);
    for (let nth = next++; nth < through; nth = next++) {
      const killed = await runWriter([folder, task, String(nth)]);
      if (!killed) through = Math.min(through, nth);
      for (const [i, hash] of (await hashes(folder)).entries())
        expect([originals[i], tagged[i]]).toContain(hash);
      await withLibrary(folder, async (library, journals) => {
        await goOn(folder, library, journals);
        expect((await readdir(folder)).filter((name) => name.startsWith('.tonearm'))).toEqual([]);
        await expectAllHeard(library);
      });
      await removeFolder(folder);
      await copyAll(fresh, folder);
    }
  });
  await Promise.all(lanes);
  expect(through).toBeLessThan(MAX_CALLS);
  return through - 1;
}

/** Resolves to whether it was killed. @throws where it failed otherwise. */
function runWriter(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [WRITER, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((done, fail) =>
    child.on('close', (code, signal) =>
      code === 0 || signal === 'SIGKILL' ? done(signal !== null) : fail(new Error(stderr)),
    ),
  );
}

/** A folder with songs and the library that heard them. @param next what is done in it before anybody is killed. */
async function songs(name: string, next?: typeof writeAll): Promise<string> {
  const folder = join(home, name);
  await mkdir(folder);
  for (const song of SONGS) await copyFile(join(AUDIO, song), join(folder, song));
  await withLibrary(folder, async (library, journals) => {
    for (const song of SONGS) await keepHeard(library, join(folder, song), heardAs('jazz'));
    await next?.(library, journals);
  });
  return folder;
}

/** Copies a folder with the times of its files, by which a library knows them. */
async function copyAll(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to]);
}

async function withLibrary(
  folder: string,
  work: (library: Library, journals: string) => Promise<void>,
): Promise<void> {
  const path = join(folder, '.library.sqlite');
  const library = await openLibrary(path);
  await work(library, journalFolder(path)).finally(() => library.destroy());
}

/** Writes the tags as the writer does. */
async function writeAll(library: Library, journals: string): Promise<void> {
  // An empty write first settles interrupted journals, so that the plan sees the files as they are.
  await writeTags(library, [], { journals });
  const { changes } = await planTags(library, { only: 'empty', sureOnly: true, tempo: true });
  expect((await writeTags(library, changes, { journals })).skipped).toEqual([]);
}

async function undoAll(library: Library, journals: string): Promise<void> {
  for (const { id, undone } of await listJournals(journals)) {
    if (!undone) expect((await undoTags(library, id, { journals })).skipped).toEqual([]);
  }
}

async function expectAllHeard(library: Library): Promise<void> {
  const rows = await library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select(['files.path', 'files.contentHash'])
    .execute();
  expect(rows).toHaveLength(SONGS.length);
  for (const { path, contentHash } of rows) expect(await sha256(path)).toBe(contentHash);
}

function hashes(folder: string): Promise<string[]> {
  return Promise.all(SONGS.map((song) => sha256(join(folder, song))));
}
