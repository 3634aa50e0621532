import { afterEach, expect, test, vi } from 'vitest';
import { sentences } from '../error-message.ts';
import type { Catalogue } from './catalogue.ts';
import { catalogue as german } from './de/catalogue.ts';
import { words as about } from './en/about.ts';
import { words as compare } from './en/compare.ts';
import { words as corrections } from './en/corrections.ts';
import { words as health } from './en/health.ts';
import { words as history } from './en/history.ts';
import { words as how } from './en/how.ts';
import { words as inbox } from './en/inbox.ts';
import { words as insight } from './en/insight.ts';
import { words as library } from './en/library.ts';
import { strings } from './en/main.ts';
import { words as microphone } from './en/microphone.ts';
import { words as models } from './en/models.ts';
import { words as player } from './en/player.ts';
import { words as playlists } from './en/playlists.ts';
import { words as search } from './en/search.ts';
import { words as teach } from './en/teach.ts';
import { words as without } from './en/without.ts';
import { catalogue as spanish } from './es/catalogue.ts';
import { catalogue as french } from './fr/catalogue.ts';
import { catalogue as japanese } from './ja/catalogue.ts';
import { speak } from './spoken.ts';

const ENGLISH: Record<keyof Catalogue, object> = {
  main: strings,
  errors: sentences,
  player,
  corrections,
  search,
  history,
  microphone,
  library,
  playlists,
  inbox,
  teach,
  without,
  compare,
  insight,
  how,
  models,
  about,
  health,
};
const LANGUAGES = [
  ['de', german],
  ['es', spanish],
  ['fr', french],
  ['ja', japanese],
] as const;
/** Words that are the same in every language: names, commands, what stands in files. */
const SAME = [/^npx /, /^main\.examples\.title/, /^main\.title$/];
/** Moments, which each language writes in its own way. */
const MOMENTS = ['history.when', 'playlists.untitled', 'main.engine.own'];
/** Decades, which some languages shorten. */
const SHORTENED = /\.year\.\d$/;
/** Values that fill the gaps of a sentence: no two of one row are alike. One of a thing may be said without its number. */
const GAPS = [
  ['qa', 'qb', 'qc', 'qd'],
  [2, 3, 5, 7],
  [62, 74, 85, 93],
  [['qa', 'qb'], ['qc'], ['qd']],
  ['qa', ['qb', 'qc'], 'qd'],
] as const;

type Said = (...gaps: readonly unknown[]) => unknown;

afterEach(() => {
  speak();
  vi.unstubAllGlobals();
});

test.each(LANGUAGES)('%s says every word that English says, and none besides', (_, catalogue) => {
  expect(shapeOf(catalogue)).toEqual(shapeOf(ENGLISH));
});

test.each(LANGUAGES)('%s leaves no sentence in English', (_, catalogue) => {
  const english = new Map(textsOf(ENGLISH));
  const left = textsOf(catalogue).filter(
    ([name, text]) =>
      text === english.get(name) &&
      / [a-z]/.test(text) &&
      !SAME.some((same) => same.test(name) || same.test(text)),
  );
  expect(left).toEqual([]);
});

test.each(LANGUAGES)('%s says the figures that English says', (_, catalogue) => {
  const translated = new Map(textsOf(catalogue));
  const figures = (text: string): readonly string[] =>
    text.replace(/(?<=\d)[\s.,](?=\d)/g, '').match(/\d+/g) ?? [];
  const wrong = textsOf(ENGLISH).filter(([name, english]) => {
    const said = figures(translated.get(name)!);
    return !SHORTENED.test(name) && figures(english).some((figure) => !said.includes(figure));
  });
  expect(wrong.map(([name, english]) => [english, translated.get(name)])).toEqual([]);
});

test.each(LANGUAGES)('%s shows in each sentence what English shows there', (language, catalogue) => {
  vi.stubGlobal('document', { documentElement: { lang: language } });
  const translated = new Map(sentencesOf(catalogue));
  for (const [name, english] of sentencesOf(ENGLISH)) {
    if (MOMENTS.includes(name)) continue;
    for (const gaps of GAPS) {
      const shown = shownGaps(saidBy(english, gaps), gaps);
      const said = saidBy(translated.get(name)!, gaps);
      // What is no gap of this sentence may be refused by one and taken by the other.
      if (shown.length === 0 || said === undefined) continue;
      expect([name, said, shownGaps(said, gaps)]).toEqual([name, said, shown]);
    }
  }
});

test('another language takes the place of English in the words that the page holds, and gives it back', () => {
  const { title } = strings.hero;
  speak({ ...german });
  expect(strings.hero.title).toBe(german.main.hero.title);
  expect(library.table.keys[1]).toEqual(['Leertaste', 'abspielen']);
  speak({ ...japanese });
  expect(strings.hero.title).toBe(japanese.main.hero.title);
  speak();
  expect(strings.hero.title).toBe(title);
  expect(library.table.keys[1]).toEqual(['Space', 'play']);
});

/** The names of all words, and what each is. */
function shapeOf(words: object): unknown {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? shapeOf(value) : typeof value,
    ]),
  );
}

function textsOf(words: object): [name: string, text: string][] {
  return leavesOf(words).filter((leaf): leaf is [string, string] => typeof leaf[1] === 'string');
}

function sentencesOf(words: object): [name: string, said: Said][] {
  return leavesOf(words).filter((leaf): leaf is [string, Said] => typeof leaf[1] === 'function');
}

function leavesOf(words: object, before = ''): [name: string, value: unknown][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? leavesOf(value, `${before}${name}.`)
      : [[before + name, value] as [string, unknown]],
  );
}

/** Undefined where a sentence has no room for such gaps. */
function saidBy(say: Said, gaps: readonly unknown[]): string | undefined {
  try {
    const said = say(...gaps);
    return typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
}

/** Numbers are written in other ways in other languages, with other signs between their digits. */
function shownGaps(said: string | undefined, gaps: readonly unknown[]): string[] {
  const plain = said?.replace(/[\s.,’]/g, '') ?? '';
  return gaps
    .flat()
    .map(String)
    .filter((gap) => plain.includes(gap));
}
