/** The inbox of tags over HTTP, with files that are really written. */
import { mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, scan } from '../../../test/support/built.ts';
import { withId3 } from '../../../test/support/id3.ts';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import { writeSmallModel } from '../../../test/support/small-model.ts';
import { openLibrary } from '../../library/store/store.ts';
import type { InboxPage, SongPage, TagJournal, TagJournalDetail, TagPlan } from '../library-schema.ts';

const TUNE = join(import.meta.dirname, '../../../test/fixtures/audio/tune.mp3');

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tonearm-inbox-')));
  const [music, modelsDirectory] = ['music', 'models'].map((name) => join(folder, name));
  for (const each of [music, modelsDirectory]) await mkdir(each);
  const tune = await readFile(TUNE);
  await writeFile(join(music, 'one.mp3'), withId3(tune, { title: 'One', genre: 'Bossa Nova' }));
  await writeFile(join(music, 'two.mp3'), withId3(tune, { title: 'Two', genre: 'Klezmer' }));
  const file = join(folder, 'library.sqlite');
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

async function get<T>(url: string): Promise<T> {
  const response = await app.inject(url);
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}

async function post<T>(url: string, payload: object): Promise<T> {
  const response = await app.inject({ method: 'POST', url, payload });
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.json();
}

test('what a person said against a tag is in the inbox, is written, and is in the journal', async () => {
  expect((await get<InboxPage>('/api/library/inbox')).total).toBe(0);
  const { songs } = await get<SongPage>('/api/library/songs?sort=title');
  await post('/api/library/corrections', { songs: songs.map(({ id }) => id), genre: 'klezmer' });
  const { rows } = await get<InboxPage>('/api/library/inbox');
  expect(rows).toMatchObject([
    {
      surprise: 1,
      song: { title: 'One', taggedGenres: ['Bossa Nova'], genre: 'klezmer' },
      after: {
        accept: ['klezmer', 'Bossa Nova'],
        add: ['Bossa Nova', 'klezmer'],
        replace: ['klezmer'],
      },
    },
  ]);
  expect((await get<SongPage>('/api/library/songs?disagrees=true')).songs.map(({ title }) => title)).toEqual([
    'One',
  ]);
  expect((await get<InboxPage>('/api/library/inbox?q=two')).total).toBe(0);
  const [{ song }] = rows;
  const decisions = [{ song: song.id, action: 'add' }];
  const plan = await post<TagPlan>('/api/library/inbox/plan', { decisions });
  expect(plan.changes).toMatchObject([
    { song: song.id, before: { genres: ['Bossa Nova'] }, after: { genres: ['Bossa Nova', 'klezmer'] } },
  ]);
  const { id } = await post<{ id: string }>(`/api/library/tags/plans/${plan.id}/write`, {});
  expect((await app.inject(`/api/library/tags/jobs/${id}/events`)).body).toContain('event: done');
  expect((await get<InboxPage>('/api/library/inbox')).total).toBe(0);
  const { entries } = await get<TagJournal>('/api/library/tags/journal');
  const detail = await get<TagJournalDetail>(`/api/library/tags/journal/${entries[0].id}`);
  expect(detail).toMatchObject({
    total: 1,
    changes: [{ file: { name: 'one.mp3' }, after: { genres: ['Bossa Nova', 'klezmer'] }, undone: false }],
  });
  const again = await get<SongPage>('/api/library/songs?q=one');
  expect(again.songs[0]).toMatchObject({ genre: 'klezmer', taught: { by: 'you', songs: 1 } });
});

test.each([
  ['nothing decided', { decisions: [] }],
  ['an action that is none', { decisions: [{ song: 1, action: 'burn' }] }],
])('%s is refused', async (_, payload) => {
  const response = await app.inject({ method: 'POST', url: '/api/library/inbox/plan', payload });
  expect(response.statusCode).toBe(400);
});

test('a journal that is none is not found', async () => {
  expect((await app.inject('/api/library/tags/journal/none')).statusCode).toBe(404);
});
