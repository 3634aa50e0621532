/** Genre synonyms in tags and corrections, mapped to the built-in genres. Pure. */
import { stepsOf } from '../../classify/levels.ts';
import { GENRES } from '../../genres.ts';
import { fold } from '../fold.ts';

/** Genres by the folded words of a tag. A word may stand for two genres, a tag may hold several words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(GENRES.map((genre) => [genre, [genre]])),
  boogie: ['blues'],
  baroque: ['classical'],
  opera: ['classical'],
  operatic: ['classical'],
  orchestral: ['classical'],
  orchestra: ['classical'],
  symphony: ['classical'],
  symphonic: ['classical'],
  renaissance: ['classical'],
  chamber: ['classical'],
  concerto: ['classical'],
  klassik: ['classical'],
  classique: ['classical'],
  bluegrass: ['country'],
  americana: ['country'],
  honky: ['country'],
  western: ['country'],
  rap: ['hiphop'],
  trap: ['hiphop'],
  bebop: ['jazz'],
  bop: ['jazz'],
  swing: ['jazz'],
  dixieland: ['jazz'],
  thrash: ['metal'],
  grindcore: ['metal'],
  dub: ['reggae'],
  ska: ['reggae'],
  dancehall: ['reggae'],
  rocksteady: ['reggae'],
  ragga: ['reggae'],
  grunge: ['rock'],
  punk: ['rock'],
  indie: ['rock'],
  alternative: ['rock'],
  rockabilly: ['rock'],
  psychedelic: ['rock'],
};
/** Suffixes of compound words: synthpop, deathmetal, postrock. */
const ENDINGS = [
  ['metal', 'metal'],
  ['pop', 'pop'],
  ['rock', 'rock'],
  ['jazz', 'jazz'],
] as const;
/** Spellings of one word: "Hip-Hop", "hip hop" and "HipHop". */
const HIP_HOP = /\bhip[\s-]*hop\b/g;
const TRIP_HOP = /\btrip[\s-]*hop\b/g;

/** Genres that a tag means: none if it says something else, several for "Blues Rock". */
export function genresOfTag(tag: string): readonly string[] {
  const words = fold(tag)
    .replace(HIP_HOP, 'hiphop')
    .replace(TRIP_HOP, 'triphop')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return [...new Set(words.flatMap(genresOfWord))];
}

/** Whether a tag is just the name of a built-in genre and nothing finer, as "Rock" or "hip hop". */
export function isPlainName(tag: string): boolean {
  return plainGenre(tag) !== undefined;
}

/** Whether a tag names the genre or one of its parents, by any synonym. */
export function namesGenre(tag: string, genre: string): boolean {
  const [plain, folded] = [fold(tag).trim(), fold(genre)];
  if (plain === folded) return true;
  const said = [plain, ...genresOfTag(tag)];
  return said.includes(folded) || stepsOf(genre).some((step) => said.includes(fold(step)));
}

/**
 * Canonical name of a typed genre: one of the built-in genres by its usual name, a known one whatever the
 * case, or a new one as typed.
 */
export function canonicalGenre(typed: string, known: readonly string[] = []): string {
  const text = typed.trim().replace(/\s+/g, ' ');
  const folded = fold(text);
  return plainGenre(text) ?? known.find((genre) => fold(genre) === folded) ?? text;
}

function plainGenre(tag: string): string | undefined {
  const bare = fold(tag).replace(HIP_HOP, 'hiphop').trim();
  return GENRES.find((genre) => genre === bare);
}

function genresOfWord(word: string): readonly string[] {
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  const ending = ENDINGS.find(([end]) => word.endsWith(end));
  if (ending) return [ending[1]];
  return word.startsWith('metal') ? ['metal'] : [];
}
