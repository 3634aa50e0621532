/**
 * Playlist in rekordbox's import format (Preferences, Advanced, "rekordbox xml"), after its published list of
 * attributes: https://cdn.rekordbox.com/files/20200410160904/xml_format_list.pdf. It has a beat grid if the
 * beats keep one; the first beat of a bar is unknown, and the first beat is taken.
 */
import { extname } from 'node:path';
import type { BeatGrid } from '../../description/description.ts';
import { addressOfPath, type PathRules } from '../../jobs/path-rules.ts';
import { type MixedSong, mixComment } from './mixed-song.ts';
import { attributes } from './xml-attributes.ts';

/** Colours of rekordbox from resting to energetic: blue, turquoise, green, lemon, orange, red. */
const COLOURS = ['0x0000FF', '0x25FDE9', '0x00FF00', '0xFFFF00', '0xFFA500', '0xFF0000'];

/** Playlist file with absolute paths: rekordbox knows no others. */
export function rekordboxFile(title: string, songs: readonly MixedSong[], rules?: PathRules): string {
  // A song that stands in the list twice is once in the collection.
  const numbers = new Map<string, number>();
  for (const { path } of songs) if (!numbers.has(path)) numbers.set(path, numbers.size + 1);
  const collected = [...numbers].map(([path, number]) =>
    trackLine(songs.find((song) => song.path === path)!, number, rules),
  );
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<DJ_PLAYLISTS Version="1.0.0">',
    '  <PRODUCT Name="Tonearm" Version="1.0.0" Company=""/>',
    `  <COLLECTION Entries="${numbers.size}">`,
    ...collected,
    '  </COLLECTION>',
    '  <PLAYLISTS>',
    '    <NODE Type="0" Name="ROOT" Count="1">',
    `      <NODE${attributes({ Name: title, Type: 1, KeyType: 0, Entries: songs.length })}>`,
    ...songs.map(({ path }) => `        <TRACK Key="${numbers.get(path)}"/>`),
    '      </NODE>',
    '    </NODE>',
    '  </PLAYLISTS>',
    '</DJ_PLAYLISTS>',
  ].join('\n')}\n`;
}

function trackLine(song: MixedSong, number: number, rules?: PathRules): string {
  const { path, name, title, artist, album, genre, durationSeconds, beatsPerMinute, grid, key, energy } =
    song;
  const described = attributes({
    TrackID: number,
    Name: title ?? name,
    Artist: artist,
    Album: album,
    Genre: genre,
    Kind: `${extname(path).slice(1).toUpperCase()} File`,
    TotalTime: Math.round(durationSeconds),
    AverageBpm: (grid?.beatsPerMinute ?? beatsPerMinute)?.toFixed(2),
    Comments: mixComment(song),
    Location: addressOfPath(path, rules).replace('file:///', 'file://localhost/'),
    Tonality: key?.replace(/ major$/, '').replace(/ minor$/, 'm'),
    Colour:
      energy === null ? null : COLOURS[Math.min(COLOURS.length - 1, Math.floor(COLOURS.length * energy))],
  });
  return grid === null ? `    <TRACK${described}/>` : `    <TRACK${described}>${tempoElement(grid)}</TRACK>`;
}

function tempoElement({ firstBeatSeconds, beatsPerMinute }: BeatGrid): string {
  const said = {
    Inizio: firstBeatSeconds.toFixed(3),
    Bpm: beatsPerMinute.toFixed(2),
    Metro: '4/4',
    Battito: 1,
  };
  return `<TEMPO${attributes(said)}/>`;
}
