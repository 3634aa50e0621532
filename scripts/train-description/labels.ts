/** The songs that the description learns from, with all that their sources say of them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv } from '../../src/csv.ts';
import { ear, earVgg } from '../../src/features/ear.ts';
import { FeatureCache } from '../../src/jobs/feature-cache.ts';
import { readSongs } from '../train-default/songs.ts';
import { modeAndCrest } from './mode-and-crest.ts';

export interface LabelledSong {
  readonly id: string;
  readonly source: 'gtzan' | 'allmusic' | 'magnatune';
  /** Songs of one artist, and copies of one recording. */
  readonly group: number;
  readonly embedding: Float32Array;
  /** Input of the mood (`MOOD_COLUMNS`): both embeddings, the mode and the crest. */
  readonly row: Float32Array;
  /** Genres as listed, in lower case. */
  readonly genres: readonly string[];
  /** Moods in lower case; empty if unlabelled. */
  readonly moods: readonly string[];
  /** Index of its quadrant: happy, tense, sad, calm. */
  readonly quadrant: number | undefined;
}

/** @param folder, cache as for `readSongs` */
export async function readLabelledSongs(folder: string, cache: string): Promise<LabelledSong[]> {
  const rows = new Map([...(await table(join(folder, 'gtzan'))), ...(await table(join(folder, 'extra')))]);
  const songs = await readSongs(folder, cache);
  const kept = new FeatureCache(cache);
  const labelled: LabelledSong[] = [];
  for (const { id, collection, group, row } of songs) {
    const { genre = '', listed_as = '', moods = '', mood_quadrant = '', audio = '' } = rows.get(id)!;
    const quadrant = mood_quadrant === '' ? undefined : Number(mood_quadrant[1]) - 1;
    const own = quadrant === undefined ? [0, 0] : await modeAndCrest(join(folder, 'extra', audio), kept);
    labelled.push({
      id,
      source: collection === 'gtzan' ? 'gtzan' : id.startsWith('magnatune') ? 'magnatune' : 'allmusic',
      group,
      embedding: row.slice(0, ear.columns.length),
      row: Float32Array.of(...row.subarray(0, ear.columns.length + earVgg.columns.length), ...own),
      genres: wordsOf(collection === 'gtzan' ? genre : listed_as, ';'),
      moods: wordsOf(moods, ','),
      quadrant,
    });
  }
  return labelled;
}

async function table(folder: string): Promise<[string, Partial<Record<string, string>>][]> {
  const { columns, rows } = parseCsv(await readFile(join(folder, 'clips.csv')));
  return rows.map(({ cells }) => {
    const cell = Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
    return [cell.clip, cell];
  });
}

function wordsOf(text: string, separator: string): string[] {
  const words = text.split(separator).map((word) => word.trim().toLowerCase());
  return words.filter((word) => word !== '');
}
