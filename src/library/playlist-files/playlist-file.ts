/** Playlists as files that players open: M3U8 and XSPF. */
import { isAbsolute, relative, sep } from 'node:path';
import { addressOfPath } from '../../jobs/path-rules.ts';
import { escapeXml } from './escape-xml.ts';

export type PlaylistFormat = 'm3u8' | 'xspf';

export interface ListedSong {
  /** Path, absolute, or relative to the list's folder. */
  readonly path: string;
  /** Name for a list without a title. */
  readonly name: string;
  readonly title: string | null;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSeconds: number;
}

export interface PlaylistFile {
  /** Contents, to be written as UTF-8. */
  readonly text: string;
  /** Paths of songs that no list can represent: half a surrogate pair is no text. */
  readonly leftOut: readonly string[];
}

export const PLAYLIST_FORMATS: readonly PlaylistFormat[] = ['m3u8', 'xspf'];

const HALF_PAIR = /\p{Surrogate}/u;
/** Line ends and other invisible characters, by which a line could become two. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const CONTROLS = new RegExp(`${CONTROL.source}+`, 'gu');
/** Lines that M3U8 readers misread: they trim spaces, `#` starts a comment, `a:` a scheme. */
const MISREAD = /^(?:#|[^/\\]*:)|^\s|\s$/u;
/**
 * Playlist as a file. Paths stay absolute unless `relativeTo`, the folder of the list, is given. In M3U8, a
 * path that one line cannot hold is written as a `file:` address.
 */
export function playlistFile(
  format: PlaylistFormat,
  title: string,
  songs: readonly ListedSong[],
  relativeTo?: string,
): PlaylistFile {
  const listed = songs.filter(({ path }) => !HALF_PAIR.test(path));
  const leftOut = songs.filter(({ path }) => HALF_PAIR.test(path)).map(({ path }) => path);
  const lines =
    format === 'm3u8' ? m3uLines(title, listed, relativeTo) : xspfLines(title, listed, relativeTo);
  return { text: `${lines.join('\n')}\n`, leftOut };
}

function m3uLines(title: string, songs: readonly ListedSong[], folder: string | undefined): string[] {
  return [
    '#EXTM3U',
    `#PLAYLIST:${onOneLine(title)}`,
    ...songs.flatMap((song) => [
      `#EXTINF:${Math.round(song.durationSeconds)},${onOneLine(shownName(song))}`,
      m3uPath(song.path, folder),
    ]),
  ];
}

function m3uPath(path: string, folder: string | undefined): string {
  const placed = placedPath(path, folder);
  if (CONTROL.test(path) || /\s$/u.test(path))
    return isAbsolute(path) ? addressOfPath(path) : addressOfPath(placed);
  return !isAbsolute(placed) && MISREAD.test(placed) ? `.${sep}${placed}` : placed;
}

function xspfLines(title: string, songs: readonly ListedSong[], folder: string | undefined): string[] {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
    `  ${element('title', title)}`,
    '  <trackList>',
    ...songs.flatMap((song) => [
      '    <track>',
      `      ${element('location', addressOfPath(placedPath(song.path, folder)))}`,
      `      ${element('title', song.title ?? song.name)}`,
      ...(song.artist === null ? [] : [`      ${element('creator', song.artist)}`]),
      ...(song.album === null ? [] : [`      ${element('album', song.album)}`]),
      `      ${element('duration', String(Math.round(1000 * song.durationSeconds)))}`,
      '    </track>',
    ]),
    '  </trackList>',
    '</playlist>',
  ];
}

function placedPath(path: string, folder: string | undefined): string {
  return folder === undefined ? path : relative(folder, path);
}

function shownName({ artist, title, name }: ListedSong): string {
  return artist === null ? (title ?? name) : `${artist} - ${title ?? name}`;
}

function onOneLine(text: string): string {
  return text.replace(CONTROLS, ' ').trim();
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
