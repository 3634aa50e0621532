/**
 * Retrieval accuracy of similar songs, on the full clips of GTZAN: by the song vector alone, without a model.
 *
 *     node --import tsx bench/similar-songs.ts DATA
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentsOf } from '../src/analysis/segments.ts';
import { SongDescriber } from '../src/analysis/song-vector.ts';
import { bytesSource } from '../src/audio/byte-source.ts';
import { parseCsv } from '../src/csv.ts';
import { shippedEar } from '../src/jobs/shipped-networks.ts';
import { buildSpace, nearest } from '../src/library/similarity/similarity.ts';
import type { SongFeatures } from '../src/library/similarity/song-features.ts';
import type { Entry } from '../src/library/songs/entry.ts';
import { positional, sized } from './support/arguments.ts';

const FIRST = 10;
const folder = join(positional[0] ?? '../shared/data', 'gtzan');
if (!existsSync(folder)) {
  console.log(`No songs at ${folder}: name a folder that has gtzan/.`);
  process.exit();
}
const { columns, rows } = parseCsv(await readFile(join(folder, 'clips.csv')));
const clips = rows
  .map(({ cells }) => Object.fromEntries(columns.map((name, i) => [name, cells[i]])))
  .filter(({ extent }) => extent.startsWith('full'))
  .slice(0, sized(Infinity, 4));
const artists = clips.map(({ artist, clip }) => artist.trim().toLowerCase() || clip);
const featuresById: SongFeatures[] = [];
for (const { audio } of clips) featuresById.push(await vectorOf(join(folder, audio)));
const entries = featuresById.map((_, id) => ({ id }) as Entry);
const space = await buildSpace(entries, ({ id }) => featuresById[id]);
const figures = clips.map((_, song) => {
  const ranked = nearest(space, song, clips.length).map(({ index }) => index);
  const others = ranked.filter((index) => artists[index] !== artists[song]);
  const places = ranked.flatMap((index, place) => (artists[index] === artists[song] ? [place] : []));
  return {
    sameGenre: shareOfGenre(song, ranked),
    otherArtists: shareOfGenre(song, others),
    precision:
      places.length === 0 ? undefined : meanOf(places.map((place, found) => (found + 1) / (place + 1))),
  };
});
console.log(`${clips.length} clips, ${featuresById[0].length} columns`);
console.log(
  `same genre among the first ten: ${meanOf(figures.map(({ sameGenre }) => sameGenre)).toFixed(3)}`,
);
console.log(`  of other artists: ${meanOf(figures.map(({ otherArtists }) => otherArtists)).toFixed(3)}`);
const precisions = figures.flatMap(({ precision }) => precision ?? []);
console.log(
  `mean average precision of the same artist: ${meanOf(precisions).toFixed(3)} (n ${precisions.length})`,
);

async function vectorOf(path: string): Promise<Float32Array> {
  const describer = new SongDescriber();
  const song = await segmentsOf(bytesSource(await readFile(path)), [describer.spec], { ear: shippedEar });
  for await (const segment of song) await describer.take(segment);
  return describer.describe().vector;
}

function shareOfGenre(song: number, ranked: readonly number[]): number {
  return meanOf(ranked.slice(0, FIRST).map((index) => (clips[index].genre === clips[song].genre ? 1 : 0)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
