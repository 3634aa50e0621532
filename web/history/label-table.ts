/** Table of labels that a library imports: "Load a file" of its page, or `tonearm teach`. Pure. */
import { csvLine } from '../../src/csv.ts';
import type { HistoryEntry } from './history-state.ts';

const COLUMNS = ['content_hash', 'genre', 'said_at', 'said_by', 'artist', 'title', 'path'];
const BY = 'this browser';

/** CSV of the labels. An empty genre means none of these; the last label of a file counts. */
export function labelTable(songs: readonly HistoryEntry[]): string {
  const rows = new Map<string, readonly string[]>();
  for (const song of [...songs].sort((a, b) => (a.saidAt ?? 0) - (b.saidAt ?? 0))) {
    if (song.label === undefined) continue;
    const { hash = '', label: genre, saidAt, artist = '', title = '', name } = song;
    const at = saidAt === undefined ? '' : new Date(saidAt).toISOString();
    rows.set(hash || name, [hash, genre ?? '', at, BY, artist, title, name]);
  }
  return [COLUMNS, ...rows.values()].map((cells) => `${csvLine(cells)}\n`).join('');
}
