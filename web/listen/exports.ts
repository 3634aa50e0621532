/** An answer as files to keep. Pure but for `saveFile`. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { csvLine } from '../../src/csv.ts';

/**
 * The same object, line for line, that `tonearm classify --json` prints.
 * @param label what the listener says it is; null: none of the genres; undefined: nothing
 */
export function asJson(
  fileName: string,
  { timings: _, ...prediction }: Prediction,
  label?: string | null,
): string {
  return JSON.stringify(
    { file: fileName, ...(label !== undefined && { said: label }), ...prediction },
    null,
    2,
  );
}

/**
 * CSV of an answer (RFC 4180): a row for the whole song, then one a segment; a column for each genre. The
 * listener's label is a row without probabilities.
 */
export function asCsv({ ranking, segments, durationSeconds }: Prediction, label?: string | null): string {
  const genres = ranking.map(({ genre }) => genre).sort();
  const parts = [{ startSeconds: 0, endSeconds: durationSeconds, ranking }, ...segments];
  const rows = parts.map((part, i) => [
    i === 0 ? 'song' : 'segment',
    part.startSeconds.toFixed(3),
    part.endSeconds.toFixed(3),
    part.ranking[0]!.genre,
    ...genres.map((genre) => part.ranking.find((ranked) => ranked.genre === genre)!.probability.toFixed(6)),
  ]);
  const header = ['part', 'start_seconds', 'end_seconds', 'genre', ...genres];
  const labelRow = ['said', '0.000', durationSeconds.toFixed(3), label ?? '', ...genres.map(() => '')];
  return [header, ...(label === undefined ? [] : [labelRow]), ...rows]
    .map((row) => `${csvLine(row)}\r\n`)
    .join('');
}

/** `Night Shift.mp3`, `csv` -> `Night Shift.tonearm.csv` */
export function exportName(fileName: string, extension: string): string {
  return `${fileName.replace(/\.[^.]*$/, '')}.tonearm.${extension}`;
}

/** Lets the browser save a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
