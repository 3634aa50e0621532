import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { NewSongRow } from '../../src/library/store/schema.ts';
import type { Library } from '../../src/library/store/store.ts';
import { type MadeUpSong, madeUpSongs } from './library-songs.ts';

/** Keeps a real file in a library as if it had been heard, with made-up results. */
export async function keepHeard(
  library: Library,
  path: string,
  heard: Partial<NewSongRow> = {},
): Promise<void> {
  const { path: _, ...song }: MadeUpSong = madeUpSongs(1)[0];
  const row = { ...song, taggedGenres: '[]', ...heard, contentHash: await sha256(path) };
  const { size, mtimeMs } = await stat(path);
  await library
    .insertInto('songs')
    .values(row)
    .onConflict((conflict) => conflict.column('contentHash').doNothing())
    .execute();
  await library
    .insertInto('files')
    .values({
      path,
      size,
      modifiedMs: mtimeMs,
      contentHash: row.contentHash,
      errorCode: null,
      errorMessage: null,
    })
    .execute();
}

/** Columns of a song predicted as this genre, with this confidence. */
export function heardAs(genre: string, confidence = 0.9): Partial<NewSongRow> {
  const ranking = [
    { genre, probability: confidence },
    { genre: 'blues', probability: 1 - confidence },
  ];
  return {
    genre,
    confidence,
    unsure: Number(confidence < 0.6),
    ranking: JSON.stringify(ranking),
    beatsPerMinute: 127.6,
    tempoConfidence: 0.8,
  };
}

export async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
