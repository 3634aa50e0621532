import type { Table, TableRow } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { cleanName } from '../../jobs/tags.ts';
import { attempt, claimOnce, cleanLabel, cleanSplit, onLine } from './labels.ts';
import type { BrokenTrack, Listing, Track } from './track.ts';

const NAME_COLUMNS = ['filename', 'id', 'clip'];
const LABEL_COLUMNS = ['label', 'genre'];
/** Columns about the track, not about its sound. `length` counts samples of the file and so identifies its source. */
const NO_FEATURES = ['artist', 'split', 'title', 'length'];

/**
 * Tracks of a feature table: a column of names (`filename`, `id` or `clip`), a label (`label` or `genre`),
 * perhaps `artist` and `split`; every other column is a feature. `length` never is.
 * A row with something that is no finite number is listed as broken.
 *
 * @throws bad-request over missing columns, an unknown split, or a name that stands twice.
 */
export function readFeatureTable(table: Table): Listing {
  const name = findColumn(table, NAME_COLUMNS);
  const label = findColumn(table, LABEL_COLUMNS);
  const aside = [name, label, ...NO_FEATURES.map((column) => table.columns.indexOf(column))];
  const places = table.columns.map((_, index) => index).filter((index) => !aside.includes(index));
  if (places.length === 0)
    throw new TonearmError('bad-request', `Expected columns of features, got ${shown(table)}.`);
  const [artist, split] = ['artist', 'split'].map((column) => table.columns.indexOf(column));
  const lines = new Map<string, number>();
  const tracks: Track[] = [];
  const broken: BrokenTrack[] = [];
  for (const row of table.rows) {
    const id = row.cells[name].trim();
    claimOnce(id, id, row.line, lines);
    const side = onLine(row, () => cleanSplit(row.cells[split]));
    const read = attempt(() => ({
      label: cleanLabel(row.cells[label]),
      features: numbers(table, row, places),
    }));
    if (read instanceof TonearmError) broken.push({ id: `line ${row.line}: ${id}`, reason: read });
    else tracks.push({ id, ...read, artist: cleanName(row.cells[artist]), split: side });
  }
  return { tracks, broken, columns: places.map((index) => table.columns[index]) };
}

function findColumn(table: Table, names: readonly string[]): number {
  const found = names.find((name) => table.columns.includes(name));
  if (found === undefined)
    throw new TonearmError('bad-request', `Expected a column ${names.join(' or ')}, got ${shown(table)}.`);
  return table.columns.indexOf(found);
}

function numbers(table: Table, row: TableRow, places: readonly number[]): Float32Array {
  return Float32Array.from(places, (index) => {
    const text = row.cells[index].trim();
    const value = text === '' ? Number.NaN : Math.fround(Number(text));
    if (Number.isFinite(value)) return value;
    const got = text === '' ? 'nothing' : JSON.stringify(text.slice(0, 60));
    throw new TonearmError(
      'bad-request',
      `Expected a finite number for ${table.columns[index]}, got ${got}.`,
    );
  });
}

function shown({ columns }: Table): string {
  const names = columns.slice(0, 8).join(', ');
  return columns.length > 8 ? `${names}, ...` : names;
}
