/**
 * Songs a minute of `tonearm scan`: genre, description, vector, fingerprint and tags of each, by three
 * passages of half a minute; and whole songs a minute of bliss-rs, in turns, if it was built (see
 * bench/peers/README.md). Of a folder of songs that is named, else of made-up ones of four minutes, mp3 at
 * 128 kbit/s.
 *
 *     npm run bench -- scan [FOLDER]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SONG_PASSAGES } from '../src/analysis/song-vector.ts';
import { findModel } from '../src/jobs/shipped-models.ts';
import { walk } from '../src/jobs/walk.ts';
import { scan } from '../src/library/scan.ts';
import { openLibrary } from '../src/library/store.ts';
import { positional, sized } from './support/arguments.ts';
import { longSong } from './support/long-song.ts';
import { blissScan } from './support/peers.ts';

/** A minute's worth: starting processes is part of a scan, and a small one of a long scan. */
const SONGS = sized(120, 2);
const SECONDS = sized(240, 12);
const RUNS = sized(3, 1);
/** Clock ticks a second in `/proc/self/stat`, on every Linux. */
const TICKS_A_SECOND = 100;

interface Taken {
  readonly songs: number;
  readonly wallSeconds: number;
  readonly processorSeconds: number;
}

const workers = availableParallelism();
const modelPath = await findModel();
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
  ours.push(await timeScan(join(folder, `${run}.sqlite`)));
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

async function timeScan(path: string): Promise<Taken> {
  const library = await openLibrary(path);
  const [wall, processor] = [performance.now(), processorSeconds()];
  const { heard } = await scan(library, [music], { modelPath, workers });
  const wallSeconds = (performance.now() - wall) / 1000;
  const spent = processorSeconds() - processor;
  await library.destroy();
  if (heard === 0) throw new Error(`Expected songs in ${music}, got none that can be heard.`);
  return { songs: heard, wallSeconds, processorSeconds: spent };
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
