import { dirname, resolve } from 'node:path';
import type { Table } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { cleanName } from '../../jobs/tags.ts';
import { attempt, claimOnce, cleanLabel, cleanSplit, onLine } from './labels.ts';
import type { BrokenTrack, Listing, Track } from './track.ts';

const LABEL_SEPARATOR = ';';

/** Whether a table lists audio files: it has the column `path`. */
export function isManifest({ columns }: Table): boolean {
  return columns.includes('path');
}

/**
 * Songs of the columns `path,label[,artist,split]`; others are ignored. Paths are relative to the manifest.
 * A row without a path or label is listed as broken.
 *
 * @param options `several`: a label may be a list, parted by semicolons
 * @throws bad-request without a column `label`, over an unknown split, or when a path is listed twice.
 */
export function readManifest(table: Table, file: string, { several = false } = {}): Listing {
  const column = (name: string) => table.columns.indexOf(name);
  const [path, label, artist, split] = ['path', 'label', 'artist', 'split'].map(column);
  if (label < 0)
    throw new TonearmError(
      'bad-request',
      `Expected the columns path and label, got ${table.columns.join(', ')}.`,
    );
  const folder = dirname(resolve(file));
  const lines = new Map<string, number>();
  const tracks: Track[] = [];
  const broken: BrokenTrack[] = [];
  for (const row of table.rows) {
    const id = row.cells[path].trim();
    const side = onLine(row, () => cleanSplit(row.cells[split]));
    const reason = id === '' ? new TonearmError('bad-request', 'Expected a path, got nothing.') : undefined;
    const cell = row.cells[label];
    const named = attempt(() => (several ? cell.split(LABEL_SEPARATOR) : [cell]).map(cleanLabel));
    if (reason ?? named instanceof TonearmError) {
      broken.push({ id: `line ${row.line}`, reason: reason ?? (named as TonearmError) });
      continue;
    }
    const full = resolve(folder, id);
    claimOnce(full, id, row.line, lines);
    const artistName = cleanName(row.cells[artist]);
    const labels = [...new Set(named as string[])];
    const all = several ? { label: labels[0], labels } : { label: labels[0] };
    tracks.push({ id, ...all, path: full, artist: artistName, split: side });
  }
  return { tracks, broken };
}
