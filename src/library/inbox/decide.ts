/** Genres of a file after decisions in the inbox. Pure. */
import { isPlainName, namesGenre } from '../corrections/genre-words.ts';
import type { GenreNames } from '../tagging/contract.ts';
import { namesOf } from '../tagging/names.ts';

/**
 * `accept`: the answer in place of plain names of other genres; finer words, such as "Latin" or "Indie Rock", stay
 * behind it. `add`: behind all that is there. `replace`: the answer alone.
 */
export const ACTIONS = ['accept', 'add', 'replace'] as const;
export type Action = (typeof ACTIONS)[number];

export function genresAfter(
  before: readonly string[],
  genre: string,
  action: Action,
  names?: GenreNames,
): readonly string[] {
  const answer = namesOf(genre, names);
  if (action === 'replace') return answer;
  if (action === 'add') return unique([...before, ...answer]);
  const kept = before.filter((tag) => !isPlainName(tag) || namesGenre(tag, genre));
  return unique([...answer, ...kept]);
}

/** The first of those that differ by their case alone. */
function unique(genres: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return genres.filter((genre) => {
    const key = genre.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}
