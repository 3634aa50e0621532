import type { Word } from './description.ts';

/** The words that name none of `genres`, for a song of which a model says that it is none of them. */
export function wordsBeyond<Named extends Pick<Word, 'word'>>(
  words: readonly Named[],
  genres: readonly string[],
): Named[] {
  const known = new Set(genres.map(lettersOf));
  return words.filter(({ word }) => !known.has(lettersOf(word)));
}

/** Hip-Hop is hiphop. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
