/** Genres that the chooser offers. Pure. */
import { GENRES } from '../../src/genres.ts';
import { genreName } from '../language/en/main.ts';

/** Choices: the model's genres, those of the library, and the user's, each once. */
export function choicesOf(ranked: readonly string[], library: readonly string[]): readonly string[] {
  const others = [...new Set([...ranked, ...library])].filter((genre) => !isOurs(genre));
  return [...GENRES, ...others.sort((a, b) => a.localeCompare(b))];
}

/** Choices whose name begins with the typed text, then those that contain it. */
export function matching(choices: readonly string[], typed: string): readonly string[] {
  const wanted = plain(typed);
  if (wanted === '') return choices;
  const rank = (genre: string) => {
    const names = [plain(genre), plain(genreName(genre))];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    return names.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  return choices.filter((genre) => rank(genre) < 2).sort((a, b) => rank(a) - rank(b));
}

/** Genre on Enter: a choice by its whole name, else the typed one; undefined for nothing. */
export function genreOnEnter(choices: readonly string[], typed: string): string | undefined {
  const wanted = plain(typed);
  if (wanted === '') return undefined;
  const named = choices.find((genre) => plain(genre) === wanted || plain(genreName(genre)) === wanted);
  return named ?? matching(choices, typed)[0] ?? typed.trim();
}

/** Whether what was typed is a genre that is not among the choices. */
export function isNewGenre(choices: readonly string[], typed: string): boolean {
  const wanted = plain(typed);
  return (
    wanted !== '' && !choices.some((genre) => plain(genre) === wanted || plain(genreName(genre)) === wanted)
  );
}

function isOurs(genre: string): boolean {
  return (GENRES as readonly string[]).includes(genre);
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '');
}
