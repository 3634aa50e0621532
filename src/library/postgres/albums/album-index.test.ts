/** The album index of a database tells what the one in memory tells, whatever comes, goes and changes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, keepSongs, type MadeUpSong, madeUpSongs } from '../../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../../test/support/test-library.ts';
import type { AlbumIndex, AlbumQuery } from '../../albums/album-index.ts';
import { albumIndexOf } from '../../albums/open-album-index.ts';
import { openCatalogue } from '../../catalogue/open-catalogue.ts';
import { type Library, openLibrary } from '../../store/store.ts';

const SONGS = 400;
const ALBUMS: readonly AlbumQuery[] = [
  { order: 'met' },
  { order: 'met', words: ['album', '3'], offset: 2, limit: 9 },
  { order: 'met', genre: 'HIP-HOP' },
  { order: 'met', genre: 'no genre' },
  { order: 'newest', descending: true, limit: 20 },
  { order: 'name', offset: 5, limit: 40 },
  { order: 'artist' },
  { order: 'year', years: [1970, 1990] },
  { order: 'year', descending: true, years: [1960, 2020] },
  { order: 'name', folder: '/music' },
  { order: 'met', folder: '/mixed', words: ['_'] },
];

let file: Library;
let database: Library;

beforeAll(async () => {
  [file, database] = [await openLibrary(':memory:'), await openTestLibrary()];
  for (const library of [file, database]) await keepSongs(library, songs());
});

afterAll(async () => {
  await file.destroy();
  await database.destroy();
});

/** On albums of their own, of others, of several artists in one folder, of nobody, under names in several spellings. */
function songs(): MadeUpSong[] {
  return madeUpSongs(SONGS).map((song, i): MadeUpSong => {
    const place = { disc: i % 9 === 0 ? 1 + (i % 3) : null, addedAt: i };
    if (i % 20 === 3) return { ...song, ...place, albumArtist: i % 40 === 3 ? 'ARTIST 2' : 'Ärtist 2' };
    if (i % 20 === 5) return { ...song, ...place, album: 'Hits_%', path: `/mixed/${i % 3}/${i}.mp3` };
    if (i % 20 === 6) return { ...song, ...place, album: null, artist: 'Various Artists' };
    return { ...song, ...place };
  });
}

async function indexOf(library: Library, folders?: readonly string[]): Promise<AlbumIndex> {
  return albumIndexOf(await openCatalogue(library, { folders }));
}

/** All that they tell. */
async function told(made: AlbumIndex) {
  const artists = await made.artists({});
  const players = new Map(
    [...(await made.places(await made.songs({}))).values()].map(({ artist }) => [artist.id, artist]),
  );
  const albums = await Promise.all(ALBUMS.map((asked) => made.albums(asked)));
  return {
    artists,
    found: await made.artists({ words: ['artist', '1'], offset: 3, limit: 5 }),
    inFolder: await made.artists({ folder: '/mixed' }),
    players: await Promise.all([...players.keys()].sort().map((id) => made.artist(id))),
    theirs: await Promise.all([...players.keys()].sort().map((id) => made.albumsOf(id))),
    albums: albums.map((some) => some.map((album) => ({ ...album, seconds: Math.round(album.seconds) }))),
    songs: await made.songsOn(
      albums[0].toReversed().map(({ id }) => id),
      300,
    ),
    by: await Promise.all(artists.map(({ id }) => made.songsBy(id, 4))),
    places: [...(await made.places([1, 4, 6, 7, 26, 99_999]))].sort(([a], [b]) => a - b).map(placeOf),
    genres: [await made.genres(undefined), await made.genres('/mixed')],
    chosen: [
      await made.songs({ genre: 'Jazz', years: [1980, 1990], limit: 7 }),
      await made.songs({ folder: '/mixed', offset: 2 }),
      await made.songs({ words: ['night', 'artist'], offset: 3, limit: 20 }),
      await made.songs({ words: ['_'], folder: '/mixed' }),
      (await made.songs({ byChance: true, genre: 'rock', limit: SONGS })).toSorted((a, b) => a - b),
      (await made.songs({ byChance: true, limit: SONGS })).toSorted((a, b) => a - b),
    ],
  };
}

function placeOf([id, { album, artist }]: Awaited<ReturnType<AlbumIndex['places']>> extends ReadonlyMap<
  infer Id,
  infer Place
>
  ? [Id, Place]
  : never) {
  return [id, album.id, album.name, album.artist.id, album.artist.name, artist.id, artist.name];
}

async function bothAlike(folders: readonly string[], least = 20): Promise<void> {
  const [inFile, inDatabase] = [await indexOf(file, folders), await indexOf(database, folders)];
  const expected = await told(inFile);
  expect(expected.albums[0].length).toBeGreaterThan(least);
  const found = await told(inDatabase);
  for (const name of Object.keys(expected) as (keyof typeof expected)[])
    expect(found[name], name).toEqual(expected[name]);
}

test('a database tells of albums, artists, genres and songs what memory tells', async () => {
  await bothAlike(['/music', '/mixed']);
});

test('what comes, goes and is called otherwise moves albums and artists, those that share a folder too', async () => {
  const made = songs();
  for (const library of [file, database]) {
    const hashes = (from: number, step: number) =>
      made.flatMap(({ contentHash }, i) => (i % step === from ? [contentHash] : []));
    await library.deleteFrom('files').where('contentHash', 'in', hashes(5, 40)).execute();
    await library
      .updateTable('songs')
      .set({ album: 'Hits_%' })
      .where('contentHash', 'in', hashes(1, 50))
      .execute();
    await library
      .updateTable('songs')
      .set({ artist: 'ärtist 4' })
      .where('contentHash', 'in', hashes(0, 30))
      .execute();
    await library
      .updateTable('songs')
      .set({ genre: 'hiphop', unsure: 0 })
      .where('contentHash', 'in', hashes(2, 7))
      .execute();
    await keepSongs(library, [
      { ...made[5], contentHash: 'f'.repeat(64), artist: 'New', path: '/mixed/2/new.mp3' },
    ]);
    await library
      .insertInto('files')
      .values(fileOf('/a/first.mp3', hashes(0, 30)[3]))
      .execute();
  }
  await bothAlike(['/a', '/music', '/mixed']);
});

test('of a part of a database there is what lies in that part', async () => {
  await bothAlike(['/mixed'], 0);
});
