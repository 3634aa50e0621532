/** Key, mood and comment: what is written of a song that is known so well, into real files, and taken back. */
import { copyFile, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heardAs, keepHeard, sha256 } from '../../../test/support/heard-file.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { checkTemplate } from '../../description/comment-template.ts';
import type { NewSongRow } from '../store/schema.ts';
import { type Library, openLibrary } from '../store/store.ts';
import type { TagRules } from './contract.ts';
import { journalFolder } from './journal.ts';
import { planTags } from './plan.ts';
import { undoTags } from './undo.ts';
import { writeTags } from './write.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');
const KNOWN = { key: 'A minor', camelot: '8A', mood: 'happy', energy: 0.71, beatsPerMinute: 124.2 };
const COMMENT = '{camelot} · {tempo} · energy {energy}';

let music: string;
let journals: string;
let library: Library;

beforeEach(async () => {
  music = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-sound-texts-')));
  journals = journalFolder(join(music, 'library.sqlite'));
  library = await openLibrary(join(music, 'library.sqlite'));
});

afterEach(async () => {
  await library.destroy();
  await removeFolder(music);
});

async function keep(fixture: string, heard: Partial<NewSongRow> = {}): Promise<string> {
  const path = join(music, fixture);
  await copyFile(join(AUDIO, fixture), path);
  await keepHeard(library, path, { ...heardAs('jazz'), ...KNOWN, ...heard });
  return path;
}

const plan = (rules: Partial<TagRules>) =>
  planTags(library, { only: 'empty', sureOnly: true, tempo: false, ...rules });
const write = async (rules: Partial<TagRules>) =>
  writeTags(library, (await plan(rules)).changes, { journals });

test.each(['tune.mp3', 'tune.flac', 'tune.ogg', 'tune.opus', 'tune.m4a'])(
  '%s says key, mood and comment to another reader too, and is taken back byte for byte',
  async (fixture) => {
    const path = await keep(fixture);
    const hash = await sha256(path);
    const { journal } = await write({ key: 'letters', mood: true, comment: COMMENT });
    const { common, native } = await parseFile(path);
    expect(common.genre).toEqual(['Jazz']);
    expect(common.mood).toBe('happy');
    expect(common.comment!.map(({ text }) => text)).toContain('8A · 124 · energy 7');
    const keys = Object.values(native)
      .flat()
      .filter(({ id }) => /initialkey|^TKEY$/i.test(id));
    expect(keys.map(({ value }) => value)).toEqual(['Am']);
    expect((await undoTags(library, journal, { journals })).restored).toBe(1);
    expect(await sha256(path)).toBe(hash);
  },
);

test('nothing of it is written unasked', async () => {
  await keep('tune.mp3');
  expect((await plan({ tempo: true })).changes[0].after).toEqual({ genres: ['Jazz'], tempo: 124 });
});

test('the key is told as programs for DJs read it', async () => {
  await keep('tune.mp3');
  await keep('tune.flac', { key: 'F# major', camelot: '2B' });
  const keysOf = async (key: 'letters' | 'camelot') =>
    (await plan({ key })).changes.map(({ after }) => after.texts!.INITIALKEY);
  expect([await keysOf('letters'), await keysOf('camelot')]).toEqual([
    ['F#', 'Am'],
    ['2B', '8A'],
  ]);
});

test('each is written where it is sure, whatever the others are', async () => {
  await keep('tune.mp3', heardAs('jazz', 0.3));
  await keep('tune.flac', { key: null, camelot: null });
  await keep('tune.ogg', { ...heardAs('jazz', 0.3), key: null, camelot: null, mood: null });
  const { changes, skipped } = await plan({ key: 'letters', mood: true, comment: COMMENT });
  expect(changes.map(({ after: { genres, texts } }) => ({ genres, texts }))).toEqual([
    { genres: ['Jazz'], texts: { MOOD: 'happy' } },
    { genres: [], texts: { INITIALKEY: 'Am', MOOD: 'happy', COMMENT: '8A · 128 · energy 7' } },
  ]);
  expect(skipped.map(({ reason }) => reason)).toEqual(['unsure']);
});

test('a tempo that is not sure is not written, and no comment that names it', async () => {
  await keep('tune.mp3', { tempoConfidence: null });
  const { changes } = await plan({ tempo: true, key: 'camelot', comment: COMMENT });
  expect(changes.map(({ after }) => after)).toEqual([
    { genres: ['Jazz'], tempo: null, texts: { INITIALKEY: '8A' } },
  ]);
  expect((await plan({ genre: false, tempo: true })).skipped.map(({ reason }) => reason)).toEqual(['unsure']);
});

test('the genre can be left as it is', async () => {
  await keep('tune.mp3');
  expect((await plan({ genre: false, key: 'letters', tempo: true })).changes[0].after).toEqual({
    genres: [],
    tempo: 124,
    texts: { INITIALKEY: 'Am' },
  });
});

test('what somebody wrote is kept, unless all is asked for', async () => {
  const path = await keep('tune.mp3');
  await write({ genre: false, comment: 'mine {camelot}', key: 'camelot' });
  const asked = { genre: false, key: 'letters', comment: COMMENT } as const;
  expect((await plan(asked)).skipped.map(({ reason }) => reason)).toEqual(['has-tags']);
  expect((await plan({ ...asked, mood: true })).changes[0].after.texts).toEqual({
    INITIALKEY: '8A',
    COMMENT: 'mine 8A',
    MOOD: 'happy',
  });
  await write({ ...asked, only: 'all' });
  const { common } = await parseFile(path);
  expect([common.key, common.comment!.map(({ text }) => text)]).toEqual(['Am', ['8A · 124 · energy 7']]);
  expect((await plan({ ...asked, only: 'all' })).skipped.map(({ reason }) => reason)).toEqual(['same']);
});

test('energy is told from 1 to 10', async () => {
  await keep('tune.mp3', { energy: 0 });
  await keep('tune.flac', { energy: 1 });
  const { changes } = await plan({ comment: '{energy}' });
  expect(changes.map(({ after }) => after.texts!.COMMENT)).toEqual(['10', '1']);
});

test.each([
  ['unknown', '{colour}'],
  ['empty of places', 'nothing to fill in'],
  ['of two lines', '{camelot}\n{tempo}'],
  ['too long', `{key}${'x'.repeat(500)}`],
])('a template that is %s is refused in words', (_, template) => {
  expect(() => checkTemplate(template)).toThrow(/^Expected a comment /);
});
