/** Export of the library's playlists to a folder, refreshed as they change. Files of others are never touched. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StateFile, TEXTS_BY_NAME } from '../../jobs/state-file.ts';
import { writeAtomically } from '../../jobs/write-atomically.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type KeptPlaylist, keptPlaylists } from '../playlists/kept-playlists.ts';
import { keptSongsIfAny } from '../playlists/kept-songs.ts';
import type { PlaylistRule } from '../playlists/playlist-rule.ts';
import { fileName } from './file-name.ts';
import { navidromeFile } from './navidrome-file.ts';
import { type PlaylistFormat, playlistFile } from './playlist-file.ts';

export interface WrittenPlaylist {
  readonly file: string;
  readonly outcome:
    | 'written'
    | 'as it was'
    | 'not ours'
    | 'changed by somebody'
    | 'needs a song that is gone';
}

/** State file: the content of each file that was written. */
const MEMORY = '.tonearm-playlists.json';
const LOSS = 'the files in this folder then count as those of others, and are left as they are';

/** @param format `nsp`: rules as Navidrome's own where it knows them, the rest as M3U8 */
export async function writeKept(
  catalogue: Catalogue,
  folder: string,
  format: PlaylistFormat | 'nsp',
): Promise<WrittenPlaylist[]> {
  const memoryFile = new StateFile(join(folder, MEMORY), TEXTS_BY_NAME, LOSS);
  const memory = await memoryFile.read();
  const names = new Set<string>();
  const written: WrittenPlaylist[] = [];
  // In the order in which they were made, so that a name stays that of one list.
  for (const kept of (await keptPlaylists(catalogue.library)).sort((a, b) => a.id - b.id)) {
    const { extension, text } = await contentOf(catalogue, kept, folder, format);
    const plain = `${fileName(kept.title)}.${extension}`;
    const file = names.has(plain.toLowerCase()) ? `${fileName(kept.title)} (${kept.id}).${extension}` : plain;
    names.add(file.toLowerCase());
    const outcome =
      text === undefined
        ? 'needs a song that is gone'
        : await writeOne(join(folder, file), text, memory[file]);
    written.push({ file, outcome });
    if (text === undefined || outcome !== 'written') continue;
    memory[file] = digest(text);
    await memoryFile.write(memory);
  }
  return written;
}

async function contentOf(
  catalogue: Catalogue,
  kept: KeptPlaylist,
  folder: string,
  format: PlaylistFormat | 'nsp',
): Promise<{ extension: string; text: string | undefined }> {
  const rule = kept.rule as PlaylistRule | null;
  const smart = format === 'nsp' && rule !== null ? navidromeFile(kept.title, rule) : undefined;
  if (smart !== undefined) return { extension: 'nsp', text: smart };
  const extension = format === 'nsp' ? 'm3u8' : format;
  const songs = await keptSongsIfAny(catalogue, kept);
  return { extension, text: songs && playlistFile(extension, kept.title, songs, folder).text };
}

async function writeOne(
  path: string,
  text: string,
  ours: string | undefined,
): Promise<WrittenPlaylist['outcome']> {
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (before === text) return 'as it was';
  if (before !== undefined && ours === undefined) return 'not ours';
  if (before !== undefined && digest(before) !== ours) return 'changed by somebody';
  await writeAtomically(path, Buffer.from(text));
  return 'written';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
