/**
 * A library of 100,000 songs on one machine: how long a scan that finds nothing new takes, and how long a server takes
 * to start, to show its first page and its first map, and what memory it then has. Each in a process of its own, by
 * the clock and by processor time, of what is built. The songs are made up; their files are there and hold a byte each.
 *
 *     npm run bench -- large-library [SONGS]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findModel } from '../src/jobs/shipped-models.ts';
import { analysisKey } from '../src/library/columns/analysis-key.ts';
import { openLibrary } from '../src/library/store/store.ts';
import { createApp, scan } from '../test/support/built.ts';
import { keepSongs, madeUpSongs } from '../test/support/library-songs.ts';
import { isSmoke, positional, sized } from './support/arguments.ts';

/** Each in a process of its own, but in a smoke. */
const PARTS: Record<string, (where: ReturnType<typeof places>) => Promise<void>> = { rescan, serve };
const [part, folder = ''] = (process.env.TONEARM_BENCH_PART ?? '').split(' ');
const places = (root: string) => ({ file: join(root, 'library.sqlite'), music: join(root, 'music') });

if (part) await PARTS[part](places(folder));
else await all(Number(positional[0] ?? sized(100_000, 100)));

async function all(songs: number): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
  await make(songs, places(root));
  console.log(`${songs} songs; milliseconds by the clock, of processor time, and memory at most`);
  for (const [part, work] of Object.entries(PARTS)) {
    if (isSmoke) await work(places(root));
    else inProcess(part, root);
  }
  rmSync(root, { recursive: true });
}

function inProcess(part: string, root: string): void {
  const env = { ...process.env, TONEARM_BENCH_PART: `${part} ${root}` };
  const script = fileURLToPath(import.meta.url);
  execFileSync(process.execPath, [...process.execArgv, script], { env, stdio: 'inherit' });
}

async function make(count: number, { file, music }: ReturnType<typeof places>): Promise<void> {
  const library = await openLibrary(file);
  const analysis = await analysisKey(await findModel());
  const songs = madeUpSongs(count).map((song) => ({ ...song, analysis, path: join(music, song.path) }));
  for (const folder of new Set(songs.map(({ path }) => dirname(path))))
    mkdirSync(folder, { recursive: true });
  for (const { path } of songs) {
    writeFileSync(path, '.');
    // The rows of made-up songs have this modification time.
    utimesSync(path, 0.001, 0.001);
  }
  await keepSongs(library, songs);
  await library.destroy();
}

async function rescan({ file, music }: ReturnType<typeof places>): Promise<void> {
  const library = await openLibrary(file);
  const modelPath = await findModel();
  const { heard, known, failed } = await measured('scan, nothing new', () =>
    scan(library, [music], { modelPath, workers: 1 }),
  );
  if (heard > 0 || failed.length > 0 || known === 0) throw new Error('Expected that every song is known.');
  await library.destroy();
}

async function serve({ file, music }: ReturnType<typeof places>): Promise<void> {
  const options = { library: { file, folders: [music] }, limits: { requestsPerMinute: 1e9 }, workers: 1 };
  const { app, base } = await measured('server, until it answers', async () => {
    const app = await createApp(options);
    const base = await app.listen({ port: 0, host: '127.0.0.1' });
    await answerOf(`${base}/api/health`);
    return { app, base };
  });
  await measured('the first page of songs', () => answerOf(`${base}/api/library/songs`));
  await measured('the first map', () => answerOf(`${base}/api/library/map`));
  await app.close();
}

async function answerOf(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`Expected an answer of ${url}, got ${response.status}.`);
}

async function measured<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const [wall, before] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  const times = [performance.now() - wall, (user + system) / 1000].map((ms) => ms.toFixed(0).padStart(8));
  console.log(`  ${name.padEnd(28)}${times.join('')} ms ${memoryMegabytes().padStart(8)} MB`);
  return result;
}

/** The most that this process had; not a number where the system does not tell. */
function memoryMegabytes(): string {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return (Number(kilobytes) / 1024).toFixed(0);
  } catch {
    return 'NaN';
  }
}
