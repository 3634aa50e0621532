/** The songs that the default model learns from: tables of GTZAN's clips, and independent songs as audio. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesSource } from '../../src/audio/byte-source.ts';
import { librosa48 } from '../../src/features/librosa-48.ts';
import { linearSpectrogram, standardise } from '../../src/features/linear-spectrogram.ts';
import { logCovarianceRow, mfccLogCov } from '../../src/features/log-covariance.ts';
import { describePicture, pictureBlocks } from '../../src/features/picture-blocks.ts';
import type { Recipe } from '../../src/features/recipe.ts';
import { GENRES } from '../../src/genres.ts';
import { parseCsv, type TableRow } from '../../src/train/csv.ts';
import { FeatureCache } from '../../src/train/feature-cache.ts';
import { hearSong } from '../../src/train/hearing.ts';
import { alteredPicture } from './altered.ts';
import { inBands } from './patches.ts';

export interface Song {
  readonly id: string;
  readonly collection: 'gtzan' | 'extra';
  /** Index of its genre; -1 where it has none of the ten, or nobody knows which. */
  readonly label: number;
  /**
   * How surely it is that genre: `sure` songs are measured on, `weak` ones only learned from; `outside` ones are
   * known to be none of the genres.
   */
  readonly strength: 'sure' | 'weak' | 'outside' | 'none';
  readonly group: number;
  /** Shares an artist with GTZAN: not learned from where GTZAN is measured. */
  readonly known: boolean;
  /** The columns of `COLUMN_RECIPES`, one after another. */
  readonly row: Float32Array;
  /** What `linear-spectrogram` gives, in the bands of patches: [columns][36]. */
  readonly bands: Float32Array;
  /** For teaching alone: what other recordings of it might give. */
  readonly altered: readonly Pick<Song, 'row' | 'bands'>[];
}

/** What the model hears with: fixed columns, and a picture. */
export const COLUMN_RECIPES: readonly Recipe[] = [librosa48, mfccLogCov, pictureBlocks];
export const HEARD: readonly Recipe[] = [...COLUMN_RECIPES, linearSpectrogram];
export const SEGMENTS = { seconds: 30, hopSeconds: 30 };

const [PICTURE_BANDS, PICTURE_COLUMNS] = [128, 496];
/** Altered copies of each clip of GTZAN. */
const COPIES = 3;

/**
 * @param folder with `gtzan/` and `extra/` as the data's own page describes them
 * @param cache where features of audio are kept
 */
export async function readSongs(folder: string, cache: string): Promise<Song[]> {
  const artists = new Map<string, number>();
  const groupOf = (artist: string, id: string) => {
    const key = artist.trim().toLowerCase() || id;
    if (!artists.has(key)) artists.set(key, artists.size);
    return artists.get(key)!;
  };
  const gtzan = await readGtzan(join(folder, 'gtzan'), groupOf);
  const extra = await readExtra(join(folder, 'extra'), new FeatureCache(cache), groupOf);
  const songs = [...gtzan, ...extra];
  const looks = songs.flatMap((song) => [song, ...song.altered]);
  const bands = await inBands(looks.map(({ picture }) => picture));
  const bandsOfLook = new Map(looks.map((look, i) => [look, bands[i]]));
  const inTheirBands = (look: Look) => ({ row: look.row, bands: bandsOfLook.get(look)! });
  return songs.map(({ picture, ...song }, i) => ({
    ...song,
    ...inTheirBands(songs[i]),
    altered: song.altered.map(inTheirBands),
  }));
}

interface Look {
  readonly row: Float32Array;
  /** What `linear-spectrogram` gives: [columns][128]. */
  readonly picture: Float32Array;
}

type Seen = Omit<Song, 'bands' | 'altered'> & Look & { readonly altered: readonly Look[] };

type GroupOf = (artist: string, id: string) => number;

async function readGtzan(folder: string, groupOf: GroupOf): Promise<Seen[]> {
  const clips = await table(join(folder, 'clips.csv'));
  const statistics = await rowsById(join(folder, 'features_30_sec.csv'), librosa48.columns);
  const speech = await rowsById(join(folder, 'speech_mfcc_mean_cov.csv'), speechColumns());
  const pictures = await readPictures(folder);
  return clips.flatMap((clip, i): Seen[] => {
    const picture = pictures.get(clip.clip);
    const parts = [statistics.get(clip.clip), speech.get(clip.clip)];
    if (!picture || !parts[0] || !parts[1]) return [];
    const known = [...parts[0], ...logCovarianceRow(parts[1])];
    const look = (seen: Float32Array): Look => ({
      row: Float32Array.from([...known, ...describePicture(seen)]),
      picture: seen,
    });
    const label = GENRES.indexOf(clip.genre as (typeof GENRES)[number]);
    const group = groupOf(clip.artist, clip.clip);
    const kind = { collection: 'gtzan', label, strength: 'sure', group, known: true } as const;
    const altered = Array.from({ length: COPIES }, (_, copy) => alteredPicture(picture, COPIES * i + copy));
    return [{ id: clip.clip, ...kind, ...look(picture), altered: altered.map(look) }];
  });
}

async function readExtra(folder: string, cache: FeatureCache, groupOf: GroupOf): Promise<Seen[]> {
  const songs: Seen[] = [];
  for (const clip of await table(join(folder, 'clips.csv'))) {
    const label = GENRES.indexOf(clip.label as (typeof GENRES)[number]);
    songs.push({
      id: clip.clip,
      collection: 'extra',
      label: clip.strength === 'single' || clip.strength === 'weak' ? label : -1,
      strength: strengthOf(clip.strength),
      group: groupOf(clip.artist, clip.clip),
      known: clip.artist_in_gtzan === '1',
      altered: [],
      ...(await hear(join(folder, clip.audio), cache)),
    });
  }
  return songs;
}

function strengthOf(listed: string): Song['strength'] {
  if (listed === 'single') return 'sure';
  return listed === 'weak' || listed === 'outside' ? listed : 'none';
}

/** The first window. */
async function hear(path: string, cache: FeatureCache): Promise<Pick<Seen, 'row' | 'picture'>> {
  const bytes = await readFile(path);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const wanted = HEARD.map(({ name, version }) => ({ recipe: name, version, ...SEGMENTS }));
  const cached = await Promise.all(wanted.map((one) => cache.read(hash, one)));
  const missing = wanted.filter((_, i) => cached[i] === undefined);
  const { features } = missing.length > 0 ? await hearSong(bytesSource(bytes), missing) : { features: [] };
  await Promise.all(missing.map((one, i) => cache.write(hash, one, features[i])));
  let next = 0;
  const arrays = cached.map((rows) => (rows ?? features[next++])[0].data);
  return {
    row: Float32Array.from(arrays.slice(0, -1).flatMap((data) => Array.from(data))),
    picture: arrays.at(-1)!,
  };
}

/** Standardised pictures, [columns][bands] as the recipe has them. */
async function readPictures(folder: string): Promise<Map<string, Float32Array>> {
  const { clips } = JSON.parse(await readFile(join(folder, 'spectrograms.json'), 'utf8')) as {
    clips: string[];
  };
  const bytes = await readFile(join(folder, 'spectrograms.u8'));
  const size = PICTURE_BANDS * PICTURE_COLUMNS;
  return new Map(
    clips.map((clip, i) => {
      const picture = new Float32Array(size);
      for (let place = 0; place < size; place++) {
        const [band, column] = [Math.floor(place / PICTURE_COLUMNS), place % PICTURE_COLUMNS];
        picture[column * PICTURE_BANDS + band] = bytes[i * size + place];
      }
      return [clip, standardise(picture)];
    }),
  );
}

async function rowsById(path: string, columns: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await table(path);
  return new Map(
    rows.map((row) => {
      const id = (row.clip ?? row.filename).replace(/\.wav$/, '');
      return [id, columns.map((column) => Number(row[column]))];
    }),
  );
}

async function table(path: string): Promise<Record<string, string>[]> {
  const { columns, rows } = parseCsv(await readFile(path));
  return rows.map(({ cells }: TableRow) =>
    Object.fromEntries(columns.map((column, i) => [column, cells[i]])),
  );
}

/** mean0..mean12, then cov0_0, cov0_1 ... cov12_12. */
function speechColumns(): string[] {
  const order = Array.from({ length: 13 }, (_, i) => i);
  return [
    ...order.map((i) => `mean${i}`),
    ...order.flatMap((i) => order.slice(i).map((j) => `cov${i}_${j}`)),
  ];
}
