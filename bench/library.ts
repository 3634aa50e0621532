/**
 * A library of made-up songs (100,000 unless a number is given): how long reading, tables, nearest songs, playlists
 * and the map take, and how many of the true nearest 20 are found.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browse } from '../src/library/catalogue/browse.ts';
import { openCatalogue } from '../src/library/catalogue/open-catalogue.ts';
import { projectSongs } from '../src/library/map/map.ts';
import { makePlaylist } from '../src/library/playlists/playlist.ts';
import { distanceBetween, nearest } from '../src/library/similarity/similarity.ts';
import { openLibrary } from '../src/library/store/store.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { positional, sized } from './support/arguments.ts';

const QUESTIONS = sized(100, 10);
const NEAREST = 20;
const songs = Number(positional[0] ?? sized(100_000, 100));
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const library = await openLibrary(join(folder, 'library.sqlite'));
await keepSongs(library, madeUpSongs(songs));

const [catalogue, loading] = await timed(() => openCatalogue(library));
const [space, building] = await timed(() => catalogue.space({}));
console.log(`${songs} songs`);
console.log(`  read into memory      ${loading.toFixed(0)} ms`);
console.log(`  space of all songs    ${building.toFixed(0)} ms`);

const sorts = ['title', 'artist', 'tempo', 'year'] as const;
const texts = ['', 'night', 'cafe fire', 'artist 33'];
await report('a page of the table', (i) =>
  browse(catalogue, {
    sort: sorts[i % 4],
    text: texts[(i >> 2) % 4],
    descending: i % 2 === 0,
    offset: 37 * i,
  }),
);
await report(`the nearest ${NEAREST}`, (i) => nearest(space, seedOf(i), NEAREST));
await report('a playlist of 25', (i) =>
  makePlaylist(catalogue, { seeds: [space.songs[seedOf(i)].id], length: { songs: 25 } }),
);
await report('a way of 12 songs', (i) =>
  makePlaylist(catalogue, {
    from: space.songs[seedOf(i)].id,
    to: space.songs[seedOf(i + 1)].id,
    length: { songs: 12 },
  }),
);
console.log(`  recall of the nearest ${NEAREST}, 10 questions: ${recall().toFixed(3)}`);
const [, mapping] = await timed(() => projectSongs(space));
console.log(`  the map               ${mapping.toFixed(0)} ms`);
await library.destroy();
rmSync(folder, { recursive: true });

function seedOf(i: number): number {
  return (i * 7919) % songs;
}

/** Against every distance in double precision. */
function recall(): number {
  const shares = Array.from({ length: 10 }, (_, i) => {
    const seed = seedOf(i);
    const exact = space.songs.map((_, index) => ({ index, distance: distanceBetween(space, seed, index) }));
    exact.sort((a, b) => a.distance - b.distance);
    const truly = new Set(
      exact
        .filter(({ index }) => index !== seed)
        .slice(0, NEAREST)
        .map(({ index }) => index),
    );
    return nearest(space, seed, NEAREST).filter(({ index }) => truly.has(index)).length / NEAREST;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

async function report(name: string, ask: (i: number) => unknown): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < QUESTIONS; i++) times.push((await timed(async () => ask(i)))[1]);
  times.sort((a, b) => a - b);
  const [median, late] = [times[QUESTIONS / 2], times[Math.floor(0.95 * QUESTIONS)]];
  console.log(
    `  ${name.padEnd(21)} median ${median.toFixed(1)} ms, 95 % within ${late.toFixed(1)} ms (n = ${QUESTIONS})`,
  );
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}
