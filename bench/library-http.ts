/**
 * HTTP latency of a library of 100,000 songs, of what is built: the time of a request from its sending to its last
 * byte, compressed as browsers ask for it, over a local connection, one after another; and processor time, for client
 * and server together. `first` is the first request of its kind, and `others` the longest that somebody waited for a
 * song meanwhile. The songs are made up.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../src/dsp/random.ts';
import { openLibrary } from '../src/library/store/store.ts';
import { createApp } from '../test/support/built.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { sized } from './support/arguments.ts';

const SONGS = sized(100_000, 100);
const REQUESTS = sized(200, 2);
const LIMIT_MS = 100;
const WORDS = ['night', 'river', 'angel', 'blue', 'golden train', 'cafe', 'artist 12', 'fire again'];
const SORTS = ['title', 'artist', 'album', 'genre', 'confidence', 'tempo', 'duration', 'year', 'added'];
const GENRES = ['rock', 'jazz', 'pop', 'metal'];

const agent = new Agent({ keepAlive: true });
const random = randomOf(1);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
const number = (most: number) => Math.floor(random() * most);

const ASKED: readonly [string, (round: number) => string][] = [
  // First: the summary has it made ahead, and what is asked meanwhile waits for its slices (`others`).
  ['map', () => '/map'],
  ['summary', () => ''],
  [
    'table, any sort and place',
    () => `/songs?sort=${pick(SORTS)}&order=${pick(['asc', 'desc'])}&offset=${number(SONGS)}`,
  ],
  ['search as it is typed', (round) => `/songs?q=${encodeURIComponent(`${pick(WORDS)} ${round % 100}`)}`],
  [
    'filter by genre and tempo',
    () => `/songs?genre=${pick(GENRES)}&tempoMin=${60 + number(60)}&sort=${pick(SORTS)}`,
  ],
  ['song', () => `/songs/${1 + number(SONGS)}`],
  ['similar songs', () => `/songs/${1 + number(SONGS)}/similar`],
];

const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const music = join(folder, 'music');
mkdirSync(music);
const file = join(folder, 'library.sqlite');
const library = await openLibrary(file);
const songs = madeUpSongs(SONGS).map((song) => ({ ...song, path: join(folder, song.path) }));
await keepSongs(library, songs);
await library.destroy();

const app = await createApp({
  library: { file, folders: [music] },
  limits: { requestsPerMinute: 1e9 },
  uploadParent: join(folder, 'uploads'),
  workers: 1,
});
const base = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/library`;
console.log(`${SONGS} songs, ${REQUESTS} requests of each kind: milliseconds`);
print('', ['median', 'p95', 'most', 'first', 'others', 'processor']);
for (const [name, pathOf] of ASKED) {
  const [first, others] = await timedBesideOthers(pathOf(0));
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 1; round <= REQUESTS; round++) times.push(await timed(pathOf(round)));
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const [median, p95, most] = [0.5, 0.95, 1].map((share) => times[Math.ceil(share * REQUESTS) - 1]);
  print(name, [
    ...[median, p95, most, first, others, (user + system) / 1000 / REQUESTS].map((ms) => ms.toFixed(1)),
    p95 < LIMIT_MS ? '' : `  p95 not < ${LIMIT_MS}`,
  ]);
}
agent.destroy();
await app.close();
rmSync(folder, { recursive: true });

async function timed(path: string): Promise<number> {
  const start = performance.now();
  const { status, bytes } = await answerTo(path);
  if (status !== 200) throw new Error(`Expected an answer to ${path}, got ${status}.`);
  if (bytes === 0) throw new Error(`Expected an answer to ${path}, got nothing.`);
  return performance.now() - start;
}

/** The answer as it comes over the wire: `fetch` would decompress it in this process, at the server's expense. */
function answerTo(path: string): Promise<{ status?: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const request = get(base + path, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode, bytes }));
    });
    request.on('error', reject);
  });
}

/** Time of a request, and the longest of the requests for a song answered meanwhile. */
async function timedBesideOthers(path: string): Promise<[number, number]> {
  let isOver = false;
  const request = timed(path).finally(() => (isOver = true));
  let most = 0;
  while (!isOver) most = Math.max(most, await timed('/songs/1'));
  return [await request, most];
}

function print(name: string, cells: readonly string[]): void {
  console.log(`  ${name.padEnd(28)} ${cells.map((cell) => cell.padStart(9)).join('')}`);
}
