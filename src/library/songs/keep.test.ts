import { afterEach, beforeEach, expect, test } from 'vitest';
import { DESCRIBED } from '../../../test/support/described.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import type { Library } from '../store/store.ts';
import { keepAnalysed, keepFile } from './keep.ts';

const DAY = '2020-02-20T12:00:00.000Z';
const [ONE, TWO] = ['a', 'b'].map((letter) => letter.repeat(64));

let library: Library;

beforeEach(async () => {
  library = await openTestLibrary();
});

afterEach(() => library.destroy());

async function keep(contentHash: string, before?: string): Promise<void> {
  await keepAnalysed(library, { contentHash, analysis: 'x', before }, DESCRIBED);
}

async function addedOf(contentHash: string): Promise<number | null> {
  const song = await library
    .selectFrom('songs')
    .select('addedAt')
    .where('contentHash', '=', contentHash)
    .executeTakeFirstOrThrow();
  return song.addedAt;
}

function setAdded(addedAt: number | null): Promise<unknown> {
  return library.updateTable('songs').set({ addedAt }).execute();
}

test('the day on which a song came stays when it is analysed anew, and when its tags are changed', async () => {
  const began = Date.now();
  await keep(ONE);
  expect(await addedOf(ONE)).toBeGreaterThanOrEqual(began);
  await setAdded(Date.parse(DAY));
  await keep(ONE);
  await keep(TWO, ONE);
  expect([await addedOf(ONE), await addedOf(TWO)]).toEqual([Date.parse(DAY), Date.parse(DAY)]);
});

test('a song of a library that is older than its days came when its file was last changed', async () => {
  await keep(ONE);
  await setAdded(null);
  const identity = { size: 1, mtimeMs: Date.parse(DAY), ctimeMs: 1, ino: 1 };
  await keepFile(library, { path: '/a.mp3', contentHash: ONE, identity });
  await keep(TWO, ONE);
  await keep(ONE);
  expect([await addedOf(ONE), await addedOf(TWO)]).toEqual([Date.parse(DAY), Date.parse(DAY)]);
});
