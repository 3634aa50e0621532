/** Playlist in Traktor's import format (Import Playlist, NML version 19), after files that it writes itself. */
import path from 'node:path';
import type { BeatGrid } from '../../description/description.ts';
import type { PathRules } from '../../jobs/path-rules.ts';
import { type MixedSong, mixComment } from './mixed-song.ts';
import { attributes } from './xml-attributes.ts';

/** Tonics from C, as Traktor counts keys; twelve more in minor. */
const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const FLATS: Readonly<Record<string, string>> = { Db: 'C#', Eb: 'D#', Gb: 'F#', Ab: 'G#', Bb: 'A#' };
/** Mount folder of disks beside the system's on macOS. */
const VOLUMES = '/Volumes/';
const SYSTEM_DISK = 'Macintosh HD';

/** Playlist file with absolute paths: Traktor knows no others. */
export function traktorFile(title: string, songs: readonly MixedSong[], rules: PathRules = path): string {
  const collected = new Map(songs.map((song) => [song.path, song]));
  const entries = songs.map(
    (song) =>
      `<ENTRY><PRIMARYKEY${attributes({ TYPE: 'TRACK', KEY: keyOf(song, rules) })}></PRIMARYKEY></ENTRY>`,
  );
  return `${[
    '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>',
    '<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>',
    '<MUSICFOLDERS></MUSICFOLDERS>',
    `<COLLECTION ENTRIES="${collected.size}">`,
    ...[...collected.values()].map((song) => trackEntry(song, rules)),
    '</COLLECTION>',
    '<SETS ENTRIES="0"></SETS>',
    '<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1">',
    `<NODE${attributes({ TYPE: 'PLAYLIST', NAME: title })}><PLAYLIST ENTRIES="${songs.length}" TYPE="LIST">`,
    ...entries,
    '</PLAYLIST></NODE>',
    '</SUBNODES></NODE></PLAYLISTS>',
    '</NML>',
  ].join('\n')}\n`;
}

function trackEntry(song: MixedSong, rules: PathRules): string {
  const { name, title, artist, album, genre, durationSeconds, beatsPerMinute, grid, key } = song;
  const { volume, folder, file } = placeOf(song, rules);
  const number = keyNumber(key);
  const parts = [
    element('LOCATION', { DIR: folder, FILE: file, VOLUME: volume, VOLUMEID: volume }),
    element('ALBUM', { TITLE: album }),
    element('INFO', {
      GENRE: genre,
      COMMENT: mixComment(song),
      PLAYTIME: Math.round(durationSeconds),
      PLAYTIME_FLOAT: durationSeconds.toFixed(6),
    }),
    element('TEMPO', {
      BPM: (grid?.beatsPerMinute ?? beatsPerMinute)?.toFixed(6),
      BPM_QUALITY: grid === null ? null : '100.000000',
    }),
    element('MUSICAL_KEY', { VALUE: number }),
    grid === null ? '' : gridElement(grid),
  ];
  return `<ENTRY${attributes({ TITLE: title ?? name, ARTIST: artist })}>${parts.join('')}</ENTRY>`;
}

/** Grid marker, in milliseconds: the tempo continues from it. */
function gridElement({ firstBeatSeconds }: BeatGrid): string {
  return element('CUE_V2', {
    NAME: 'AutoGrid',
    DISPL_ORDER: 0,
    TYPE: 4,
    START: (1000 * firstBeatSeconds).toFixed(6),
    LEN: '0.000000',
    REPEATS: -1,
    HOTCUE: -1,
  });
}

function keyOf(song: MixedSong, rules: PathRules): string {
  const { volume, folder, file } = placeOf(song, rules);
  return `${volume}${folder}${file}`;
}

/** Volume, folder and file of a path: `/Users/me/a.mp3` -> `Macintosh HD`, `/:Users/:me/:`, `a.mp3`. */
function placeOf({ path: whole }: MixedSong, rules: PathRules) {
  const isWindows = rules.sep !== '/';
  const [, disk, onDisk] = whole.startsWith(VOLUMES) ? (/^\/Volumes\/([^/]+)(\/.*)$/.exec(whole) ?? []) : [];
  const root = rules.parse(whole).root;
  const volume = isWindows ? root.replace(/[\\/]+$/, '') : (disk ?? SYSTEM_DISK);
  const inside = isWindows ? whole.slice(root.length) : (onDisk ?? whole).slice(1);
  // A colon in a name is what separates the others.
  const parts = inside.split(rules.sep).map((part) => part.replaceAll(':', '//'));
  const file = parts.pop()!;
  return { volume, folder: `/:${parts.map((part) => `${part}/:`).join('')}`, file };
}

function keyNumber(key: string | null): number | null {
  const [, tonic = '', mode] = /^([A-G][#b]?) (major|minor)$/.exec(key ?? '') ?? [];
  const place = TONICS.indexOf(FLATS[tonic] ?? tonic);
  return place < 0 ? null : place + (mode === 'minor' ? TONICS.length : 0);
}

/** Element with its attributes; omitted without any. */
function element(name: string, values: Parameters<typeof attributes>[0]): string {
  const said = attributes(values);
  return said === '' ? '' : `<${name}${said}></${name}>`;
}
