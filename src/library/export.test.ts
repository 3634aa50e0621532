import { expect, test } from 'vitest';
import { madeUpCatalogue } from '../../test/support/library-songs.ts';
import { parseCsv } from '../train/csv.ts';
import { csvLines, jsonLines } from './export.ts';
import { songsOf } from './songs.ts';

const catalogue = await madeUpCatalogue(3);
const songs = await songsOf(catalogue.library, catalogue.entries);

test('whatever stands in names comes back from the table', () => {
  const odd = { ...songs[0], path: '/a\n"b",c.wav', title: null, taggedGenres: ['Hip-Hop', 'Rap, old'] };
  const table = [...csvLines([odd, songs[1]])].join('\n');
  const { columns, rows } = parseCsv(Buffer.from(table));
  const [first, second] = rows.map(({ cells }) => cells);
  const cellOf = (row: readonly string[], name: string) => row[columns.indexOf(name)];
  expect(cellOf(first, 'path')).toBe(odd.path);
  expect(cellOf(first, 'title')).toBe('');
  expect(cellOf(first, 'tagged_genres')).toBe('Hip-Hop; Rap, old');
  expect(cellOf(second, 'confidence')).toBe(String(songs[1].confidence));
});

test('JSON has everything but the row number', () => {
  const read = [...jsonLines(songs)].map((line) => JSON.parse(line));
  expect(read).toEqual(songs.map(({ id: _, ...song }) => song));
});
