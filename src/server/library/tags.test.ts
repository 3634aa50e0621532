/** Tags over HTTP while others of the same library are at work. */
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, scan } from '../../../test/support/built.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { SongPage, TagPlan } from '../library-schema.ts';

const AUDIO = join(import.meta.dirname, '../../../test/fixtures/audio');

let folder: string;
let file: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-tags-'));
  file = join(folder, 'library.sqlite');
  const [music, modelsDirectory] = ['music', 'models'].map((name) => join(folder, name));
  for (const each of [music, modelsDirectory]) await mkdir(each);
  await copyFile(join(AUDIO, 'tune.flac'), join(music, 'tune.flac'));
  const modelPath = await writeSmallModel(modelsDirectory);
  const library = await openLibrary(file);
  await scan(library, [music], { modelPath, workers: 1 });
  await library.destroy();
  app = await createApp({
    modelsDirectory,
    webDirectory: join(folder, 'no-page'),
    uploadParent: join(folder, 'uploads'),
    workers: 1,
    library: { file, folders: [music], writable: true },
  });
});

afterAll(async () => {
  await app?.close();
  await removeFolder(folder);
});

function plan(more: object = {}) {
  const payload = { only: 'all', sureOnly: false, tempo: true, ...more };
  return app.inject({ method: 'POST', url: '/api/library/tags/plan', payload });
}

async function planned(): Promise<string> {
  const { id, total } = (await plan()).json<TagPlan>();
  expect(total).toBe(1);
  return id;
}

test('tags are planned for one client at a time', async () => {
  const answers = await Promise.all([plan(), plan()]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 409]);
  expect(answers[1].json()).toMatchObject({
    code: 'busy',
    detail: expect.stringContaining('Another plan is being made'),
  });
  expect((await plan()).statusCode).toBe(200);
});

test('each part is planned on request, and how loud files are', async () => {
  const { songs } = (await app.inject('/api/library/songs')).json<SongPage>();
  const [{ id, energy }] = songs;
  const texts = (more: object) => plan(more).then((answer) => answer.json<TagPlan>().changes[0]!.after);
  expect(await texts({ genre: false, comment: 'energy {energy}' })).toEqual({
    genres: [],
    tempo: null,
    texts: { COMMENT: `energy ${Math.max(1, Math.round(10 * energy!))}` },
  });
  expect((await texts({ replayGain: true, songs: [id] })).texts).toEqual({
    REPLAYGAIN_TRACK_GAIN: expect.stringMatching(/^[+-]\d+\.\d\d dB$/),
    REPLAYGAIN_TRACK_PEAK: expect.stringMatching(/^\d\.\d{6}$/),
    REPLAYGAIN_ALBUM_GAIN: expect.any(String),
    REPLAYGAIN_ALBUM_PEAK: expect.any(String),
  });
});

test.each([
  ['a comment of what there is not', { comment: '{colour}' }, /comment with \{key\}/],
  ['how loud a whole library is', { replayGain: true }, /Choose up to 200 songs/],
])('%s is refused in words', async (_, more, message) => {
  const answer = await plan(more);
  expect([answer.statusCode, answer.json().detail]).toEqual([400, expect.stringMatching(message)]);
});

test('tags are neither written nor taken back while others are being written', async () => {
  const [one, other] = [await planned(), await planned()];
  const post = (path: string, payload = {}) => {
    return app.inject({ method: 'POST', url: `/api/library/tags/${path}`, payload });
  };
  // Another program holds the library: what is being written waits for it.
  const holder = new Database(file);
  holder.exec('begin immediate');
  const written = await post(`plans/${one}/write`);
  const refused = await post(`plans/${other}/write`);
  holder.exec('rollback');
  holder.close();
  expect([written.statusCode, refused.statusCode]).toEqual([202, 409]);
  expect(refused.json()).toMatchObject({
    code: 'busy',
    detail: expect.stringContaining('Other tags are being written'),
  });

  const events = await app.inject(`/api/library/tags/jobs/${written.json().id}/events`);
  const journal = /"journal":"([^"]+)"/.exec(events.body)![1];
  const answers = await Promise.all([post('undo', { journal }), post('undo', { journal })]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409]);
});
