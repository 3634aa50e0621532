/** Song filter options: one for each column that tables filter by. */
import { type Command, InvalidArgumentError } from 'commander';
import { FILTERED_TEXTS } from '../library/catalogue/column-filter.ts';
import type { SongFilter } from '../library/catalogue/song-filter.ts';
import { NUMBER_COLUMNS } from '../library/columns/song-columns.ts';
import { wholeNumber } from './whole-number.ts';

type Range = readonly [least: number, most: number];

export interface SongFilterOptions {
  readonly genre?: string[];
  readonly exclude?: string[];
  readonly excludeFolder?: string[];
  readonly word?: string[];
  readonly addedDays?: number;
  readonly artist?: string;
  readonly tempo?: Range;
  readonly sure?: boolean;
}

/** Option names that differ from the column's. */
const OTHER_NAMES: Readonly<Record<string, string>> = { beatsPerMinute: 'tempo', title: 'songTitle' };
const CAMELOT = /^(?:1[0-2]|[1-9])[AB]$/i;
/** Columns whose texts contain no commas, so that a comma separates several. */
const LISTS: ReadonlySet<string> = new Set(['key', 'mood']);
const RANGE = /^(-?\d+(?:\.\d+)?)(?:-(-?\d+(?:\.\d+)?))?$/;

const NUMBER_OPTIONS = NUMBER_COLUMNS.map((column) => ({ column, option: OTHER_NAMES[column] ?? column }));
/** Options of text columns; both notations of a key are one option. */
const TEXT_OPTIONS = FILTERED_TEXTS.filter((column) => column !== 'camelot').map((column) => {
  return { column, option: OTHER_NAMES[column] ?? column };
});
const NUMBER_HELP: Readonly<Record<string, string>> = {
  tempo: 'only songs of so many beats a minute: 90-110',
  energy: 'only songs of so much energy: 0.3-0.6',
  loudnessLufs: 'only songs of so many LUFS: -20--9',
  durationSeconds: 'only songs of so many seconds: 120-300',
  year: 'only songs of these years: 1990-1999',
  track: 'only songs of these numbers on their disc: 1-3',
  disc: 'only songs on these discs of their album: 1-2',
};
const TEXT_HELP: Readonly<Record<string, string>> = {
  key: 'only songs in these keys: 8A, 8A,9A or "A minor"',
  mood: 'only songs of these moods: happy, tense, sad or calm',
};

/** Adds the options to a command. */
export function withSongFilter(command: Command): Command {
  command
    .option('--genre <names...>', 'only songs of these genres')
    .option('--exclude <genres...>', 'no songs of these genres')
    .option(
      '--exclude-folder <names...>',
      'no songs in folders of these names, as in Christmas or Audiobooks',
    )
    .option('--word <words...>', 'only songs of which one of these is said, as in guitar or instrumental')
    .option('--added-days <n>', 'only songs that a scan first met within so many days', wholeNumber)
    .option('--sure', 'only songs whose genre is no guess')
    .option('--artist <name>', 'only songs of this artist');
  for (const { option } of NUMBER_OPTIONS) {
    const help = NUMBER_HELP[option] ?? 'only songs in this range: 0.3-0.6';
    command.option(`--${kebab(option)} <range>`, help, range);
  }
  for (const { option } of TEXT_OPTIONS) {
    command.option(`--${kebab(option)} <texts...>`, TEXT_HELP[option] ?? 'only songs of these');
  }
  return command;
}

/** Song filter from the options. */
export function songFilterOf(options: SongFilterOptions): SongFilter {
  const { genre: genres, exclude: excludedGenres, excludeFolder: excludedFolders } = options;
  const { word: words, addedDays, sure, artist } = options;
  const given = options as Readonly<Record<string, unknown>>;
  const columns: Record<string, number | string[]> = {};
  for (const { column, option } of NUMBER_OPTIONS) {
    const [least, most] = (given[option] as Range | undefined) ?? [];
    if (least !== undefined) columns[`${column}Min`] = least;
    if (most !== undefined) columns[`${column}Max`] = most;
  }
  for (const { column, option } of TEXT_OPTIONS) {
    const named = given[option] as readonly string[] | undefined;
    if (!named) continue;
    const texts = LISTS.has(column) ? named.flatMap((text) => text.split(/\s*,\s*/)) : [...named];
    columns[column === 'key' && texts.every((text) => CAMELOT.test(text)) ? 'camelot' : column] = texts;
  }
  return { genres, excludedGenres, excludedFolders, words, addedDays, sure, artist, ...columns };
}

function range(text: string): Range {
  const found = RANGE.exec(text);
  const least = Number(found?.[1]);
  const most = Number(found?.[2] ?? found?.[1]);
  if (!(least <= most))
    throw new InvalidArgumentError('Expected a range from the least to the most, such as 90-110.');
  return [least, most];
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
