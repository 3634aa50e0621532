import { expect, onTestFinished, test } from 'vitest';
import { keepSongs, madeUpEntries, madeUpSongs } from '../../test/support/library-songs.ts';
import { openCatalogue } from '../library/catalogue/open-catalogue.ts';
import type { Entry } from '../library/songs/entry.ts';
import { openLibrary } from '../library/store/store.ts';
import { LibraryMatcher } from './library-matcher.ts';
import { SongMatcher } from './match.ts';
import type { ServerItem } from './media-server.ts';

const [base] = await madeUpEntries(1);

function song(id: number, told: Partial<Entry>): Entry {
  return {
    ...base,
    id,
    title: null,
    artist: null,
    album: null,
    durationSeconds: 200,
    path: `/m/${id}.mp3`,
    ...told,
  };
}

function item(told: Partial<ServerItem>): ServerItem {
  return { id: 'x', title: '', artist: '', album: '', seconds: 200, ...told };
}

const songs = [
  song(1, { path: '/m/Ünder/First/01.mp3', title: 'One', artist: 'Ünder', album: 'First' }),
  song(2, { path: '/m/Other/First/01.mp3', title: 'Two', artist: 'Other', album: 'First' }),
  song(3, { path: '/m/loose.mp3' }),
  song(4, { path: '/m/a/live.mp3', title: 'Live', artist: 'Ünder', album: 'Then', durationSeconds: 300 }),
  song(5, { path: '/m/b/live.mp3', title: 'Live', artist: 'Ünder', album: 'Now', durationSeconds: 301 }),
];
const matcher = new SongMatcher(songs);

test.each([
  ['the end of a whole path, whatever its root', { path: '/music/Ünder/First/01.mp3' }, 1],
  ['a path from the root of the server', { path: 'Other/First/01.mp3' }, 2],
  ['a path of Windows, with accents in parts', { path: 'D:\\M\\U\u0308nder\\First\\01.mp3' }, 1],
  ['a name alone, where the length is right too', { path: 'loose.mp3' }, 3],
  [
    'title, artist and length, where the path is made up',
    { path: 'x/y.mp3', title: 'two', artist: 'OTHER' },
    2,
  ],
  ['the album too, where two are alike', { title: 'Live', artist: 'Ünder', album: 'now', seconds: 300 }, 5],
])('an item is known by %s', (_, told, id) => {
  expect(matcher.songOf(item(told))?.id).toBe(id);
});

test.each([
  ['a path that fits two alike', { path: 'First/01.mp3' }],
  ['a name alone of another length', { path: 'loose.mp3', seconds: 90 }],
  ['tags of another length', { title: 'Two', artist: 'Other', seconds: 90 }],
  ['tags of an unknown length', { title: 'Two', artist: 'Other', seconds: 0 }],
  ['two of one name on another album', { title: 'Live', artist: 'Ünder', album: 'Else', seconds: 300 }],
  ['nothing at all', { seconds: 0 }],
])('an item is left alone with %s', (_, told) => {
  expect(matcher.songOf(item(told))).toBeUndefined();
});

test('items of a library are matched as by all of its songs at once', async () => {
  const library = await openLibrary(':memory:');
  onTestFinished(() => library.destroy());
  // Names and folders that several have: a track of each folder, titles of few words.
  const made = madeUpSongs(600).map((each, i) => ({
    ...each,
    path: `/music/${i % 40}/${i % 7}/track ${i % 90}.mp3`.replace('.mp3', i % 3 ? '.mp3' : `${i}.mp3`),
    title: `Song ${i % 150}`,
    artist: `Artist ${i % 50}`,
    durationSeconds: 100 + (i % 30),
  }));
  await keepSongs(library, [...new Map(made.map((each) => [each.path, each])).values()]);
  const catalogue = await openCatalogue(library);
  const all = new SongMatcher(await catalogue.all());
  const items = made.flatMap(({ path, title, artist, durationSeconds: seconds }, i) => [
    item({ path: path.slice(i % 9), seconds }),
    item({ path: `elsewhere/${path.split('/').at(-1)}`, title: `Song ${i % 97}`, artist, seconds }),
    item({ title, artist, seconds: seconds + (i % 5) }),
  ]);
  const expected = items.map((each) => all.songOf(each)?.id);
  const songs = await (await LibraryMatcher.open(catalogue)).songsOf(items);
  expect(songs.map((each) => each?.id)).toEqual(expected);
  expect(expected.filter((id) => id !== undefined).length).toBeGreaterThan(100);
  expect(expected.filter((id) => id === undefined).length).toBeGreaterThan(100);
});
