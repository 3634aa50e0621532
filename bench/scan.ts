/**
 * How many songs of four minutes (128 kbit/s mp3) `tonearm scan` takes in a minute: genre, vector, fingerprint and
 * tags of each, by three passages of half a minute. Peer: bliss-rs, whose author states 179 whole songs a minute on
 * his own machine.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SONG_PASSAGES } from '../src/analysis/song-vector.ts';
import { findModel } from '../src/jobs/shipped-models.ts';
import { scan } from '../src/library/scan.ts';
import { openLibrary } from '../src/library/store.ts';
import { fixture } from '../test/support/sound.ts';

/** A minute's worth: starting processes is part of a scan, and a small one of a long scan. */
const SONGS = 120;
const SECONDS = 240;
const RUNS = 2;
/** Of `/proc/self/stat`, on every Linux. */
const TICKS_A_SECOND = 100;

const workers = availableParallelism();
const modelPath = await findModel();
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
for (let i = 0; i < SONGS; i++) writeFileSync(join(folder, `${i}.mp3`), songOf(SECONDS, i));

console.log(
  `${SONGS} songs of ${SECONDS} s, mp3; ${SONG_PASSAGES} passages of 30 s each are heard; ${workers} processes; the best of ${RUNS} runs`,
);
const runs = [];
for (let run = 0; run < RUNS; run++) runs.push(await timeScan(join(folder, `${run}.sqlite`)));
rmSync(folder, { recursive: true });
const perMinute = Math.max(...runs.map(({ wallSeconds }) => (60 * SONGS) / wallSeconds));
print('songs a minute', perMinute.toFixed(0));
const cpu = runs.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
if (cpu.length > 0) print('processor seconds a song', (Math.min(...cpu) / SONGS).toFixed(2));
print('(bliss-rs, whole songs, as its author states)', '179');

function print(name: string, value: string): void {
  console.log(`  ${name.padEnd(46)} ${value.padStart(6)}`);
}

/** Frames of an mp3 without an information frame may simply follow each other; the tag makes each song another. */
function songOf(seconds: number, number: number): Uint8Array {
  const piece = fixture('bare.mp3');
  const count = Math.ceil((seconds * 128_000) / 8 / piece.length);
  const bytes = new Uint8Array(count * piece.length + 128);
  for (let i = 0; i < count; i++) bytes.set(piece, i * piece.length);
  bytes.set(new TextEncoder().encode(`TAGSong ${number}`), count * piece.length);
  return bytes;
}

async function timeScan(path: string): Promise<{ wallSeconds: number; cpuSeconds: number | undefined }> {
  const library = await openLibrary(path);
  const [wall, cpu] = [performance.now(), cpuSeconds()];
  const { heard } = await scan(library, [folder], { modelPath, workers });
  const wallSeconds = (performance.now() - wall) / 1000;
  const spent = cpuSeconds();
  await library.destroy();
  if (heard !== SONGS) throw new Error(`Expected ${SONGS} songs to be heard, got ${heard}.`);
  return { wallSeconds, cpuSeconds: cpu !== undefined && spent !== undefined ? spent - cpu : undefined };
}

/** Of this process and of its children that ended; undefined where the system does not tell. */
function cpuSeconds(): number | undefined {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
  } catch {
    return undefined;
  }
}
