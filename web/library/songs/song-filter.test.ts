import { describe, expect, test } from 'vitest';
import {
  ALL_SONGS,
  cleared,
  filterOf,
  isNarrowed,
  queryOf,
  requestOf,
  sortedBy,
  soundChoices,
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
      disagrees: true,
      tempoMin: 90,
      tempoMax: 120.5,
      energyMin: 6,
      energyMax: 9,
      mood: 'calm',
      camelot: '8A',
      voice: 'sung',
      artist: 'Ünal',
      album: 'A/B',
      sort: 'confidence',
      order: 'asc',
    } as const;
    expect(filterOf(queryOf(filter))).toEqual(filter);
  });

  test('leaves out what makes no sense', () => {
    expect(
      filterOf('sort=taste&order=up&sure=maybe&mood=blue&camelot=13C&energyMin=7&tempoMin=fast&tempoMax=-3'),
    ).toEqual(ALL_SONGS);
    expect(filterOf(`q=${'x'.repeat(900)}`).q).toHaveLength(200);
  });

  test('asks the server in its words', () => {
    const query = queryOf({ ...ALL_SONGS, energyMin: 6, energyMax: 7, mood: 'sad', voice: 'instrumental' });
    expect(query).toBe('energyMin=0.55&energyMax=0.75&mood=sad&voiceMax=0.2');
    for (let tenths = 0; tenths <= 10; tenths++) {
      const filter = { ...ALL_SONGS, energyMin: tenths, energyMax: tenths };
      expect(filterOf(queryOf(filter))).toEqual(filter);
    }
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

test('what is chosen of the sound is counted, and cleared with all else but the order', () => {
  const filter = { ...ALL_SONGS, q: 'x', tempoMin: 90, tempoMax: 120, energyMax: 0, mood: 'calm' } as const;
  expect(soundChoices(filter)).toBe(3);
  expect(soundChoices({ ...ALL_SONGS, camelot: '8A', voice: 'sung' })).toBe(2);
  expect(cleared({ ...filter, sort: 'energy', order: 'asc' })).toEqual({
    ...ALL_SONGS,
    sort: 'energy',
    order: 'asc',
  });
});

test('a genre is added, and taken away', () => {
  expect(withGenreToggled(['rock'], 'jazz')).toEqual(['rock', 'jazz']);
  expect(withGenreToggled(['rock', 'jazz'], 'rock')).toEqual(['jazz']);
});
