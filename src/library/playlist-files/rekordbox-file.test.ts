import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { madeUpCatalogue } from '../../../test/support/library-songs.ts';
import { type MixedSong, mixedSongs } from './mixed-song.ts';
import { rekordboxFile } from './rekordbox-file.ts';

const SONG: MixedSong = {
  path: '/Music/R&B "live"/1 + 1.mp3',
  name: '1 + 1',
  title: 'One & <One>',
  artist: 'Béla',
  album: null,
  genre: 'disco',
  durationSeconds: 215.4,
  beatsPerMinute: 128.4,
  grid: { firstBeatSeconds: 0.1466, beatsPerMinute: 128.004 },
  key: 'F# minor',
  camelot: '11A',
  energy: 0.72,
};

test('a list for rekordbox has a collection and a playlist of it, a song that comes twice once', () => {
  const bare = {
    ...SONG,
    path: '/Music/b.flac',
    title: null,
    genre: null,
    beatsPerMinute: null,
    grid: null,
    key: null,
  };
  const songs = [SONG, { ...bare, camelot: null, energy: null, name: 'b', artist: null }, SONG];
  expect(rekordboxFile('Friday "late"', songs, posix)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="Tonearm" Version="1.0.0" Company=""/>
  <COLLECTION Entries="2">
    <TRACK TrackID="1" Name="One &amp; &lt;One&gt;" Artist="Béla" Genre="disco" Kind="MP3 File" TotalTime="215" AverageBpm="128.00" Comments="11A · energy 7" Location="file://localhost/Music/R%26B%20%22live%22/1%20%2B%201.mp3" Tonality="F#m" Colour="0xFFA500"><TEMPO Inizio="0.147" Bpm="128.00" Metro="4/4" Battito="1"/></TRACK>
    <TRACK TrackID="2" Name="b" Kind="FLAC File" TotalTime="215" Location="file://localhost/Music/b.flac"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="1">
      <NODE Name="Friday &quot;late&quot;" Type="1" KeyType="0" Entries="3">
        <TRACK Key="1"/>
        <TRACK Key="2"/>
        <TRACK Key="1"/>
      </NODE>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`);
});

test('on Windows rekordbox finds a song by its drive', () => {
  const text = rekordboxFile('A', [{ ...SONG, path: 'D:\\Music\\a b.mp3' }], win32);
  expect(text).toContain('Location="file://localhost/D:/Music/a%20b.mp3"');
});

test('energy is a colour, from blue to red', () => {
  const colourOf = (energy: number) => /Colour="(\w+)"/.exec(rekordboxFile('A', [{ ...SONG, energy }]))![1];
  expect([0, 0.5, 1].map(colourOf)).toEqual(['0x0000FF', '0xFFFF00', '0xFF0000']);
});

test('without a grid the tempo is told alone, and what is not sure is not told', async () => {
  const catalogue = await madeUpCatalogue(30);
  const { library } = catalogue;
  await library.updateTable('songs').set({ tempoConfidence: null }).where('id', '=', 1).execute();
  await library.updateTable('songs').set({ unsure: 1 }).where('id', '=', 1).execute();
  await library
    .updateTable('songs')
    .set({ unsure: 0, firstBeatSeconds: 0.25, gridBeatsPerMinute: 120.5 })
    .where('id', '=', 2)
    .execute();
  await catalogue.refresh();
  const entries = await catalogue.entriesOf([2, 1, 2]);
  const [sure, unsure, again] = await mixedSongs(library, entries);
  expect(sure).toMatchObject({
    genre: entries[0].genre,
    grid: { firstBeatSeconds: 0.25, beatsPerMinute: 120.5 },
  });
  expect(again).toEqual(sure);
  expect(unsure).toMatchObject({ genre: null, beatsPerMinute: null, grid: null });
  const tempo = sure.beatsPerMinute!.toFixed(2);
  expect(rekordboxFile('A', [{ ...sure, grid: null }])).toMatch(new RegExp(`AverageBpm="${tempo}"[^>]*/>`));
  expect(rekordboxFile('A', [unsure])).not.toMatch(/Genre=|AverageBpm=|<TEMPO/);
  await library.destroy();
});
