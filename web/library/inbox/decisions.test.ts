import { expect, test } from 'vitest';
import { decided, genreOfFile, grouped, type Row, toWrite } from './decisions.ts';

function row(id: number, album: string | null, name: string): Row {
  const song = {
    id,
    album,
    albumArtist: null,
    artist: 'Ada',
    file: { name, folder: 0 },
    taggedGenres: ['Rock'],
  };
  return { song, surprise: 1, after: { accept: [], add: [], replace: [] } } as unknown as Row;
}

const ROWS = [row(1, 'First', 'a/1.mp3'), row(2, null, 'b/2.mp3'), row(3, 'First', 'b/3.mp3')];

test('groups stand in the order of their first rows', () => {
  const names = (by: 'none' | 'album' | 'folder') =>
    grouped(ROWS, by).map((group) => [group.name, group.rows.map(({ song }) => song.id)]);
  expect(names('none')).toEqual([['', [1, 2, 3]]]);
  expect(names('album')).toEqual([
    ['Ada: First', [1, 3]],
    ['No album', [2]],
  ]);
  expect(names('folder')).toEqual([
    ['a', [1]],
    ['b', [2, 3]],
  ]);
});

test('what is written is what is ticked and shown', () => {
  const decisions = decided(decided(new Map(), [1, 2, 9], 'accept'), [2], 'add');
  expect(toWrite(decisions, ROWS)).toEqual([
    { song: 1, action: 'accept' },
    { song: 2, action: 'add' },
  ]);
  expect(toWrite(decided(decisions, [1], undefined), ROWS)).toHaveLength(1);
});

test('the file is right by its first tag', () => {
  expect(genreOfFile(ROWS[0]!)).toBe('Rock');
  const several = { ...ROWS[0]!, song: { ...ROWS[0]!.song, taggedGenres: ['Latin; Jazz'] } };
  expect(genreOfFile(several)).toBe('Latin');
});
