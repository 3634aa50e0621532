import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileOf, keepSongs, madeUpCatalogue, madeUpSongs } from '../../../test/support/library-songs.ts';
import { inDatabase, openTestLibrary } from '../../../test/support/test-library.ts';
import { listFailures } from '../scan/failures.ts';
import { browse } from './browse.ts';
import type { Catalogue } from './catalogue.ts';
import { openCatalogue } from './open-catalogue.ts';
import { matchOf } from './song-filter.ts';
import { SORT_KEYS } from './sorts.ts';

const SONGS = 500;
let catalogue: Catalogue;

beforeAll(async () => {
  catalogue = await madeUpCatalogue(SONGS, 1, await openTestLibrary());
});

const filters = fc.record(
  {
    text: fc.constantFrom('', 'night', 'ANGEL', 'cafe fire', '夜', 'no such word', 'artist 3'),
    genres: fc.subarray(['rock', 'jazz', 'none']),
    ids: fc.array(fc.integer({ min: 1, max: 600 })),
    artist: fc.constantFrom('artist 1', 'Nobody'),
    album: fc.constantFrom('ALBUM 2'),
    tempoMin: fc.integer({ min: 40, max: 120 }),
    tempoMax: fc.integer({ min: 80, max: 200 }),
    sure: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('songs in folders of a name are left out, at any depth, whatever the case', async () => {
  const passes = matchOf({ excludedFolders: ['ARTIST 1', 'christmas'] });
  const left = (await catalogue.all()).filter((entry) => !passes(entry));
  expect(left).toHaveLength(12);
  expect(left.every(({ path }) => path.startsWith('/music/artist 1/'))).toBe(true);
});

test('songs are found by words that are said of them, by when they came, and by any genre that is claimed', async () => {
  const own = await madeUpCatalogue(4);
  const set = (id: number, values: { words?: string; addedAt?: number }) =>
    own.library.updateTable('songs').set(values).where('id', '=', id).execute();
  const day = 24 * 3600 * 1000;
  await set(1, { words: '["guitar","calm"]', addedAt: Date.now() - 2 * day });
  await set(2, { words: '["piano"]', addedAt: Date.now() - 40 * day });
  await own.refresh();
  const found = async (filter: Parameters<typeof matchOf>[0]) =>
    (await browse(own, filter)).songs.map(({ id }) => id).sort();
  expect(await found({ words: ['Calm', 'piano'] })).toEqual([1, 2]);
  expect(await found({ words: ['calm'] })).toEqual([1]);
  await own.library
    .updateTable('songs')
    .set({ genres: '["metal","soul/deep"]' })
    .where('id', '=', 3)
    .execute();
  expect(await found({ genres: ['soul'] })).toEqual([3]);
  expect(await found({ addedDays: 30 })).toEqual([1]);
  expect(await found({ addedDays: 41, words: ['piano'] })).toEqual([2]);
  await own.library.destroy();
});

describe('a page of the table', () => {
  test.skipIf(inDatabase)(
    'pages together are every match once, whatever the filter, order and size of page',
    async () => {
      const sort = fc.constantFrom(...SORT_KEYS);
      await fc.assert(
        fc.asyncProperty(filters, sort, fc.boolean(), fc.integer({ min: 60, max: 499 }), async (...given) => {
          const [filter, key, descending, limit] = given;
          const ids: number[] = [];
          let total = 1;
          for (let offset = 0; offset < total; offset += limit) {
            const page = await browse(catalogue, { ...filter, sort: key, descending, offset, limit });
            total = page.total;
            ids.push(...page.songs.map(({ id }) => id));
          }
          const matching = (await catalogue.all()).filter(matchOf(filter)).map(({ id }) => id);
          expect(ids.toSorted((a, b) => a - b)).toEqual(matching);
          expect(matching).toHaveLength(total);
        }),
        { numRuns: 40 },
      );
    },
  );

  test.skipIf(inDatabase)(
    'numbers ascend or descend, and songs without the value come last in both directions',
    async () => {
      for (const descending of [false, true]) {
        const { songs } = await browse(catalogue, { sort: 'year', descending, limit: SONGS });
        const years = songs.map(({ year }) => year);
        const known = years.filter((year) => year !== null);
        expect(known.length).toBeLessThan(SONGS);
        expect(years.slice(0, known.length)).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
      }
    },
  );

  test.skipIf(inDatabase)('asked for all at once, while songs change, in every order', async () => {
    const library = await openTestLibrary();
    await keepSongs(library, madeUpSongs(SONGS));
    const changing = await openCatalogue(library);
    const pages = SORT_KEYS.flatMap((sort) => [
      browse(changing, { sort, limit: SONGS }),
      browse(changing, { sort, limit: SONGS, descending: true }),
      library
        .updateTable('songs')
        .set({ title: `new ${sort}` })
        .where('id', '=', 7)
        .execute(),
      browse(changing, { sort, limit: SONGS }),
    ]);
    for (const page of await Promise.all(pages)) {
      if ('songs' in page) expect(new Set(page.songs.map(({ id }) => id)).size).toBe(SONGS);
    }
    const { songs } = await browse(changing, { sort: 'title', text: 'new' });
    const last = await library
      .selectFrom('songs')
      .select(['id', 'title'])
      .where('id', '=', 7)
      .executeTakeFirstOrThrow();
    expect(SORT_KEYS.map((sort) => `new ${sort}`)).toContain(last.title);
    expect(songs.map(({ id, title }) => ({ id, title }))).toEqual([last]);
    await library.destroy();
  });

  test.skipIf(inDatabase)('equal values keep one order', async () => {
    const { songs } = await browse(catalogue, { sort: 'duration', limit: SONGS });
    const pairs = songs.slice(1).map((song, i) => [songs[i], song]);
    const equal = pairs.filter(([a, b]) => a.durationSeconds === b.durationSeconds);
    expect(equal.length).toBeGreaterThan(100);
    expect(equal.every(([a, b]) => a.id < b.id)).toBe(true);
  });

  test('words are found in any order, case and accent, in titles and names of files', async () => {
    const { songs, total } = await browse(catalogue, { text: 'CAFÉ angel' });
    expect(total).toBeGreaterThan(0);
    expect(songs.every(({ path }) => /summer|café/i.test(path) && path.includes('Ängel'))).toBe(true);
    expect(songs.some(({ title }) => title === null)).toBe(true);
  });

  test('an album is in the order of its tracks', async () => {
    const { songs } = await browse(catalogue, { sort: 'album', album: 'album 7' });
    const tracks = songs.map(({ track }) => track!);
    expect(tracks.length).toBeGreaterThan(1);
    expect(tracks).toEqual(tracks.toSorted((a, b) => a - b));
  });

  test('counts of genres are those of the rows', async () => {
    const { songs, genres } = await catalogue.summary();
    expect(songs).toBe(SONGS);
    expect(genres.reduce((sum, { songs: count }) => sum + count, 0)).toBe(SONGS);
    const jazz = (await catalogue.all()).filter(({ genre }) => genre === 'jazz');
    expect(genres.find(({ genre }) => genre === 'jazz')).toEqual({
      genre: 'jazz',
      songs: jazz.length,
      unsure: jazz.filter(({ unsure }) => unsure).length,
    });
  });
});

test('what could not be heard is listed below its folders, by the reason of the file or of the content', async () => {
  const library = await openTestLibrary();
  const [good, bad] = madeUpSongs(2);
  await keepSongs(library, [
    good,
    { ...bad, genre: null, vector: null, errorCode: 'silent', errorMessage: 'S' },
  ]);
  const unreadable = { ...fileOf('/music/z.mp3', null), errorCode: 'bad-request', errorMessage: 'B' };
  await library.insertInto('files').values(unreadable).execute();
  const all = await listFailures(library, { offset: 0, limit: 10 });
  expect(all).toEqual({
    total: 2,
    failures: [
      { path: bad.path, error: { code: 'silent', message: 'S' } },
      { path: '/music/z.mp3', error: { code: 'bad-request', message: 'B' } },
    ],
  });
  expect((await listFailures(library, { offset: 1, limit: 10 })).failures).toEqual(all.failures.slice(1));
  expect(await listFailures(library, { offset: 0, limit: 10 }, ['/music/artist 0'])).toMatchObject({
    total: 1,
  });
  const catalogue = await openCatalogue(library);
  expect((await catalogue.all()).map(({ path }) => path)).toEqual([good.path]);
  expect(await catalogue.files()).toBe(3);
  expect(await (await openCatalogue(library, { folders: ['/music/artist 0'] })).files()).toBe(2);
  await library.destroy();
});

describe('a library that changes', () => {
  test('what is written meanwhile is in the next page, in its place', async () => {
    const library = await openTestLibrary();
    const songs = madeUpSongs(30);
    await keepSongs(library, songs.slice(0, 20));
    const changing = await openCatalogue(library);
    const titles = async () =>
      (await browse(changing, { sort: 'title', limit: 50 })).songs.map(({ title, path }) => title ?? path);
    expect(await titles()).toHaveLength(20);
    await keepSongs(library, songs.slice(20));
    await library.deleteFrom('files').where('path', '=', songs[3].path).execute();
    const { path: _, ...again } = { ...songs[5], title: '!first' };
    await library
      .insertInto('songs')
      .values(again)
      .onConflict((conflict) => conflict.column('contentHash').doUpdateSet({ title: again.title }))
      .execute();
    const changed = await titles();
    expect(changed).toHaveLength(29);
    expect(changed[0]).toBe('!first');
    expect(changed).toEqual(
      (await browse(await openCatalogue(library), { sort: 'title', limit: 50 })).songs.map(
        ({ title, path }) => title ?? path,
      ),
    );
    await library.destroy();
  });

  test('a moved song keeps its number, a song whose content changed is another', async () => {
    const library = await openTestLibrary();
    const [one, two] = madeUpSongs(2);
    await keepSongs(library, [one]);
    const changing = await openCatalogue(library);
    const [before] = await changing.all();
    await library.insertInto('files').values(fileOf('/elsewhere.mp3', one.contentHash)).execute();
    await library.deleteFrom('files').where('path', '=', one.path).execute();
    await changing.refresh();
    expect((await changing.all()).map(({ id, path }) => ({ id, path }))).toEqual([
      { id: before.id, path: '/elsewhere.mp3' },
    ]);
    await keepSongs(library, [two]);
    await library
      .updateTable('files')
      .set({ contentHash: two.contentHash })
      .where('path', '=', '/elsewhere.mp3')
      .execute();
    await changing.refresh();
    expect((await changing.all()).map(({ path }) => path)).toEqual(['/elsewhere.mp3']);
    expect((await changing.all())[0].id).not.toBe(before.id);
    await library.destroy();
  });

  test('only what lies below the named folders is there', async () => {
    const library = await openTestLibrary();
    const [one, two] = madeUpSongs(2).map((song, i) => ({ ...song, path: `/m${i}/song.mp3` }));
    await keepSongs(library, [one, two]);
    await library.insertInto('files').values(fileOf('/m0x/copy.mp3', two.contentHash)).execute();
    const below = async (...folders: string[]) =>
      (await (await openCatalogue(library, { folders })).all()).map(({ path }) => path);
    expect(await below('/m0')).toEqual(['/m0/song.mp3']);
    expect(await below('/m0x', '/nowhere')).toEqual(['/m0x/copy.mp3']);
    expect(await below()).toEqual([]);
    await library.destroy();
  });
});

test('a song of none of the genres is in the table, but in no genre: not counted, not filtered, not searched', async () => {
  const others = await madeUpCatalogue(20, 1, await openTestLibrary());
  const [{ id, genre }] = await others.all();
  const inGenre = (await others.all()).filter((entry) => entry.genre === genre).length;
  await others.library.updateTable('songs').set({ outside: 1, unsure: 1 }).where('id', '=', id).execute();
  const { total, songs } = await browse(others, { sort: 'genre' });
  expect([total, songs.at(-1)]).toMatchObject([20, { id, outside: true }]);
  expect((await browse(others, { genres: [genre] })).total).toBe(inGenre - 1);
  expect((await browse(others, { text: genre, ids: [id] })).total).toBe(0);
  const { songs: all, genres } = await others.summary();
  expect([all, genres.reduce((sum, each) => sum + each.songs, 0)]).toEqual([20, 19]);
});

test('a genre takes in what lies below it, and nothing that only begins alike', async () => {
  const nested = await madeUpCatalogue(6, 1, await openTestLibrary());
  const names = ['rock', 'rock/indie', 'rock/indie/lofi', 'rockabilly', 'jazz', 'jazz'];
  for (const [i, { id }] of (await nested.all()).entries()) {
    await nested.library
      .updateTable('songs')
      .set({ genre: names[i], outside: 0 })
      .where('id', '=', id)
      .execute();
  }
  const count = async (genres: string[]) => (await browse(nested, { genres })).total;
  expect([await count(['rock']), await count(['rock/indie']), await count(['jazz'])]).toEqual([3, 2, 2]);
  expect((await browse(nested, { excludedGenres: ['rock'] })).total).toBe(3);
});
