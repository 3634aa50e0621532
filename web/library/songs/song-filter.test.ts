import { describe, expect, test } from 'vitest';
import {
  ALL_SONGS,
  filterOf,
  isNarrowed,
  queryOf,
  requestOf,
  sortedBy,
  withGenreToggled,
} from './song-filter.ts';

describe('the address of the table', () => {
  test('says nothing where all songs are shown', () => {
    expect(queryOf(ALL_SONGS)).toBe('');
    expect(filterOf('')).toEqual(ALL_SONGS);
  });

  test('keeps everything that was chosen', () => {
    const filter = {
      ...ALL_SONGS,
      q: 'night & day',
      genres: ['jazz', 'hiphop'],
      sure: 'no',
      tempoMin: 90,
      tempoMax: 120.5,
      artist: 'Ünal',
      album: 'A/B',
      sort: 'confidence',
      order: 'asc',
    } as const;
    expect(filterOf(queryOf(filter))).toEqual(filter);
  });

  test('leaves out what makes no sense', () => {
    expect(filterOf('sort=taste&order=up&sure=maybe&tempoMin=fast&tempoMax=-3')).toEqual(ALL_SONGS);
    expect(filterOf(`q=${'x'.repeat(900)}`).q).toHaveLength(200);
  });

  test('the server is always told the order', () => {
    expect(requestOf(ALL_SONGS)).toBe('sort=artist&order=asc');
  });
});

test('a column sorts its own way first, then the other way round', () => {
  const sure = sortedBy(ALL_SONGS, 'confidence');
  expect(sure).toMatchObject({ sort: 'confidence', order: 'desc' });
  expect(sortedBy(sure, 'confidence')).toMatchObject({ sort: 'confidence', order: 'asc' });
  expect(isNarrowed(sure)).toBe(false);
  expect(isNarrowed({ ...sure, q: 'x' })).toBe(true);
});

test('a genre is added, and taken away', () => {
  expect(withGenreToggled(['rock'], 'jazz')).toEqual(['rock', 'jazz']);
  expect(withGenreToggled(['rock', 'jazz'], 'rock')).toEqual(['jazz']);
});
