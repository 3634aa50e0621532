/** A neighbourhood of a large database gives the results of the whole. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { matchOf } from '../catalogue/song-filter.ts';
import { makePlaylist } from '../playlists/playlist.ts';
import { explain, nearest, type SongSpace, spaceIndexOf } from '../similarity/similarity.ts';
import { nearestToWishes, wishSelection } from '../similarity/wishes.ts';
import { type Library, openLibrary } from '../store/store.ts';

const SONGS = 3000;
const ASKED = Array.from({ length: 40 }, (_, i) => 1 + 71 * i);
const MIN_RECALL = 0.95;

let library: Library;
/** All of the songs are looked at. */
let whole: SongSpace;
let all: Catalogue;
let large: Catalogue;

beforeAll(async () => {
  const [file, songs] = [await openLibrary(':memory:'), madeUpSongs(SONGS)];
  library = await openTestLibrary();
  await keepSongs(file, songs);
  await keepSongs(library, songs);
  all = await openCatalogue(file);
  whole = await all.space({});
  large = await openCatalogue(library, { maxWhole: 500 });
  await large.tend();
});

afterAll(async () => {
  await library.destroy();
  await all.library.destroy();
});

async function similar(catalogue: Catalogue, id: number, filter = {}): Promise<number[]> {
  const space = await catalogue.space({ ids: [id], count: 10, filter });
  const passes = matchOf(filter);
  return nearest(space, space.indices.get(id)!, 10, (other) => passes(space.songs[other])).map(
    ({ index }) => space.songs[index].id,
  );
}

function recall(found: readonly number[], wanted: readonly number[]): number {
  return wanted.filter((id) => found.includes(id)).length / wanted.length;
}

test('nearly all of the nearest songs are found, and distances and words are those of the whole', async () => {
  const shares: number[] = [];
  for (const id of ASKED) shares.push(recall(await similar(large, id), await similar(all, id)));
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(MIN_RECALL);
  const space = await large.space({ ids: [8], count: 10 });
  expect(space.songs.length).toBeLessThan(30);
  const [first] = nearest(space, space.indices.get(8)!, 1);
  const other = spaceIndexOf(whole, space.songs[first.index]);
  expect(first.distance).toBeCloseTo(nearest(whole, whole.indices.get(8)!, 1)[0].distance, 1);
  expect(explain(space, space.indices.get(8)!, first.index)).toEqual(
    explain(whole, whole.indices.get(8)!, other),
  );
});

test('where few songs pass a filter, the nearest of them are found', async () => {
  for (const filter of [
    { artist: 'artist 7' },
    { genres: ['jazz'], yearMin: 2000 },
    { text: 'love again' },
  ]) {
    const shares: number[] = [];
    for (const id of ASKED.slice(0, 10))
      shares.push(recall(await similar(large, id, filter), await similar(all, id, filter)));
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(MIN_RECALL);
  }
});

test('playlists keep their rules and are as long as was asked for', async () => {
  const requests = [
    { seeds: [5] },
    { seeds: [5, 900, 2000], filter: { genres: ['rock', 'jazz', 'pop'] } },
    { from: 40, to: 1800 },
    { filter: { sure: true } },
    { seeds: [12], mix: true, energyCourse: 'rising' },
  ] as const;
  for (const request of requests) {
    const { songs, complete } = await makePlaylist(large, { ...request, length: { songs: 20 } });
    expect([songs.length, complete]).toEqual([20, true]);
    expect(new Set(songs.map(({ entry }) => entry.id)).size).toBe(20);
    const passes = matchOf('filter' in request ? request.filter : {});
    expect(songs.every(({ entry }) => passes(entry))).toBe(true);
  }
});

test('wishes are looked for near songs that are liked', async () => {
  const entries = await large.entriesOf([3, 4]);
  const wishes = { like: entries.slice(0, 1), unlike: entries.slice(1), energy: 0.8 };
  const [near, far] = [await large.space(wishSelection(wishes)), await all.space({})];
  const idsIn = (space: SongSpace) =>
    nearestToWishes(space, wishes, 10).map(({ index }) => space.songs[index].id);
  expect(recall(idsIn(near), idsIn(far))).toBeGreaterThanOrEqual(0.8);
});

test('what changed is taken in: a song that sounds otherwise, one that came, one that went', async () => {
  const [twin] = madeUpSongs(1, 99);
  const [{ vector, ranking }] = await library
    .selectFrom('songs')
    .select(['vector', 'ranking'])
    .where('id', '=', 50)
    .execute();
  await keepSongs(library, [
    { ...twin, contentHash: 'f'.repeat(64), path: '/music/twin.mp3', vector, ranking },
  ]);
  await large.refresh();
  const { id } = await library
    .selectFrom('songs')
    .select('id')
    .where('contentHash', '=', 'f'.repeat(64))
    .executeTakeFirstOrThrow();
  expect((await similar(large, 50))[0]).toBe(id);
  await library.deleteFrom('files').where('path', '=', '/music/twin.mp3').execute();
  await large.refresh();
  expect(await similar(large, 50)).not.toContain(id);
  await library
    .insertInto('files')
    .values(fileOf('/music/back.mp3', 'f'.repeat(64)))
    .execute();
  await library.updateTable('songs').set({ vector: null }).where('id', '=', id).execute();
  await large.refresh();
  expect(await similar(large, 50)).not.toContain(id);
});
