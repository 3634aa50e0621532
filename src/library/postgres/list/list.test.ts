/** A database answers what a catalogue in memory does, whatever is asked. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, keepSongs, type MadeUpSong, madeUpSongs } from '../../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../../test/support/test-library.ts';
import type { Catalogue, CatalogueOptions, FoundSongs } from '../../catalogue/catalogue.ts';
import { openCatalogue } from '../../catalogue/open-catalogue.ts';
import type { BrowseQuery } from '../../catalogue/song-filter.ts';
import { SORT_KEYS } from '../../catalogue/sorts.ts';
import { type Library, openLibrary } from '../../store/store.ts';
import { orderedBytes } from './table.ts';

const SONGS = 2300;
/** So few rows are sorted that orders are walked, from mark to mark. */
const MAX_SORTED = 200;
const DAY_MS = 24 * 3600 * 1000;
const NOW = Date.now();
/** Code points beyond 16 bits, private ones, marks alone, what SQL takes for a wildcard, long and empty names. */
const ODD_TITLES = [
  '😀 up',
  '\ue000 private',
  '\u0301',
  '100% _fire_',
  'back\\slash',
  '',
  'a'.repeat(4000),
  'ﬁre',
  'ÅNGEL',
];

let file: Library;
let database: Library;
let pair: readonly [Catalogue, Catalogue];

beforeAll(async () => {
  [file, database] = [await openLibrary(':memory:'), await openTestLibrary()];
  await fill(file);
  await fill(database);
  pair = await both();
});

afterAll(async () => {
  await file.destroy();
  await database.destroy();
});

async function both(options?: CatalogueOptions): Promise<readonly [Catalogue, Catalogue]> {
  return [
    await openCatalogue(file, options),
    await openCatalogue(database, { ...options, maxSorted: MAX_SORTED }),
  ];
}

/** Fills a library with songs that are odd in every way that a table may be queried. */
async function fill(library: Library): Promise<void> {
  const songs = madeUpSongs(SONGS).map((song, i): MadeUpSong => {
    const odd = i % 40 === 0 ? { title: ODD_TITLES[(i / 40) % ODD_TITLES.length] } : {};
    const outside = Number(i % 31 === 0);
    const genres = i % 17 === 0 ? '["rock/indie","soul"]' : '[]';
    const words = i % 3 === 0 ? '["calm","guitar"]' : '[]';
    const taggedGenres = i % 5 === 0 ? '["Jazz"]' : song.taggedGenres;
    const [albumArtist, disc] = [i % 11 === 0 ? 'Artist 3' : null, i % 13 === 0 ? 1 + (i % 3) : null];
    // Behind the beginning of the hour that days are counted from.
    const addedAt = i % 6 === 0 ? null : NOW - (i % 50) * DAY_MS - DAY_MS / 2;
    return { ...song, ...odd, outside, genres, words, taggedGenres, albumArtist, disc, addedAt };
  });
  await keepSongs(library, songs);
  const copies = songs.filter((_, i) => i % 50 === 7);
  const other = copies.map(({ contentHash }, i) =>
    fileOf(`/${i % 2 ? 'a' : 'z'}/copy ${i}.mp3`, contentHash),
  );
  await library.insertInto('files').values(other).execute();
  const taught = songs
    .filter((_, i) => i % 70 === 3)
    .map(({ contentHash }, i) => {
      return { contentHash, genre: i % 3 === 0 ? null : 'Nu Cumbia', songs: i % 2 };
    });
  await library.insertInto('taught').values(taught).execute();
}

const query: fc.Arbitrary<BrowseQuery> = fc.record(
  {
    text: fc.constantFrom(
      '',
      'night',
      'ANGEL',
      'cafe fire',
      '夜',
      'no such word',
      'artist 3',
      '100%',
      '_fire_',
      'k\\s',
      '😀',
    ),
    genres: fc.subarray(['rock', 'jazz', 'none', 'rock/indie', 'Nu Cumbia', 'soul']),
    excludedGenres: fc.subarray(['rock', 'soul', 'jazz']),
    excludedFolders: fc.subarray(['ARTIST 1', 'a', 'z']),
    ids: fc.array(fc.integer({ min: 1, max: SONGS + 100 }), { maxLength: 300 }),
    artist: fc.constantFrom('artist 3', 'Nobody'),
    album: fc.constantFrom('ALBUM 2', ['album 2', 'album 9']),
    mood: fc.constantFrom('Happy', ['sad', 'calm']),
    words: fc.constantFrom(['Calm'], ['nobody', 'guitar']),
    addedDays: fc.integer({ min: 1, max: 60 }),
    tempoMin: fc.integer({ min: 40, max: 120 }),
    yearMin: fc.integer({ min: 1960, max: 2000 }),
    energyMax: fc.double({ min: 0, max: 1, noNaN: true }),
    sure: fc.boolean(),
    disagrees: fc.boolean(),
    sort: fc.constantFrom(...SORT_KEYS),
    descending: fc.boolean(),
    offset: fc.integer({ min: 0, max: SONGS + 50 }),
    limit: fc.integer({ min: 0, max: 200 }),
  },
  { requiredKeys: ['sort'] },
);

/** Few filters at once, so that pages are not all empty. */
const questions = fc
  .tuple(query, fc.integer())
  .map(([{ sort, descending, offset, limit, ...filter }, seed]) => {
    const names = Object.keys(filter) as (keyof typeof filter)[];
    const kept = names.filter((_, i) => (seed + i) % 4 === 0);
    return {
      sort,
      descending,
      offset,
      limit,
      ...Object.fromEntries(kept.map((name) => [name, filter[name]])),
    };
  });

test('pages of a database are those of a file: order, ties, folding and counts, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (asked) => {
      const [inFile, inDatabase] = await Promise.all(pair.map((catalogue) => catalogue.page(asked)));
      expect(inDatabase).toEqual({ ...inFile, songs: inFile.songs.map(({ id, path }) => ({ id, path })) });
    }),
    { numRuns: 150 },
  );
});

test('ranges of numbers have as many songs as in a file, one alone and two together', async () => {
  const tempos = (await pair[0].all()).map(({ beatsPerMinute }) => beatsPerMinute).sort((a, b) => a - b);
  const ranges: BrowseQuery[] = [
    { tempoMin: tempos[300], tempoMax: tempos[400] },
    ...[200, 1900].flatMap((place) => [
      { beatsPerMinuteMin: tempos[place] },
      { beatsPerMinuteMax: tempos[place] },
    ]),
    ...[1960, 1975, 2010].flatMap((year) => [{ yearMin: year }, { yearMax: year }]),
    { yearMin: 1990, yearMax: 1980 },
    { energyMin: 0.3 },
  ];
  for (const asked of ranges.flatMap((one) => ranges.map((other) => ({ ...one, ...other, limit: 1 })))) {
    const [inFile, inDatabase] = await Promise.all(pair.map((catalogue) => catalogue.page(asked)));
    expect([asked, inDatabase.total]).toEqual([asked, inFile.total]);
  }
});

test('pages one after another, and back, are the whole of every order, with a list that has its indexes', async () => {
  const { rows } = await sql<{
    made: boolean;
  }>`select to_regclass('listed_within') is not null as made`.execute(database);
  expect(rows).toEqual([{ made: true }]);
  for (const sort of SORT_KEYS) {
    const asked = { sort, descending: sort.length % 2 === 0, genres: ['rock', 'jazz', 'pop'] };
    const whole = (await pair[0].page({ ...asked, limit: SONGS })).songs.map(({ id }) => id);
    const offsets = Array.from({ length: Math.ceil(whole.length / 100) }, (_, i) => 100 * i);
    for (const offset of [...offsets, ...offsets.toReversed()]) {
      const page = (await pair[1].page({ ...asked, offset })).songs.map(({ id }) => id);
      expect(page).toEqual(whole.slice(offset, offset + 100));
    }
  }
});

test('only what lies below the folders is there, each song by its first file there', async () => {
  for (const folders of [
    ['/a'],
    ['/a', '/music/artist 1'],
    ['/z', '/a', '/music'],
    ['/'],
    ['/nowhere'],
    [],
  ]) {
    const [inFile, inDatabase] = await both({ folders });
    expect(await inDatabase.summary()).toEqual({ ...(await inFile.summary()), seconds: expect.any(Number) });
    const all = await Promise.all(
      [inFile, inDatabase].map(async (one) =>
        (await one.all()).map(({ id, path, name, text, genre, surprise }) =>
          [id, path, name, text, genre, surprise].join('\n'),
        ),
      ),
    );
    expect(all[1]).toEqual(all[0]);
    for (const asked of [{ text: 'copy' }, { sort: 'title', limit: 200 }] as const) {
      const pages = await Promise.all([inFile, inDatabase].map((one) => one.page(asked)));
      expect(pages[1]).toEqual({ ...pages[0], songs: pages[0].songs.map(({ id, path }) => ({ id, path })) });
    }
  }
});

test('counts and places stay those of the songs, whatever comes, goes and changes', async () => {
  const change = async (library: Library, round: number) => {
    const hashes = madeUpSongs(SONGS)
      .map(({ contentHash }) => contentHash)
      .slice(100 * round, 100 * round + 60);
    const [gone, said, failed, copied] = [0, 15, 30, 45].map((from) => hashes.slice(from, from + 15));
    await library.deleteFrom('files').where('contentHash', 'in', gone).execute();
    await library.deleteFrom('taught').where('contentHash', 'in', said).execute();
    const taught = said.map((contentHash, i) => ({ contentHash, genre: i % 2 ? 'fado' : null, songs: 0 }));
    await library.insertInto('taught').values(taught).execute();
    await library
      .updateTable('songs')
      .set({ genre: null, errorCode: 'silent' })
      .where('contentHash', 'in', failed)
      .execute();
    const copies = copied.map((contentHash, i) => fileOf(`/copies/${round} ${i}.mp3`, contentHash));
    await library.insertInto('files').values(copies).execute();
    if (round > 0)
      await library
        .deleteFrom('files')
        .where('path', 'like', `/copies/${round - 1} %`)
        .execute();
  };
  for (let round = 0; round < 2; round++) {
    for (const library of [file, database]) await change(library, round);
    for (const folders of [undefined, ['/'], ['/copies'], ['/music', '/a']]) {
      const [inFile, inDatabase] = await both({ folders });
      const { seconds, ...expected } = await inFile.summary();
      expect(await inDatabase.summary()).toEqual({ ...expected, seconds: expect.closeTo(seconds, 3) });
      expect(await inDatabase.files()).toBe(await inFile.files());
    }
    expect(await differingPages(await both())).toEqual([]);
  }
});

/** Orders, directions and offsets of pages that the catalogues disagree about. */
async function differingPages([inFile, inDatabase]: readonly [Catalogue, Catalogue]): Promise<string[]> {
  const differing: string[] = [];
  for (const sort of SORT_KEYS) {
    for (const descending of [false, true]) {
      const whole = idsOf(await inFile.page({ sort, descending, limit: SONGS }));
      for (let offset = 0; offset < SONGS; offset += 700) {
        const page = idsOf(await inDatabase.page({ sort, descending, offset, limit: 5 }));
        if (page.join() !== whole.slice(offset, offset + 5).join())
          differing.push(`${sort} ${descending} ${offset}`);
      }
    }
  }
  return differing;
}

function idsOf({ songs }: FoundSongs): number[] {
  return songs.map(({ id }) => id);
}

test('bytes of texts have the order that JavaScript gives the texts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const order = one < other ? -1 : Number(one > other);
      expect(Math.sign(Buffer.compare(orderedBytes(one), orderedBytes(other)))).toBe(order);
    }),
  );
});
