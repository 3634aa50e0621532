/** Fills a database with made-up songs. */
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { COPIED_COLUMNS, manySongs } from './many-songs.ts';

const LOADED_AT_ONCE = 50_000;

/**
 * Bulk-loads songs: without triggers, from files that the database reads.
 * @param place of a library that is empty
 * @param root folder that their paths are below
 */
export async function loadSongs(place: string, songs: number, root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-million-'));
  chmodSync(folder, 0o755);
  const [songFile, fileFile] = [join(folder, 'songs'), join(folder, 'files')];
  const client = new pg.Client(place);
  await client.connect();
  for (const table of ['songs', 'files']) await client.query(`alter table ${table} disable trigger all`);
  const made = manySongs(root);
  for (let from = 0; from < songs; from += LOADED_AT_ONCE) {
    const [out, files] = [openSync(songFile, 'w'), openSync(fileFile, 'w')];
    for (let i = from; i < Math.min(songs, from + LOADED_AT_ONCE); i++) {
      const one = made(i);
      writeSync(out, one.song);
      writeSync(files, one.file);
    }
    closeSync(out);
    closeSync(files);
    await client.query(`copy songs (${COPIED_COLUMNS}) from '${songFile}'`);
    await client.query(`copy files (path, size, modified_ms, content_hash) from '${fileFile}'`);
  }
  rmSync(folder, { recursive: true });
  for (const table of ['songs', 'files']) await client.query(`alter table ${table} enable trigger all`);
  await client.query('insert into song_changes select id, id from songs order by id');
  await client.query("select setval('song_revisions', (select max(revision) from song_changes))");
  for (const table of ['songs', 'files', 'song_changes']) await client.query(`vacuum analyze ${table}`);
  await client.end();
}
