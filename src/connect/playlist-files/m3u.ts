/** Reading of M3U and M3U8, with `#EXTINF`. */
import { isAbsolute, join } from 'node:path';
import type { ServerItem } from '../media-server.ts';
import { pathOfAddress } from './path-of-address.ts';
import type { ReadPlaylist } from './read-playlist.ts';

const INFO = /^#EXTINF:\s*(-?\d+(?:\.\d+)?)?[^,]*,(.*)$/;
const TITLE = /^#PLAYLIST:(.*)$/;

/** @param folder in which the list lies: its paths may be relative to it. */
export function readM3u(text: string, name: string, folder: string): ReadPlaylist {
  let title = name;
  let [seconds, words] = [0, ''];
  const songs: ServerItem[] = [];
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const info = INFO.exec(line);
    if (info) [seconds, words] = [Math.max(0, Number(info[1] ?? 0)), info[2].trim()];
    title = TITLE.exec(line)?.[1].trim() || title;
    if (line.trim() === '' || line.startsWith('#')) continue;
    const path = pathOfAddress(line);
    const isWhole = isAbsolute(path) || /^[A-Za-z]:[/\\]/.test(path);
    songs.push({
      id: line,
      path: isWhole ? path : join(folder, path),
      ...namesIn(words),
      album: '',
      seconds,
    });
    [seconds, words] = [0, ''];
  }
  return { title, songs };
}

/** `Artist - Title`, as most programs write it. */
function namesIn(words: string): { title: string; artist: string } {
  const at = words.indexOf(' - ');
  return at < 0
    ? { title: words, artist: '' }
    : { title: words.slice(at + 3).trim(), artist: words.slice(0, at).trim() };
}
