/** Playlists in files of other programs: rekordbox XML, Traktor NML, M3U and M3U8. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { TonearmError } from '../errors.ts';
import { readM3u } from './playlist-files/m3u.ts';
import type { ReadPlaylist } from './playlist-files/read-playlist.ts';
import { readRekordbox } from './playlist-files/rekordbox.ts';
import { readTraktor } from './playlist-files/traktor.ts';

const MAX_BYTES = 300e6;

/** @throws not-found, too-large, unsupported-format for what is none of them */
export async function readPlaylists(path: string): Promise<readonly ReadPlaylist[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new TonearmError('not-found', `Expected a file of playlists, got none at ${JSON.stringify(path)}.`);
  if (found.size > MAX_BYTES)
    throw new TonearmError(
      'too-large',
      `Expected playlists of ${MAX_BYTES / 1e6} MB at most, got ${Math.round(found.size / 1e6)} MB.`,
    );
  const bytes = await readFile(path);
  const title = basename(path, extname(path));
  const text = textOf(bytes);
  if (/<DJ_PLAYLISTS\b/.test(text.slice(0, 2000))) return readRekordbox(text);
  if (/<NML\b/.test(text.slice(0, 2000))) return readTraktor(text);
  if (/\.m3u8?$/i.test(path)) return [readM3u(text, title, resolve(dirname(path)))];
  throw new TonearmError(
    'unsupported-format',
    `Expected playlists of rekordbox (XML), Traktor (NML) or M3U, got something else in ${JSON.stringify(path)}.`,
  );
}

/** Decoded text: M3U without an 8 is often Latin-1. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
