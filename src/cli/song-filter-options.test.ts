import { Command } from 'commander';
import { expect, test } from 'vitest';
import { NUMBER_COLUMNS } from '../library/columns/song-columns.ts';
import { songFilterOf, withSongFilter } from './song-filter-options.ts';

function filterOf(...args: string[]) {
  const command = withSongFilter(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return songFilterOf(command.parse(args, { from: 'user' }).opts());
}

test('every number of the table has an option of a range', () => {
  for (const column of NUMBER_COLUMNS.filter((name) => name !== 'beatsPerMinute')) {
    const option = `--${column.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    expect(filterOf(option, '0.3-0.6')).toEqual({ [`${column}Min`]: 0.3, [`${column}Max`]: 0.6 });
  }
});

test.each([
  [['--tempo', '90-110'], { beatsPerMinuteMin: 90, beatsPerMinuteMax: 110 }],
  [['--loudness-lufs', '-20--9.5'], { loudnessLufsMin: -20, loudnessLufsMax: -9.5 }],
  [['--year', '1999'], { yearMin: 1999, yearMax: 1999 }],
  [['--mood', 'calm,sad'], { mood: ['calm', 'sad'] }],
  [['--key', '8A', '9a'], { camelot: ['8A', '9a'] }],
  [['--key', 'A minor, C major'], { key: ['A minor', 'C major'] }],
  [['--exclude-folder', 'Christmas', 'Audiobooks'], { excludedFolders: ['Christmas', 'Audiobooks'] }],
  [['--word', 'guitar', 'piano'], { words: ['guitar', 'piano'] }],
  [['--added-days', '30'], { addedDays: 30 }],
  [['--album', 'Hello, Goodbye'], { album: ['Hello, Goodbye'] }],
  [
    ['--exclude', 'metal', 'rock', '--genre', 'jazz'],
    { excludedGenres: ['metal', 'rock'], genres: ['jazz'] },
  ],
])('%j asks for %j', (args, filter) => {
  expect(filterOf(...args)).toEqual(filter);
});

test.each(['140-80', '', 'x', '1-2-3', '-'])('%j is no range', (text) => {
  expect(() => filterOf('--energy', text)).toThrow(/range from the least to the most/);
});
