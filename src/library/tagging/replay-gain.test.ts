/** ReplayGain is written into real files and undone. */
import { copyFile, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heardAs, keepHeard, sha256 } from '../../../test/support/heard-file.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { fileSource } from '../../jobs/file-source.ts';
import { type Library, openLibrary } from '../store/store.ts';
import { journalFolder } from './journal.ts';
import { planReplayGain } from './replay-gain.ts';
import { soundHash } from './sound-hash.ts';
import { undoTags } from './undo.ts';
import { writeTags } from './write.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');

let music: string;
let journals: string;
let library: Library;

beforeEach(async () => {
  music = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-replay-gain-')));
  journals = journalFolder(join(music, 'library.sqlite'));
  library = await openLibrary(join(music, 'library.sqlite'));
});

afterEach(async () => {
  await library.destroy();
  await removeFolder(music);
});

async function keep(fixture: string, album: string | null = null): Promise<string> {
  const path = join(music, fixture);
  await copyFile(join(AUDIO, fixture), path);
  await keepHeard(library, path, { ...heardAs('jazz', 0.1), album });
  return path;
}

const write = async (only: 'empty' | 'all' = 'empty') => {
  const plan = await planReplayGain(library, { only });
  return { ...plan, ...(await writeTags(library, plan.changes, { journals })), left: plan.skipped };
};

test.each(['tune.mp3', 'tune.flac', 'tune.ogg', 'tune.m4a'])(
  '%s says how loud it is, to another reader too, sounds as before, and can be taken back',
  async (fixture) => {
    const path = await keep(fixture);
    const [hash, sound] = [await sha256(path), await soundOf(path)];
    const { written, journal, changes } = await write();
    expect(written).toBe(1);
    const texts = changes[0].after.texts!;
    expect(texts.REPLAYGAIN_TRACK_GAIN).toMatch(/^[+-]\d+\.\d\d dB$/);
    expect(texts.REPLAYGAIN_ALBUM_GAIN).toBe(texts.REPLAYGAIN_TRACK_GAIN);
    const { common } = await parseFile(path);
    expect(common.replaygain_track_gain!.dB).toBeCloseTo(Number.parseFloat(texts.REPLAYGAIN_TRACK_GAIN!), 2);
    expect(common.replaygain_track_peak!.ratio).toBeCloseTo(Number(texts.REPLAYGAIN_TRACK_PEAK), 5);
    expect(await soundOf(path)).toBe(sound);
    // Written already: nothing to do.
    const again = await write();
    expect([again.changes, again.left.map(({ reason }) => reason)]).toEqual([[], ['has-tags']]);
    expect((await write('all')).left.map(({ reason }) => reason)).toEqual(['same']);
    expect((await undoTags(library, journal, { journals })).restored).toBe(1);
    expect(await sha256(path)).toBe(hash);
  },
);

test('opus has names of its own, by RFC 7845', async () => {
  const path = await keep('tune.opus');
  const { changes } = await write();
  expect(Object.keys(changes[0].after.texts!)).toEqual(['R128_TRACK_GAIN', 'R128_ALBUM_GAIN']);
  const { native } = await parseFile(path);
  const tag = native.vorbis.find(({ id }) => id === 'R128_TRACK_GAIN');
  expect(tag!.value).toBe(changes[0].after.texts!.R128_TRACK_GAIN);
});

test('songs of an album share its gain, which lies between theirs', async () => {
  await keep('tune.flac', 'One');
  await keep('tune.mp3', 'One');
  await keep('16-bit.flac', 'Two');
  const { changes } = await planReplayGain(library, { only: 'empty' });
  expect(changes).toHaveLength(3);
  const gains = changes.map(({ after }) =>
    [after.texts!.REPLAYGAIN_TRACK_GAIN!, after.texts!.REPLAYGAIN_ALBUM_GAIN!].map(Number.parseFloat),
  );
  const [one, two] = gains.filter(
    ([track, album], i) => i < 3 && changes[i].path.includes('tune') && track && album,
  );
  expect(one[1]).toBe(two[1]);
  expect(one[1]).toBeGreaterThanOrEqual(Math.min(one[0], two[0]) - 0.01);
  expect(one[1]).toBeLessThanOrEqual(Math.max(one[0], two[0]) + 0.01);
});

async function soundOf(path: string): Promise<string> {
  const source = await fileSource(path);
  try {
    return await soundHash(source);
  } finally {
    await source.close();
  }
}
