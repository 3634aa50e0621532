/**
 * Rule as a smart playlist of Navidrome (`.nsp`), after https://www.navidrome.org/docs/usage/smartplaylists/.
 * Navidrome applies it to the tags of files: genre, tempo and mood must have been written into them.
 */
import type { PlaylistRule } from '../playlists/playlist-rule.ts';
import { namesOf } from '../tagging/names.ts';

type Condition = Readonly<Record<string, unknown>>;

/** Fields of a rule that have an equivalent there; the order of songs is random. */
const TRANSLATED = [
  'length',
  'genre',
  'excludedGenres',
  'artist',
  'album',
  'mood',
  'addedDays',
  'yearMin',
  'yearMax',
  'beatsPerMinuteMin',
  'beatsPerMinuteMax',
  'tempoMin',
  'tempoMax',
  'window',
  'seed',
] as const;

/**
 * Contents of the file; undefined for a rule with conditions that Navidrome lacks: similarity, words, energy,
 * keys, paths.
 */
export function navidromeFile(title: string, rule: PlaylistRule): string | undefined {
  const asked = Object.entries(rule).filter(([, value]) => value !== undefined && !isEmpty(value));
  if (asked.some(([name]) => !TRANSLATED.some((known) => known === name))) return undefined;
  const all = conditionsOf(rule);
  const content = {
    name: title,
    comment: 'By Tonearm',
    all: all.length > 0 ? all : [{ gt: { playCount: -1 } }],
    sort: 'random',
    limit: rule.length,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function conditionsOf(rule: PlaylistRule): Condition[] {
  const { genre, excludedGenres = [], artist, album, mood, addedDays, yearMin, yearMax } = rule;
  const { beatsPerMinuteMin, beatsPerMinuteMax, tempoMin, tempoMax } = rule;
  return [
    ...anyOf(listOf(genre).map((name) => ({ is: { genre: namesOf(name)[0] } }))),
    ...excludedGenres.map((name) => ({ isNot: { genre: namesOf(name)[0] } })),
    ...anyOf(listOf(artist).flatMap((name) => [{ is: { artist: name } }, { is: { albumartist: name } }])),
    ...anyOf(listOf(album).map((name) => ({ is: { album: name } }))),
    ...anyOf(listOf(mood).map((name) => ({ is: { mood: name } }))),
    ...(addedDays === undefined ? [] : [{ inTheLast: { dateAdded: addedDays } }]),
    ...range('year', yearMin, yearMax),
    ...range('bpm', beatsPerMinuteMin, beatsPerMinuteMax),
    ...range('bpm', tempoMin, tempoMax),
  ];
}

/** Conditions of a range; both ends are included. */
function range(field: string, least = 0, most = 9999): Condition[] {
  return least === 0 && most === 9999
    ? []
    : [{ inTheRange: { [field]: [Math.ceil(least), Math.floor(most)] } }];
}

function anyOf(conditions: readonly Condition[]): Condition[] {
  return conditions.length > 1 ? [{ any: conditions }] : [...conditions];
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
