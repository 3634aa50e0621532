/** Tags are written from a library to files and undone: real files, real folders. */
import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { parseFile } from 'music-metadata';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { heardAs, keepHeard, sha256 } from '../../../test/support/heard-file.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { inDatabase, openTestLibrary } from '../../../test/support/test-library.ts';
import { ensureUpToDate } from '../../../test/support/up-to-date.ts';
import type { Library } from '../store/store.ts';
import type { TagRules } from './contract.ts';
import { journalFolder, listJournals } from './journal.ts';
import { parseGenreNames } from './names.ts';
import { planTags } from './plan.ts';
import { undoTags } from './undo.ts';
import { writeTags } from './write.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
const RULES: TagRules = { only: 'empty', sureOnly: true, tempo: false };

ensureUpToDate();

let home: string;
let music: string;
let journals: string;
let library: Library;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-tagging-')));
});

beforeEach(async () => {
  music = await mkdtemp(join(home, 'music-'));
  const path = join(music, '.library.sqlite');
  journals = journalFolder(path);
  library = await openTestLibrary(path);
  return () => library.destroy();
});

afterAll(() => removeFolder(home));

/** A fixture in the library, heard as this genre. */
async function heard(fixture: string, genre = 'hiphop', name = fixture, confidence = 0.9): Promise<string> {
  const path = join(music, name);
  await copyFile(join(AUDIO, fixture), path);
  await keepHeard(library, path, heardAs(genre, confidence));
  return path;
}

const plan = (rules: Partial<TagRules> = {}, options = {}) =>
  planTags(library, { ...RULES, ...rules }, options);
const write = async (rules: Partial<TagRules> = {}, options = {}) =>
  writeTags(library, (await plan(rules, options)).changes, { journals, ...options });
const undo = (journal: string) => undoTags(library, journal, { journals });
const genresOf = async (path: string) => (await parseFile(path)).common.genre;
const reasons = (skipped: readonly { path: string; reason: string }[]) =>
  Object.fromEntries(skipped.map(({ path, reason }) => [basename(path), reason]));

test.skipIf(inDatabase)('a plan says what each file says and would say, and writes nothing', async () => {
  const path = await heard('tune.mp3');
  const before = await sha256(path);
  const { changes, skipped } = await plan({ tempo: true });
  expect(skipped).toEqual([]);
  expect(changes).toEqual([
    {
      song: 1,
      path,
      contentHash: before,
      before: { genres: [], tempo: null },
      after: { genres: ['Hip-Hop'], tempo: 128 },
    },
  ]);
  expect(await sha256(path)).toBe(before);
});

test.skipIf(inDatabase)(
  'what is planned is written: zeros before an mp3 are no hindrance, a chain is left out of the plan',
  async () => {
    const files = { 'zeros.mp3': [Buffer.alloc(3e5), 'tune.mp3'], 'chain.ogg': ['tune.ogg', 'tune.opus'] };
    for (const [name, parts] of Object.entries(files)) {
      const path = join(music, name);
      const bytes = parts.map((part) => (typeof part === 'string' ? readFile(join(AUDIO, part)) : part));
      await writeFile(path, Buffer.concat(await Promise.all(bytes)));
      await keepHeard(library, path, heardAs('hiphop', 0.9));
    }
    const { changes, skipped } = await plan();
    expect(reasons(skipped)).toEqual({ 'chain.ogg': 'format' });
    expect(await writeTags(library, changes, { journals })).toMatchObject({ written: 1, skipped: [] });
  },
);

test.skipIf(inDatabase)(
  'rules: where nothing is, over everything, surely enough, several, in the user’s words',
  async () => {
    await heard('tune.mp3', 'disco', 'sure.mp3');
    await heard('tune.flac', 'rock', 'unsure.flac', 0.55);
    const names = parseGenreNames({ disco: 'Electronic > Disco', blues: ['Blues', 'Old Blues'] });
    expect(reasons((await plan()).skipped)).toEqual({ 'unsure.flac': 'unsure' });
    expect((await plan({ sureOnly: false, atLeast: 0.5 })).changes).toHaveLength(2);
    expect((await plan({ sureOnly: false, atLeast: 0.95 })).changes).toHaveLength(0);
    const [several] = (await plan({ several: 0.05, names })).changes;
    expect(several.after.genres).toEqual(['Disco', 'Electronic', 'Blues', 'Old Blues']);
    await write();
    expect(reasons((await plan({ names })).skipped)).toMatchObject({ 'sure.mp3': 'has-tags' });
    expect(reasons((await plan({ only: 'all' })).skipped)).toMatchObject({ 'sure.mp3': 'same' });
    expect((await plan({ only: 'all', names })).changes[0]).toMatchObject({
      before: { genres: ['Disco'] },
      after: { genres: ['Disco', 'Electronic'] },
    });
  },
);

test.skipIf(inDatabase)(
  'of a model of several genres a song all that are claimed are written, and what a person said alone',
  async () => {
    await heard('tune.mp3', 'disco');
    await library.updateTable('songs').set({ genres: '["disco","blues"]' }).execute();
    expect((await plan()).changes[0].after.genres).toEqual(['Disco', 'Blues']);
    const { contentHash } = await library.selectFrom('songs').select('contentHash').executeTakeFirstOrThrow();
    await library.insertInto('taught').values({ contentHash, genre: 'rock', songs: 0 }).execute();
    expect((await plan()).changes[0].after.genres).toEqual(['Rock']);
  },
);

test.skipIf(inDatabase)('only the songs and places asked for', async () => {
  const first = await heard('tune.mp3');
  await heard('tune.flac');
  expect((await plan({}, { songs: [2] })).changes.map(({ path }) => basename(path))).toEqual(['tune.flac']);
  expect((await plan({}, { below: [first] })).changes.map(({ path }) => path)).toEqual([first]);
  expect((await plan({}, { below: [music] })).changes).toHaveLength(2);
  expect((await plan({}, { below: [`${music}x`, `/${basename(music)}`] })).changes).toEqual([]);
});

test('written, the library knows the files at once; undone, they are what they were to the byte', async () => {
  const paths = await Promise.all(
    ['tune.mp3', 'tagged.mp3', 'tune.flac', 'tune.ogg', 'tune.opus', 'index-first.m4a', 'flac.oga'].map(
      (name) => heard(name),
    ),
  );
  const past = new Date(1_600_000_000_123);
  for (const path of paths) {
    await chmod(path, 0o640);
    await utimes(path, past, past);
    const { mtimeMs } = await stat(path);
    await library.updateTable('files').set({ modifiedMs: mtimeMs }).where('path', '=', path).execute();
  }
  const originals = await Promise.all(paths.map(sha256));
  const report = await write({ tempo: true });
  expect(report).toMatchObject({ written: paths.length, stopped: false, skipped: [] });
  for (const path of paths) {
    const row = await rowOf(path);
    const { size, mtimeMs, mode } = await stat(path);
    expect(row).toMatchObject({
      contentHash: await sha256(path),
      size,
      modifiedMs: mtimeMs,
      genre: 'hiphop',
    });
    expect(row.taggedGenres).toBe('["Hip-Hop"]');
    expect(mode & 0o777).toBe(0o640);
    expect(mtimeMs).toBeGreaterThan(past.getTime());
  }
  expect(await genresOf(paths[0])).toEqual(['Hip-Hop']);
  expect(await listJournals(journals)).toEqual([
    { id: report.journal, time: expect.any(Date), files: paths.length, undone: false },
  ]);
  expect(await undo(report.journal)).toMatchObject({ restored: paths.length, skipped: [] });
  expect(await Promise.all(paths.map(sha256))).toEqual(originals);
  for (const path of paths) {
    expect((await stat(path)).mtimeMs).toBeCloseTo(past.getTime(), 1);
    expect(await rowOf(path)).toMatchObject({ contentHash: await sha256(path), taggedGenres: '[]' });
  }
  expect((await listJournals(journals))[0].undone).toBe(true);
  expect(await undo(report.journal)).toMatchObject({ restored: 0, skipped: [] });
  expect(await leftovers()).toEqual([]);
});

test('a genre behind the sound of a flac is still known after writing and undoing', async () => {
  const path = join(music, 'old.flac');
  const tail = Buffer.alloc(128);
  tail.write('TAG');
  tail[127] = 17;
  await writeFile(path, Buffer.concat([await readFile(join(AUDIO, 'tune.flac')), tail]));
  await keepHeard(library, path, heardAs('hiphop', 0.9));
  const report = await write({ only: 'all' });
  expect((await rowOf(path)).taggedGenres).toBe('["Hip-Hop"]');
  expect(await undo(report.journal)).toMatchObject({ restored: 1 });
  expect((await rowOf(path)).taggedGenres).toBe('["Rock"]');
});

test('a song keeps its number; copies that were not written stay the song that they were', async () => {
  const first = await heard('tune.mp3', 'jazz', 'a.mp3');
  await copyFile(first, join(music, 'b.mp3'));
  await keepHeard(library, join(music, 'b.mp3'), heardAs('jazz'));
  const id = (await rowOf(first)).id;
  await writeTags(library, (await plan({}, { below: [first] })).changes, { journals });
  expect((await rowOf(first)).id).not.toBe(id);
  expect((await rowOf(join(music, 'b.mp3'))).id).toBe(id);
  await write();
  expect((await rowOf(join(music, 'b.mp3'))).id).toBe((await rowOf(first)).id);
  expect(await library.selectFrom('songs').select('id').execute()).toHaveLength(1);
});

test.skipIf(inDatabase)(
  'what was changed since it was heard, or since it was shown, is left alone',
  async () => {
    const [touched, replaced, retagged] = [
      await heard('tune.mp3', 'jazz', 'touched.mp3'),
      await heard('tune.flac', 'jazz', 'replaced.flac'),
      await heard('tune.ogg', 'jazz', 'same-size.ogg'),
    ];
    const { changes } = await plan();
    await writeFile(touched, Buffer.concat([await readFile(touched), Buffer.from('x')]));
    await rename(await heard('variable.mp3', 'rock', 'other'), replaced);
    // The same size and time, other bytes.
    const { atime, mtime } = await stat(retagged);
    const bytes = await readFile(retagged);
    bytes[bytes.length - 1] ^= 1;
    await writeFile(retagged, bytes);
    await utimes(retagged, atime, mtime);
    const hashes = await Promise.all([touched, replaced, retagged].map(sha256));
    const { written, skipped } = await writeTags(library, changes, { journals });
    expect(written).toBe(0);
    expect(reasons(skipped)).toEqual({
      'touched.mp3': 'changed',
      'replaced.flac': 'changed',
      'same-size.ogg': expect.stringMatching(/changed|damaged/),
    });
    expect(await Promise.all([touched, replaced, retagged].map(sha256))).toEqual(hashes);
    expect(await leftovers()).toEqual([]);
  },
);

test('undo leaves alone what was changed since, and gives back the rest', async () => {
  const [first, second] = [await heard('tune.mp3'), await heard('tune.flac')];
  const original = await sha256(second);
  const { journal } = await write();
  await writeFile(first, 'somebody else’s');
  const report = await undo(journal);
  expect(reasons(report.skipped)).toEqual({ 'tune.mp3': 'changed' });
  expect(report.restored).toBe(1);
  expect(await readFile(first, 'utf8')).toBe('somebody else’s');
  expect(await sha256(second)).toBe(original);
  expect((await listJournals(journals))[0].undone).toBe(false);
});

test.skipIf(inDatabase)(
  'where the library fails, what was written can be taken back all the same',
  async () => {
    const path = await heard('tune.mp3');
    const original = await sha256(path);
    await sql`create trigger refuse before update on files begin select raise(abort, 'no'); end`.execute(
      library,
    );
    await expect(write()).rejects.toThrow();
    expect(await genresOf(path)).toEqual(['Hip-Hop']);
    await sql`drop trigger refuse`.execute(library);
    const [{ id, undone }] = await listJournals(journals);
    expect(undone).toBe(false);
    expect(await undo(id)).toMatchObject({ restored: 1, skipped: [] });
    expect(await sha256(path)).toBe(original);
    expect(await rowOf(path)).toMatchObject({ contentHash: original });
  },
);

test.skipIf(inDatabase)(
  'hard links, links, read-only files and other formats are skipped and named',
  async () => {
    const linked = await heard('tune.mp3', 'jazz', 'linked.mp3');
    await link(linked, join(home, `other-${basename(music)}`));
    const locked = await heard('tune.flac', 'jazz', 'locked.flac');
    await chmod(locked, 0o444);
    const away = await heard('tune.ogg', 'jazz', 'away.ogg');
    await rename(away, join(home, 'elsewhere.ogg'));
    await symlink(join(home, 'elsewhere.ogg'), away);
    await heard('tune.webm');
    await rm(await heard('tune.opus', 'jazz', 'gone.opus'));
    const { changes, skipped } = await plan();
    expect(changes).toEqual([]);
    expect(reasons(skipped)).toEqual({
      'linked.mp3': 'hard-links',
      'locked.flac': 'read-only',
      'away.ogg': 'link',
      'tune.webm': 'format',
      'gone.opus': 'missing',
    });
    expect((await write({}, { breakLinks: true })).written).toBe(1);
    expect(await genresOf(linked)).toEqual(['Jazz']);
    expect(await sha256(join(home, `other-${basename(music)}`))).toBe(await sha256(join(AUDIO, 'tune.mp3')));
  },
);

test.skipIf(inDatabase)('a folder that has become a link is not followed', async () => {
  await mkdir(join(music, 'album'));
  const path = await heard('tune.mp3', 'jazz', 'album/a.mp3');
  const { changes } = await plan();
  await rename(join(music, 'album'), join(home, 'outside'));
  await symlink(join(home, 'outside'), join(music, 'album'));
  const { skipped } = await writeTags(library, changes, { journals });
  expect(reasons(skipped)).toEqual({ 'a.mp3': 'link' });
  expect(await genresOf(path)).toBeUndefined();
});

test.skipIf(inDatabase)('odd names: line feeds, right to left, 255 bytes, quotes', async () => {
  const names = [
    'a\nb.mp3',
    '\u202eabc.mp3',
    'שיר.mp3',
    `${'é'.repeat(125)}x.mp3`,
    "'; drop table songs.mp3",
    '-rf.mp3',
  ];
  for (const name of names) await heard('tune.mp3', 'jazz', name);
  const { journal, written } = await write();
  expect(written).toBe(names.length);
  for (const name of names) expect(await genresOf(join(music, name))).toEqual(['Jazz']);
  expect((await undo(journal)).restored).toBe(names.length);
});

test.skipIf(inDatabase)(
  'stopped, it ends after the file in hand; what was written can be taken back',
  async () => {
    await heard('tune.mp3');
    await heard('tune.ogg');
    const stop = new AbortController();
    const report = await write({}, { signal: undefined }).then(async ({ journal }) => {
      await undo(journal);
      const { changes } = await plan();
      return writeTags(library, changes, { journals, signal: stop.signal, onProgress: () => stop.abort() });
    });
    expect(report).toMatchObject({ written: 1, stopped: true, skipped: [] });
    expect((await undo(report.journal)).restored).toBe(1);
  },
);

test.skipIf(inDatabase)('a song of none of the genres gets no tags, whatever is asked', async () => {
  await heard('tune.flac', 'jazz');
  await library.updateTable('songs').set({ outside: 1 }).execute();
  const { changes, skipped } = await plan({ only: 'all', sureOnly: false, tempo: true });
  expect([changes, reasons(skipped)]).toEqual([[], { 'tune.flac': 'unsure' }]);
});

test.skipIf(inDatabase)('a disk that fills up costs nothing but the copy', async () => {
  const path = await heard('tune.flac', 'jazz');
  const before = await sha256(path);
  await library.destroy();
  const script = join(import.meta.dirname, '../../../test/support/tag-writer.js');
  // The size of a file is limited to less than the song's, in blocks of 512 bytes.
  const blocks = Math.floor((await stat(path)).size / 512) - 1;
  const command = `ulimit -f ${blocks}; exec "$0" "$1" "$2"`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, script, music]);
  expect(JSON.parse(stdout)).toMatchObject({ written: 0, skipped: [{ reason: 'no-space' }] });
  expect(await sha256(path)).toBe(before);
  expect(await leftovers()).toEqual([]);
  library = await openTestLibrary(join(music, '.library.sqlite'));
});

test.skipIf(inDatabase)(
  'what a killed process left is removed by the next, and what it did is known',
  async () => {
    const path = await heard('tune.mp3');
    const { size, modifiedMs, id } = await rowOf(path);
    const contentHash = await sha256(path);
    const { journal } = await write();
    const file = join(journals, `${journal}.jsonl`);
    const text = (await readFile(file, 'utf8'))
      .replace(/\{"closed":true\}\n$/, '')
      .replace(/"openedBy":"[^"]*"/, '"openedBy":"999999999-1-0"');
    await writeFile(file, `${text}{"entry":{"path":"cut o`);
    await writeFile(join(music, `.tonearm-${journal.slice(-8)}.tmp`), 'half a song');
    // The kill came before the library heard of the new file.
    await library.deleteFrom('files').execute();
    await library.updateTable('songs').set({ contentHash }).execute();
    const row = { path, size, modifiedMs, contentHash, errorCode: null, errorMessage: null };
    await library.insertInto('files').values(row).execute();
    await writeTags(library, [], { journals });
    expect(await leftovers()).toEqual([]);
    expect(await rowOf(path)).toMatchObject({ id, contentHash: await sha256(path) });
    expect((await undo(journal)).restored).toBe(1);
    expect(await rowOf(path)).toMatchObject({ id, contentHash });
  },
);

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is named', async () => {
  const path = await heard('tune.mp3');
  const { changes } = await plan();
  await chmod(music, 0o555);
  expect(reasons((await plan()).skipped)).toEqual({ 'tune.mp3': 'read-only' });
  const { skipped } = await writeTags(library, changes, { journals: join(home, 'journals') });
  await chmod(music, 0o755);
  expect(reasons(skipped)).toEqual({ 'tune.mp3': 'read-only' });
  expect(await genresOf(path)).toBeUndefined();
});

/** Temporary files. */
async function leftovers(): Promise<string[]> {
  return (await readdir(music)).filter((name) => name.startsWith('.tonearm'));
}

function rowOf(path: string) {
  return library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .selectAll()
    .where('path', '=', path)
    .executeTakeFirstOrThrow();
}
