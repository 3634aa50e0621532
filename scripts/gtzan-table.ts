/**
 * Joins a table of GTZAN's features with its list of clips: `node --import tsx scripts/gtzan-table.ts
 * FOLDER/speech_mfcc_mean_cov.csv FOLDER/clips.csv > gtzan-640.csv`. What comes out is a feature table that
 * `tonearm train` and `tonearm evaluate` read, with the artist and the published split of every clip.
 */
import { readFileSync } from 'node:fs';
import { csvLine, parseCsv, type Table } from '../src/train/csv.ts';

const [features, clips] = process.argv.slice(2).map((path) => parseCsv(readFileSync(path)));
const about = new Map(clips.rows.map(({ cells }) => [cells[column(clips, 'clip')], cells]));
const name = features.columns.includes('clip') ? 'clip' : 'filename';
const lines = features.rows.map(({ cells }) => {
  const clip = about.get(clipOf(cells[column(features, name)]))!;
  return csvLine([...cells, clip[column(clips, 'artist')], clip[column(clips, 'split')]]);
});
process.stdout.write([csvLine([...features.columns, 'artist', 'split']), ...lines, ''].join('\n'));

/** The known table of librosa's features calls a clip `blues.00000.wav`. */
function clipOf(cell: string): string {
  return cell.replace(/\.wav$/, '');
}

function column(table: Table, wanted: string): number {
  const place = table.columns.indexOf(wanted);
  if (place < 0) throw new Error(`Expected a column ${wanted}, got ${table.columns.slice(0, 8).join()}`);
  return place;
}
