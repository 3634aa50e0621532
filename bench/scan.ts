/**
 * Songs a minute of `tonearm scan`, of what is built: genre, description, vector, fingerprint and tags of each, by
 * three passages of half a minute; and whole songs a minute of bliss-rs, in turns, if it was built (see
 * bench/peers/README.md). Of a folder of songs that is named, else of made-up ones of four minutes, mp3 at
 * 128 kbit/s.
 *
 *     npm run bench -- scan [FOLDER]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SONG_PASSAGES } from '../src/analysis/song-vector.ts';
import { walk } from '../src/jobs/walk.ts';
import { positional, sized } from './support/arguments.ts';
import { longSong } from './support/long-song.ts';
import { blissScan } from './support/peers.ts';

/** A minute's worth: starting processes is part of a scan, and a small one of a long scan. */
const SONGS = sized(120, 2);
const SECONDS = sized(240, 4);
const RUNS = sized(3, 1);
const COMMAND = join(import.meta.dirname, '../bin/tonearm.js');
/** Clock ticks a second in `/proc/self/stat`, on every Linux. */
const TICKS_A_SECOND = 100;

interface Taken {
  readonly songs: number;
  readonly wallSeconds: number;
  readonly processorSeconds: number;
}

const workers = availableParallelism();
const folder = mkdtempSync(join(tmpdir(), 'tonearm-bench-'));
const music = positional[0] ?? folder;
if (music === folder) {
  for (let i = 0; i < SONGS; i++) writeFileSync(join(folder, `${i}.mp3`), longSong(SECONDS, i));
}
const { files } = await walk([music], {});

console.log(
  `${files.length} songs; ${SONG_PASSAGES} passages of 30 s each are heard; ${workers} processes; ${RUNS} runs in turns`,
);
const [ours, theirs]: Taken[][] = [[], []];
for (let run = 0; run < RUNS; run++) {
  ours.push(timeScan(join(folder, `${run}.sqlite`)));
  const bliss = blissScan(files, workers);
  if (bliss) theirs.push(bliss);
}
rmSync(folder, { recursive: true });
const own = report('tonearm', ours);
if (theirs.length > 0) {
  const other = report('bliss-rs 0.13, whole songs', theirs);
  const ratios = ours.map((one, i) => perMinute(one) / perMinute(theirs[i]));
  const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
  console.log(`  ratio of songs a minute ${(own.perMinute / other.perMinute).toFixed(2)} (by run ${spread})`);
  console.log(`  ratio of processor time ${(other.processor / own.processor).toFixed(2)}`);
} else {
  console.log('  bliss-rs was not built: see bench/peers/README.md.');
}

function perMinute({ songs, wallSeconds }: Taken): number {
  return (60 * songs) / wallSeconds;
}

/** The best of the runs. */
function report(name: string, runs: readonly Taken[]): { perMinute: number; processor: number } {
  const rates = runs.map(perMinute);
  const best = {
    perMinute: Math.max(...rates),
    processor: Math.min(...runs.map(({ processorSeconds, songs }) => processorSeconds / songs)),
  };
  console.log(
    `  ${name.padEnd(28)} ${best.perMinute.toFixed(0).padStart(5)} songs a minute (least ${Math.min(...rates).toFixed(0)}), ` +
      `${best.processor.toFixed(2)} s of processor time a song`,
  );
  return best;
}

function timeScan(path: string): Taken {
  const args = ['scan', music, '--library', path, '--no-cache', '--jobs', String(workers)];
  const [wall, processor] = [performance.now(), processorSeconds()];
  const { status } = spawnSync(process.execPath, [COMMAND, ...args], { stdio: 'ignore' });
  const wallSeconds = (performance.now() - wall) / 1000;
  const spent = processorSeconds() - processor;
  if (status !== 0) throw new Error(`Expected songs in ${music} that can be heard, got exit code ${status}.`);
  return { songs: files.length, wallSeconds, processorSeconds: spent };
}

/** Processor time of this process and of its ended children; NaN if the system does not report it. */
function processorSeconds(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
  } catch {
    return NaN;
  }
}
