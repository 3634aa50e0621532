import { expect, test } from 'vitest';
import { keepSongs, madeUpSongs } from '../../../test/support/library-songs.ts';
import { openTestLibrary } from '../../../test/support/test-library.ts';
import { openCatalogue } from '../catalogue/open-catalogue.ts';
import { clustersOf, regionsOf } from './map-regions.ts';

const CORNERS = [
  { x: -0.7, y: -0.7, genre: 'jazz', mood: 'calm', words: ['jazz', 'instrumental'] },
  { x: 0.7, y: 0.7, genre: 'Nu Cumbia', mood: 'happy', words: ['party', 'instrumental'] },
];
const SONGS = 80;

/** The first half of the songs lies in one corner, the second in the other. */
function places(count: number) {
  const at = (i: number) => CORNERS[i < count / 2 ? 0 : 1];
  const scattered = (i: number) => (((i * 37) % 20) - 10) / 100;
  return {
    x: Float32Array.from({ length: count }, (_, i) => at(i).x + scattered(i)),
    y: Float32Array.from({ length: count }, (_, i) => at(i).y + scattered(i * 3 + 1)),
  };
}

test('songs that lie together are a cluster, where they are most', () => {
  const clusters = clustersOf(places(SONGS), false);
  expect(clusters.map(({ members }) => members.length)).toEqual([SONGS / 2, SONGS / 2]);
  for (const [i, { x, y }] of clusters.entries()) {
    expect(Math.abs(x - CORNERS[i].x)).toBeLessThan(0.15);
    expect(Math.abs(y - CORNERS[i].y)).toBeLessThan(0.15);
  }
  expect(clustersOf({ x: new Float32Array(), y: new Float32Array() }, true)).toEqual([]);
});

test('a region says what its songs share and others do not', async () => {
  const library = await openTestLibrary();
  const songs = madeUpSongs(SONGS).map((song, i) => {
    const { genre, mood, words } = CORNERS[i < SONGS / 2 ? 0 : 1];
    // One song in five is something else.
    return i % 5 === 4 ? { ...song, words: '[]' } : { ...song, genre, mood, words: JSON.stringify(words) };
  });
  await keepSongs(library, songs);
  const catalogue = await openCatalogue(library);
  const entries = await catalogue.all();
  const ids = entries.map(({ id }) => id);
  const map = { ids, ...places(SONGS), landmarks: new Set<number>() };
  const regions = await regionsOf(library, map, entries);
  const whole = regions.filter(({ close }) => !close).sort((a, b) => a.x - b.x);
  expect(whole).toMatchObject([
    { songs: 40, genre: 'jazz', mood: 'calm', words: ['jazz'] },
    { songs: 40, genre: 'Nu Cumbia', mood: 'happy', words: ['party'] },
  ]);
  await library.destroy();
});
