/** Genres of a file after decisions in the inbox. Pure. */
import { isPlainName, namesGenre } from '../corrections/genre-words.ts';
import type { GenreNames } from '../tagging/contract.ts';
import { namesOf } from '../tagging/names.ts';

/**
 * Actions on a song. `accept`: the answer in place of plain names of other genres; finer words, such as
 * "Latin" or "Indie Rock", stay behind it. `add`: the answer behind all others. `replace`: the answer alone.
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

/** Removes duplicates that differ by case, keeping the first. */
function unique(genres: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return genres.filter((genre) => {
    const key = genre.toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}
