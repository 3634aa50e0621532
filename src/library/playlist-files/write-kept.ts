/** The playlists of a library as files in a folder, written anew as they change. No file of others is ever touched. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { writeWhole } from '../../jobs/write-whole.ts';
import type { Catalogue } from '../catalogue.ts';
import { type KeptPlaylist, keptPlaylists } from '../kept-playlists.ts';
import { keptSongs } from '../kept-songs.ts';
import type { PlaylistRule } from '../playlist-rule.ts';
import { fileName } from './file-name.ts';
import { navidromeFile } from './navidrome-file.ts';
import { type PlaylistFormat, playlistFile } from './playlist-file.ts';

export interface WrittenPlaylist {
  readonly file: string;
  readonly outcome: 'written' | 'as it was' | 'not ours' | 'changed by somebody';
}

/** Remembers, of each file that was written, what was in it. */
const MEMORY = '.tonearm-playlists.json';
const Memory = Type.Record(Type.String(), Type.String());

/** @param format `nsp`: rules as Navidrome's own where it knows them, the rest as M3U8 */
export async function writeKept(
  catalogue: Catalogue,
  folder: string,
  format: PlaylistFormat | 'nsp',
): Promise<WrittenPlaylist[]> {
  const memory = await readMemory(folder);
  const names = new Set<string>();
  const written: WrittenPlaylist[] = [];
  // In the order in which they were made, so that a name stays that of one list.
  for (const kept of (await keptPlaylists(catalogue.library)).sort((a, b) => a.id - b.id)) {
    const { extension, text } = await contentOf(catalogue, kept, folder, format);
    const plain = `${fileName(kept.title)}.${extension}`;
    const file = names.has(plain.toLowerCase()) ? `${fileName(kept.title)} (${kept.id}).${extension}` : plain;
    names.add(file.toLowerCase());
    const outcome = await writeOne(join(folder, file), text, memory[file]);
    if (outcome === 'written') memory[file] = digest(text);
    written.push({ file, outcome });
  }
  if (written.some(({ outcome }) => outcome === 'written'))
    await writeWhole(join(folder, MEMORY), Buffer.from(`${JSON.stringify(memory, null, 2)}\n`));
  return written;
}

async function contentOf(
  catalogue: Catalogue,
  kept: KeptPlaylist,
  folder: string,
  format: PlaylistFormat | 'nsp',
): Promise<{ extension: string; text: string }> {
  const rule = kept.rule as PlaylistRule | null;
  const smart = format === 'nsp' && rule !== null ? navidromeFile(kept.title, rule) : undefined;
  if (smart !== undefined) return { extension: 'nsp', text: smart };
  const extension = format === 'nsp' ? 'm3u8' : format;
  const songs = await keptSongs(catalogue, kept);
  return { extension, text: playlistFile(extension, kept.title, songs, folder).text };
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
  await writeWhole(path, Buffer.from(text));
  return 'written';
}

/** Without it, or with one that cannot be read, nothing in the folder counts as ours. */
async function readMemory(folder: string): Promise<Record<string, string>> {
  const text = await readFile(join(folder, MEMORY), 'utf8').catch(() => '{}');
  try {
    const memory: unknown = JSON.parse(text);
    return Value.Check(Memory, memory) ? memory : {};
  } catch {
    return {};
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
