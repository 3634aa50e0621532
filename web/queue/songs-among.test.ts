import { expect, test } from 'vitest';
import { songsAmong } from './songs-among.ts';

const names = (files: File[]) => files.map((file) => file.name);

test('pictures, lists and system files are left out, songs come in order', () => {
  const dropped = ['10 last.mp3', '2 first.FLAC', 'cover.JPG', '.DS_Store', '._2 first.FLAC', 'list.m3u'];
  const { songs, covers, leftOut } = songsAmong([...dropped, 'scan.png'].map((name) => new File([''], name)));
  expect(names(songs)).toEqual(['2 first.FLAC', '10 last.mp3']);
  expect(names(covers)).toEqual(['cover.JPG']);
  expect(names(leftOut).sort()).toEqual(['.DS_Store', '._2 first.FLAC', 'list.m3u', 'scan.png']);
});

test('a picture without a song is left out, whatever its name', () => {
  const { covers, leftOut } = songsAmong([new File([''], 'cover.jpg')]);
  expect([names(covers), names(leftOut)]).toEqual([[], ['cover.jpg']]);
});

test('a file of unknown kind gets its chance, whatever its name', () => {
  const odd = [
    new File([''], 'song'),
    new File([''], 'песня.xyz'),
    new File([''], 'pic', { type: 'image/png' }),
  ];
  expect(names(songsAmong(odd).songs)).toEqual(['song', 'песня.xyz']);
});
