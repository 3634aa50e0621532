/**
 * Joins tables of GTZAN's features with its list of clips: `node --import tsx scripts/gtzan-table.ts
 * FOLDER/features_30_sec.csv FOLDER/speech_mfcc_mean_cov.csv FOLDER/clips.csv > gtzan-640.csv` (one table or more,
 * the list last). What comes out is a feature table that `tonearm train`, `evaluate` and `compare` read, with the
 * artist and the published split of every clip; where there are covariances, their logarithms stand beside them.
 */
import { readFileSync } from 'node:fs';
import { csvLine, parseCsv } from '../src/csv.ts';
import { logCovarianceRow, mfccLogCov } from '../src/features/log-covariance.ts';
import { speechMfccCov } from '../src/features/speech-mfcc.ts';

type Record = ReadonlyMap<string, string>;

const ABOUT_CLIPS = ['clip', 'filename', 'genre', 'label', 'length'];

const tables = process.argv.slice(2).map(readRecords);
const clips = tables.pop()!;
const features = tables.flatMap((table) => [...table.values().next().value!.keys()]);
const covariances = features.includes('cov0_0');
const logarithms = covariances ? mfccLogCov.columns.filter((name) => name.startsWith('logcov')) : [];
const numbers = features.filter((name) => !ABOUT_CLIPS.includes(name));
const lines = [...clips].map(([clip, about]) => {
  const row = new Map(tables.flatMap((table) => [...table.get(clip)!]));
  const cells = [...numbers.map((name) => row.get(name)!), ...(covariances ? logarithmsOf(row) : [])];
  return csvLine([clip, about.get('genre')!, about.get('artist')!, about.get('split')!, ...cells]);
});
const header = csvLine(['clip', 'genre', 'artist', 'split', ...numbers, ...logarithms]);
process.stdout.write([header, ...lines, ''].join('\n'));

/** Rows by clip; the known table of librosa's features calls a clip `blues.00000.wav`. */
function readRecords(path: string): Map<string, Record> {
  const { columns, rows } = parseCsv(readFileSync(path));
  const records = rows.map(({ cells }) => new Map(columns.map((name, i) => [name, cells[i]])));
  return new Map(
    records.map((row) => [(row.get('clip') ?? row.get('filename')!).replace(/\.wav$/, ''), row]),
  );
}

function logarithmsOf(row: Record): string[] {
  const values = speechMfccCov.columns.map((name) => Number(row.get(name)));
  return [...logCovarianceRow(values)].slice(-logarithms.length).map(String);
}
