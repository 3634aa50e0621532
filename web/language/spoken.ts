/**
 * Words in the language of the page. They are objects that the whole page holds, English as they are written; another
 * language is written into the same objects, so that who holds them need not ask.
 */

type Words = Record<string, unknown>;

interface Area {
  readonly words: Words;
  /** Copied before the first translation: a page in English goes without, and is there sooner. */
  english?: Words;
}

const areas = new Map<string, Area>();
let translation: Readonly<Record<string, object>> = {};

/** Makes words of a part of the page translatable. @param area its name in the catalogues */
export function spoken<Spoken extends object>(area: string, words: Spoken): Spoken {
  const known: Area = { words: words as Words };
  areas.set(area, known);
  translate(known, translation[area]);
  return words;
}

/** @param catalogue what another language says, by area; none: English. What it leaves out is said in English. */
export function speak(catalogue: Readonly<Record<string, object>> = {}): void {
  translation = catalogue;
  for (const [name, area] of areas) translate(area, catalogue[name]);
}

/** Whether another language than English is spoken. */
export function isTranslated(): boolean {
  return Object.keys(translation).length > 0;
}

function translate(area: Area, translated: object | undefined): void {
  if (area.english) write(area.words, area.english);
  if (!translated) return;
  area.english ??= copyOf(area.words);
  write(area.words, translated as Words);
}

function write(words: Words, from: Words): void {
  for (const [key, value] of Object.entries(from))
    if (isWords(value) && isWords(words[key])) write(words[key], value);
    else words[key] = value;
}

function copyOf(words: Words): Words {
  const entries = Object.entries(words).map(([key, value]) => [key, isWords(value) ? copyOf(value) : value]);
  return Object.fromEntries(entries);
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null;
}
