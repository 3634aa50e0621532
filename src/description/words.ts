import type { Word } from './description.ts';

/** Where a song is none of the genres that a model knows: the words that name none of these either. */
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
