import type { Word } from './description.ts';

/** Words without those that name `genres`, for a song that is of none of them. */
export function wordsBeyond<Named extends Pick<Word, 'word'>>(
  words: readonly Named[],
  genres: readonly string[],
): Named[] {
  const known = new Set(genres.map(lettersOf));
  return words.filter(({ word }) => !known.has(lettersOf(word)));
}

/** Genre spelling of a word: Hip-Hop is hiphop. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
