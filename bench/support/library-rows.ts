/** Contents of libraries, for comparison with one another. */
import { isDeepStrictEqual } from 'node:util';
import type { FileRow } from '../../src/library/store/schema.ts';
import { openLibrary } from '../../src/library/store/store.ts';

export interface LibraryRows {
  readonly songs: readonly object[];
  readonly files: readonly FileRow[];
}

/** Rows without the order and time in which songs were added. */
export async function rowsOf(place: string): Promise<LibraryRows> {
  const library = await openLibrary(place);
  const songs = await library.selectFrom('songs').selectAll().orderBy('contentHash').execute();
  const files = await library.selectFrom('files').selectAll().orderBy('path').execute();
  await library.destroy();
  const bytesOf = (blob: Uint8Array | null) => blob && new Uint8Array(blob);
  return {
    songs: songs.map(({ id: _, addedAt: _when, vector, fingerprint, ...song }) => {
      return { ...song, vector: bytesOf(vector), fingerprint: bytesOf(fingerprint) };
    }),
    files,
  };
}

export async function songsIn(place: string): Promise<number> {
  const library = await openLibrary(place);
  const rows = await library.selectFrom('songs').select('id').execute();
  await library.destroy();
  return rows.length;
}

/** Rows without some columns. */
export function without({ songs, files }: LibraryRows, ...columns: readonly string[]): LibraryRows {
  const kept = <Row extends object>(row: Row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))) as Row;
  return { songs: songs.map(kept), files: files.map(kept) };
}

/** Verdict of a comparison, for people. */
export function sameRows(rows: LibraryRows, wanted: LibraryRows): string {
  return isDeepStrictEqual(rows, wanted) ? 'the same rows' : `OTHER ROWS (${differences(rows, wanted)})`;
}

/** Names of columns, and in how many rows they differ. */
function differences(rows: LibraryRows, wanted: LibraryRows): string {
  const counts: Record<string, number> = {};
  for (const table of ['songs', 'files'] as const) {
    rows[table].forEach((row, i) => {
      const other = new Map(Object.entries(wanted[table][i] ?? {}));
      for (const [name, value] of Object.entries(row)) {
        if (isDeepStrictEqual(value, other.get(name))) continue;
        counts[`${table}.${name}`] = (counts[`${table}.${name}`] ?? 0) + 1;
      }
    });
  }
  return JSON.stringify(counts);
}
