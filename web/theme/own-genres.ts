/** Genres other than the ten, in the order in which this browser first saw them: each keeps its colour. */

const KEPT_AS = 'tonearm-own-genres';
/** Links of strangers may name any number: the others have a colour, and are not kept. */
const MAX_KEPT = 64;

let known: string[] | undefined;

/** The place of a genre; one that is new takes the next. */
export function placeOfOwn(genre: string): number {
  known ??= read();
  const place = known.indexOf(genre);
  if (place >= 0) return place;
  if (known.length >= MAX_KEPT) return genre.length;
  known.push(genre);
  write(known);
  return known.length - 1;
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '');
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

function write(genres: readonly string[]): void {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(genres));
  } catch {
    // Refused by the browser, or no browser at all: they keep their places as long as the page does.
  }
}
