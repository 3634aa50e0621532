/** Table of labels that a library imports: "Load a file" of its page, or `tonearm teach`. Pure. */
import { csvLine } from '../../src/csv.ts';
import type { HeardSong } from './heard.ts';

const COLUMNS = ['content_hash', 'genre', 'said_at', 'said_by', 'artist', 'title', 'path'];
const BY = 'this browser';

/** CSV of the labels. An empty genre means none of these; the last label of a file counts. */
export function saidTable(songs: readonly HeardSong[]): string {
  const said = new Map<string, readonly string[]>();
  for (const song of [...songs].sort((a, b) => (a.saidAt ?? 0) - (b.saidAt ?? 0))) {
    if (song.said === undefined) continue;
    const { hash = '', said: genre, saidAt, artist = '', title = '', name } = song;
    const at = saidAt === undefined ? '' : new Date(saidAt).toISOString();
    said.set(hash || name, [hash, genre ?? '', at, BY, artist, title, name]);
  }
  return [COLUMNS, ...said.values()].map((cells) => `${csvLine(cells)}\n`).join('');
}
