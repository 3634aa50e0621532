/**
 * Latency and cost of a million made-up songs in PostgreSQL: loading, the list and its indexes, the 95th
 * percentile of queries over HTTP, the server's memory, and the recall of the nearest songs. `npm run bench
 * -- postgres-million [songs] [--programs=FOLDER]`; `--database=postgres://...` goes on with one that was
 * loaded before, `--asked=REGEXP` asks some of the questions.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { randomOf } from '../src/dsp/random.ts';
import { openCatalogue } from '../src/library/catalogue/open-catalogue.ts';
import { nearest } from '../src/library/similarity/similarity.ts';
import { type Library, openLibrary } from '../src/library/store/store.ts';
import { postgresPrograms, startPostgres } from '../test/support/postgres-server.ts';
import { residentMegabytes, spawnServer } from '../test/support/server-process.ts';
import { option, positional, sized } from './support/arguments.ts';
import { loadSongs } from './support/load-songs.ts';
import { childrenOf, parentOf, processMs } from './support/processor.ts';

/** Parallel workers would hide what a question costs. */
const SETTINGS = {
  shared_buffers: '2GB',
  maintenance_work_mem: '2GB',
  work_mem: '64MB',
  max_wal_size: '8GB',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  shared_memory_type: 'mmap',
};
const MUSIC = join(tmpdir(), 'tonearm-million-music');
const GOAL_MS = 100;
let [served, postmaster] = [0, 0];

const songs = Number(positional[0] ?? sized(1_000_000, 3000));
const rounds = Number(option('rounds') ?? sized(200, 5));
const random = randomOf(3);
const number = (most: number) => Math.floor(random() * most);
const pick = <T>(values: readonly T[]): T => values[number(values.length)];

type Question = readonly [path: string, body?: object];
const SORTS = ['artist', 'title', 'album', 'year', 'added', 'genre', 'beatsPerMinute', 'mood', 'confidence'];
const PARTS = ['lama', 'tera', 'sone', 'vima', 'zoro', 'kana', 'elba', 'mone', 'sile', 'gado'];

const QUESTIONS: Readonly<Record<string, () => Question>> = {
  'the first page, any order': () => [`/songs?sort=${pick(SORTS)}&order=${pick(['asc', 'desc'])}`],
  'the next pages of an order': () => [`/songs?sort=artist&offset=${100 * next()}`],
  'a place far within an order': () => [`/songs?sort=${pick(SORTS)}&offset=${number(songs)}`],
  'a genre, any order': () => [`/songs?genre=${pick(['rock', 'jazz', 'metal'])}&sort=${pick(SORTS)}`],
  'an artist': () => [`/songs?artist=${pick(seen.artists)}`],
  'years and tempo': () => [`/songs?yearMin=${1960 + number(60)}&beatsPerMinuteMin=${60 + number(100)}`],
  'search: part of a word': () => [`/songs?q=${pick(PARTS)}`],
  'search: a word of two to four syllables': () => [`/songs?q=${encodeURIComponent(pick(seen.words))}`],
  'search: words of a title and an artist': () => [`/songs?q=${encodeURIComponent(pick(seen.titles))}`],
  'search: as it is typed': () => [
    `/songs?q=${encodeURIComponent(pick(seen.words).slice(0, 3 + number(4)))}`,
  ],
  summary: () => [''],
  'a song': () => [`/songs/${1 + number(songs)}`],
  'similar songs': () => [`/songs/${1 + number(songs)}/similar`],
  'a playlist after a song': () => ['/playlists', { seeds: [1 + number(songs)], length: 25 }],
  'a playlist of a genre after a song': () => [
    '/playlists',
    { seeds: [1 + number(songs)], length: 25, genre: 'jazz' },
  ],
  'a way between two songs': () => [
    '/playlists',
    { from: 1 + number(songs), to: 1 + number(songs), length: 12 },
  ],
  'the map’s first page': () => ['/map'],
};
/** A first request of a client makes the album index; it is told beside. */
const SUBSONIC: Readonly<Record<string, () => Question>> = {
  'Subsonic: albums, any order': () => [
    `getAlbumList2?size=50&offset=${number(1000)}&type=${pick(['random', 'newest', 'alphabeticalByName', 'alphabeticalByArtist', 'byGenre&genre=jazz', 'byYear&fromYear=1980&toYear=1990'])}`,
  ],
  'Subsonic: an artist': () => [`getArtist?id=${pick(seen.artistIds)}`],
  'Subsonic: an album': () => [`getAlbum?id=${pick(seen.albumIds)}`],
  'Subsonic: search': () => [`search3?query=${encodeURIComponent(pick(seen.words))}`],
  'Subsonic: songs at random': () => ['getRandomSongs?size=100'],
  'Subsonic: songs of a genre': () => [`getSongsByGenre?count=100&genre=${pick(['rock', 'jazz', 'metal'])}`],
  'Subsonic: genres': () => ['getGenres?'],
  'Subsonic: all artists': () => ['getArtists?'],
};
const CHANGED = 'after a song was renamed';
let page = 0;
const next = () => page++;
const seen = {
  artists: [''],
  words: ['night'],
  titles: ['night'],
  artistIds: [] as string[],
  albumIds: [] as string[],
};

const database = option('database');
const programs = option('programs') ?? postgresPrograms();
if (database === undefined && programs === undefined) {
  console.log('There is no PostgreSQL here.');
  process.exit(0);
}
mkdirSync(MUSIC, { recursive: true });
const server = database === undefined ? await startPostgres(programs!, SETTINGS) : undefined;
try {
  const place = database ?? server!.url;
  const library = await openLibrary(place);
  const { rows } = await sql<{ version: string }>`select version()`.execute(library);
  line('database', rows[0].version.split(' on ')[0]);
  if (!(await isLoaded(library))) {
    const start = performance.now();
    await loadSongs(place, songs, MUSIC);
    line(`${songs} songs copied`, seconds(performance.now() - start));
  }
  if (!process.argv.includes('--no-prepare')) await prepare(library);
  const { rows: backends } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(library);
  postmaster = parentOf(backends[0].pid);
  await library.destroy();
  if (!process.argv.includes('--no-recall')) await measureRecall(place);
  await measureServer(place, await openLibrary(place));
} finally {
  await server?.stop();
  if (server) rmSync(MUSIC, { recursive: true });
}

async function isLoaded(library: Library): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from songs) as some`.execute(library);
  return rows[0].some;
}

/** The list and all of its indexes, as the first reader makes them. */
async function prepare(library: Library): Promise<void> {
  const start = performance.now();
  const catalogue = await openCatalogue(library, { folders: [MUSIC] });
  line('the list made, with its indexes', seconds(performance.now() - start));
  const space = performance.now();
  await catalogue.tend();
  line('points of the songs, with their index', seconds(performance.now() - space));
  await sql`vacuum analyze listed_songs`.execute(library);
  const { rows } = await sql<{ name: string; bytes: number }>`
    select relname as name, case relkind when 'r' then pg_table_size(oid) else pg_relation_size(oid) end as bytes
    from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'i')
      and pg_relation_size(oid) > 1000000 order by bytes desc`.execute(library);
  for (const { name, bytes } of rows) line(`  ${name}`, `${(bytes / 1e6).toFixed(0)} MB`);
  line('all of it', `${(rows.reduce((sum, { bytes }) => sum + bytes, 0) / 1e9).toFixed(2)} GB`);
}

/** Recall at ten: the share of the ten nearest, by a look at all points in half precision, that the index finds. */
async function measureRecall(place: string): Promise<void> {
  const library = await openLibrary(place);
  const catalogue = await openCatalogue(library, { folders: [MUSIC] });
  const shares: number[] = [];
  for (let round = 0; round < rounds / 2; round++) {
    const id = 1 + number(songs);
    const space = await catalogue.space({ ids: [id], count: 10 });
    const found = nearest(space, space.indices.get(id)!, 10).map(({ index }) => space.songs[index].id);
    // The index knows nothing of a sum.
    const { rows } = await sql<{ id: number }>`
      select other.song_id as id from song_points as own, song_points as other
      where own.song_id = ${id} and other.song_id <> ${id}
      order by (own.point <-> other.point) + 0 limit 10`.execute(library);
    shares.push(rows.filter((wanted) => found.includes(wanted.id)).length / 10);
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  line(`of the ten nearest are found (n = ${shares.length})`, mean.toFixed(4));
  await library.destroy();
}

async function measureServer(place: string, library: Library): Promise<void> {
  const start = performance.now();
  const child = await spawnServer({
    library: { file: place, folders: [MUSIC] },
    limits: { requestsPerMinute: 1e9 },
    workers: 1,
  });
  served = child.pid;
  try {
    const base = `${child.url.replace(/\/$/, '')}/api/library`;
    await answered(`${base}/songs?limit=1`);
    line('from the start of a server to its first page', seconds(performance.now() - start));
    line('memory of the server then', `${residentMegabytes(child.pid).toFixed(0)} MB`);
    // The server's own work at its start would otherwise count with the first questions.
    await answered(`${base}/map`);
    line('to its map', seconds(performance.now() - start));
    console.log(
      `\n  milliseconds, ${rounds} of each over HTTP${' '.repeat(14)}first  median    95 %   and of processor`,
    );
    const asked = new RegExp(option('asked') ?? '');
    await meet(base);
    for (const [what, ask] of Object.entries(QUESTIONS)) if (asked.test(what)) await measure(base, what, ask);
    if (asked.test(CHANGED))
      await measure(
        base,
        CHANGED,
        () => ['/songs'],
        () => change(library),
      );
    line('memory of the server after', `${residentMegabytes(child.pid).toFixed(0)} MB`);
    if (asked.test('Subsonic')) await measureSubsonic(child.url, library);
  } finally {
    await library.destroy();
    await child.end('SIGTERM');
  }
}

/** Renames a song, its album and its artist. */
async function change(library: Library): Promise<void> {
  const [title, artist, album] = [pick(seen.words), pick(seen.words), pick(seen.words)];
  await library
    .updateTable('songs')
    .set({ title, artist, album })
    .where('id', '=', 1 + number(songs))
    .execute();
}

async function measureSubsonic(url: string, library: Library): Promise<void> {
  const base = `${url.replace(/\/$/, '')}/rest/`;
  await meet(`${url.replace(/\/$/, '')}/api/library`);
  const form = '&f=json';
  const [start, before] = [performance.now(), processorMs()];
  const first = JSON.parse(await answered(`${base}getAlbumList2?type=random&size=100${form}`));
  line('the first request of a Subsonic client', seconds(performance.now() - start));
  line('  of processor', seconds(processorMs() - before));
  for (const { id, artistId } of first['subsonic-response'].albumList2.album) {
    seen.albumIds.push(id);
    seen.artistIds.push(artistId);
  }
  for (const [what, ask] of Object.entries(SUBSONIC)) await measure(base, what, () => [`${ask()[0]}${form}`]);
  const newest = `getAlbumList2?type=newest&size=50${form}`;
  await measure(
    base,
    `Subsonic: albums ${CHANGED}`,
    () => [newest],
    () => change(library),
  );
  line('memory of the server after that', `${residentMegabytes(served).toFixed(0)} MB`);
}

/** @param prepare what comes before each question, and is not counted */
async function measure(
  base: string,
  what: string,
  ask: () => Question,
  prepare: () => Promise<void> = async () => {},
): Promise<void> {
  const [times, processor]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await prepare();
    const [path, body] = ask();
    const [begin, before] = [performance.now(), processorMs()];
    await answered(base + path, body);
    times.push(performance.now() - begin);
    processor.push(processorMs() - before);
  }
  const [first] = times;
  const cells = [first, ...sharesOf(times), ...sharesOf(processor)].map((ms) => ms.toFixed(1).padStart(8));
  const isMet = sharesOf(processor)[1] <= GOAL_MS;
  console.log(`  ${what.padEnd(42)}${cells.join('')}${isMet ? '' : `  95 % not <= ${GOAL_MS}`}`);
}

/** The median and the 95th percentile. */
function sharesOf(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const [median, p95] = [0.5, 0.95].map((share) => sorted[Math.ceil(share * rounds) - 1]);
  return [median, p95];
}

/** Processor time of the server and of all database processes so far. */
function processorMs(): number {
  return [served, ...childrenOf(postmaster)].reduce((sum, id) => sum + processMs(id), 0);
}

/** Names of some songs, to be asked for. */
async function meet(base: string): Promise<void> {
  if (seen.artists.length > 1) return;
  for (let i = 0; i < 40; i++) {
    const { songs: found } = JSON.parse(
      await answered(`${base}/songs?sort=added&offset=${number(songs)}&limit=5`),
    ) as { songs: { title: string | null; artist: string | null }[] };
    for (const { title, artist } of found) {
      if (title === null || artist === null) continue;
      seen.artists.push(encodeURIComponent(artist));
      seen.words.push(...title.split(' '));
      seen.titles.push(`${title.split(' ')[0]} ${artist.split(' ')[0]}`);
    }
  }
  seen.artists.shift();
}

async function answered(url: string, body?: object): Promise<string> {
  const response = await fetch(
    url,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text;
}

function line(what: string, value: string): void {
  console.log(`  ${what.padEnd(48)} ${value}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
