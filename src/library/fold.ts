/** Text as people look for it: case, accents and compatibility forms aside. */

const DIACRITICS = /\p{M}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/;

/** "Beyoncé" and "BEYONCE" become the same. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(DIACRITICS, '').toLowerCase();
}

/** The folded words of a text, at most `most` of them. */
export function foldedWords(text: string, most = 20): string[] {
  return fold(text)
    .split(/\s+/u, most)
    .filter((word) => word !== '');
}
