import { expect, test } from 'vitest';
import { sectionOf } from '../shell/pages.ts';
import { seedsAddress, seedsOf, songAddress, songIdOf, songsAddress } from './paths.ts';
import { artistOf, fileTitle, spanInWords, titleOf } from './song-words.ts';

test('a song without tags is called by its file', () => {
  const file = { name: 'Old Tapes/02. Ünder the sea.flac', folder: 0 };
  expect(titleOf({ title: null, file })).toBe('02. Ünder the sea');
  expect(artistOf({ artist: null, albumArtist: 'Various' })).toBe('Various');
  expect(artistOf({ artist: null, albumArtist: null })).toBe('Unknown artist');
  expect(fileTitle('.mp3')).toBe('.mp3');
});

test('time in words is as precise as anybody needs', () => {
  expect([20, 60, 5000, 7200, 7_200_000].map(spanInWords)).toEqual([
    'under a minute',
    '1 minute',
    '83 minutes',
    '2 hours',
    '2,000 hours',
  ]);
});

test('addresses lead to songs, and from songs to lists', () => {
  expect(songIdOf(songAddress(42))).toBe(42);
  expect(['/library', '/library/songs/0', '/library/songs/1e3', '/library/songs/'].map(songIdOf)).toEqual(
    Array(4).fill(undefined),
  );
  expect(seedsOf(seedsAddress([3, 1]).split('?')[1]!)).toEqual([3, 1]);
  expect(seedsOf('seeds=0,-1,x,,2.5,7')).toEqual([7]);
  expect(songsAddress('artist', 'A & B')).toBe('/library?artist=A+%26+B');
});

test('all of the library is one section', () => {
  expect(['/library/map', '/library', '/librarian', '/'].map(sectionOf)).toEqual([
    '/library',
    '/library',
    '/librarian',
    '/',
  ]);
});
