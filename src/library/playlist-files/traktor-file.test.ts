import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import type { MixedSong } from './mixed-song.ts';
import { traktorFile } from './traktor-file.ts';

const SONG: MixedSong = {
  path: '/Users/me/R&B "live"/1: one.mp3',
  name: '1 + 1',
  title: 'One & <One>',
  artist: 'Béla',
  album: 'First',
  genre: 'disco',
  durationSeconds: 215.4,
  beatsPerMinute: 128.4,
  grid: { firstBeatSeconds: 0.1466, beatsPerMinute: 128.004 },
  key: 'F# minor',
  camelot: '11A',
  energy: 0.72,
};

test('a list for Traktor has a collection and a playlist of it, a song that comes twice once', () => {
  const bare = {
    ...SONG,
    path: '/Volumes/Stick/b.flac',
    title: null,
    album: null,
    genre: null,
    beatsPerMinute: null,
    grid: null,
  };
  const songs = [SONG, { ...bare, key: null, camelot: null, energy: null, name: 'b', artist: null }, SONG];
  expect(
    traktorFile('Friday "late"', songs, posix),
  ).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<NML VERSION="19"><HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>
<MUSICFOLDERS></MUSICFOLDERS>
<COLLECTION ENTRIES="2">
<ENTRY TITLE="One &amp; &lt;One&gt;" ARTIST="Béla"><LOCATION DIR="/:Users/:me/:R&amp;B &quot;live&quot;/:" FILE="1// one.mp3" VOLUME="Macintosh HD" VOLUMEID="Macintosh HD"></LOCATION><ALBUM TITLE="First"></ALBUM><INFO GENRE="disco" COMMENT="11A · energy 7" PLAYTIME="215" PLAYTIME_FLOAT="215.400000"></INFO><TEMPO BPM="128.004000" BPM_QUALITY="100.000000"></TEMPO><MUSICAL_KEY VALUE="18"></MUSICAL_KEY><CUE_V2 NAME="AutoGrid" DISPL_ORDER="0" TYPE="4" START="146.600000" LEN="0.000000" REPEATS="-1" HOTCUE="-1"></CUE_V2></ENTRY>
<ENTRY TITLE="b"><LOCATION DIR="/:" FILE="b.flac" VOLUME="Stick" VOLUMEID="Stick"></LOCATION><INFO PLAYTIME="215" PLAYTIME_FLOAT="215.400000"></INFO></ENTRY>
</COLLECTION>
<SETS ENTRIES="0"></SETS>
<PLAYLISTS><NODE TYPE="FOLDER" NAME="$ROOT"><SUBNODES COUNT="1">
<NODE TYPE="PLAYLIST" NAME="Friday &quot;late&quot;"><PLAYLIST ENTRIES="3" TYPE="LIST">
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="Macintosh HD/:Users/:me/:R&amp;B &quot;live&quot;/:1// one.mp3"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="Stick/:b.flac"></PRIMARYKEY></ENTRY>
<ENTRY><PRIMARYKEY TYPE="TRACK" KEY="Macintosh HD/:Users/:me/:R&amp;B &quot;live&quot;/:1// one.mp3"></PRIMARYKEY></ENTRY>
</PLAYLIST></NODE>
</SUBNODES></NODE></PLAYLISTS>
</NML>
`);
});

test('on Windows the volume is the drive', () => {
  const text = traktorFile('A', [{ ...SONG, path: 'D:\\Music\\a b.mp3' }], win32);
  expect(text).toContain('KEY="D:/:Music/:a b.mp3"');
});

test.each([
  ['C major', 0],
  ['Db major', 1],
  ['B major', 11],
  ['C minor', 12],
  ['A minor', 21],
])('%s is the key of this number there', (key, number) => {
  expect(traktorFile('A', [{ ...SONG, key }])).toContain(`<MUSICAL_KEY VALUE="${number}">`);
});
