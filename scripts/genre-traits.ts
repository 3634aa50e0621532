/**
 * Writes how the traits of the songs that the default model learned from are spread, for each genre and for all:
 * numbers alone, which the page compares a song with.
 *
 *     node --import tsx scripts/genre-traits.ts DATA [FILE.json] [CACHE]
 *
 * DATA as for `train-default.ts`: the known table for 640 clips of GTZAN, and audio of independent songs, of which
 * those listed under one genre alone count.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFeatures } from '../src/analysis/extract.ts';
import { bytesSource } from '../src/audio/byte-source.ts';
import { parseCsv } from '../src/csv.ts';
import { librosa57 } from '../src/features/librosa-57.ts';
import { GENRES } from '../src/genres.ts';
import { FeatureCache } from '../src/jobs/feature-cache.ts';
import { SHARES, type Spread, type TraitSpreads } from '../web/insight/spreads.ts';
import { TRAITS, type Traits, traitsOf } from '../web/insight/traits.ts';

interface Described {
  readonly genre: string;
  readonly traits: Traits;
}

const CUT = { recipe: librosa57.name, version: librosa57.version, seconds: 30, hopSeconds: 30 };
const DIGITS = 4;
const [data, out = 'web/insight/genre-traits.json', cacheFolder = '.tonearm/features'] =
  process.argv.slice(2);

if (data === undefined) throw new Error('Expected the folder of the data, got nothing.');
const songs = [
  ...(await ofTable(join(data, 'gtzan'))),
  ...(await ofAudio(join(data, 'extra'), new FeatureCache(cacheFolder))),
];
const spreads: TraitSpreads = {
  all: spreadOf(songs),
  genres: Object.fromEntries(
    GENRES.map((genre) => [genre, spreadOf(songs.filter((song) => song.genre === genre))]),
  ),
};
await writeFile(out, `${JSON.stringify(spreads)}\n`);
console.log(`${out}: ${songs.length} songs`);
for (const genre of GENRES) {
  const { songs: n, traits } = spreads.genres[genre];
  console.log(genre.padEnd(10), n, TRAITS.map((trait) => `${trait} ${traits[trait][5]}`).join('  '));
}

async function ofTable(folder: string): Promise<Described[]> {
  const clips = new Map((await table(join(folder, 'clips.csv'))).map((row) => [row.clip, row.genre]));
  const rows = await table(join(folder, 'features_30_sec.csv'));
  return rows.flatMap((row): Described[] => {
    const genre = clips.get(row.filename.replace(/\.wav$/, ''));
    const columns = Object.fromEntries(librosa57.columns.map((name) => [name, Number(row[name])]));
    return genre === undefined ? [] : [{ genre, traits: traitsOf(columns) }];
  });
}

async function ofAudio(folder: string, cache: FeatureCache): Promise<Described[]> {
  const clips = (await table(join(folder, 'clips.csv'))).filter(({ strength }) => strength === 'single');
  const songs: Described[] = [];
  for (const { label, audio } of clips) {
    const row = await hear(join(folder, audio), cache);
    const columns = Object.fromEntries(librosa57.columns.map((name, i) => [name, row[i]]));
    songs.push({ genre: label, traits: traitsOf(columns) });
  }
  return songs;
}

/** The first window's columns. */
async function hear(path: string, cache: FeatureCache): Promise<Float32Array> {
  const bytes = await readFile(path);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const cached = await cache.read(hash, CUT);
  const rows = cached ?? (await extractFeatures(bytesSource(bytes), [CUT])).features[0];
  if (!cached) await cache.write(hash, CUT, rows);
  return rows[0].data;
}

function spreadOf(described: readonly Described[]): Spread {
  const traits = TRAITS.map((trait) => {
    const sorted = described.map((song) => song.traits[trait]).sort((a, b) => a - b);
    return [trait, SHARES.map((share) => Number(quantile(sorted, share).toPrecision(DIGITS)))];
  });
  return { songs: described.length, traits: Object.fromEntries(traits) };
}

/** Quantile with linear interpolation, as `numpy.quantile`. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

async function table(path: string): Promise<Record<string, string>[]> {
  const { columns, rows } = parseCsv(await readFile(path));
  return rows.map(({ cells }) => Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
}
