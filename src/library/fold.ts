/** Folding of text for search: case, accents and compatibility forms are ignored. */

const DIACRITICS = /\p{M}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/;

/** Folds a text: "Beyoncé" and "BEYONCE" become the same. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(DIACRITICS, '').toLowerCase();
}

/** Folded words of a text, at most `most` of them. */
export function foldedWords(text: string, most = 20): string[] {
  return fold(text)
    .split(/\s+/u, most)
    .filter((word) => word !== '');
}
