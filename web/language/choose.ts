/** Which language the page speaks: the browser's, or what was chosen on the page, which this browser remembers. */
import { createStore } from '../shell/store.ts';
import type { Catalogue } from './catalogue.ts';
import { type Language, language } from './language.ts';
import { speak } from './spoken.ts';

/** `theme.js` reads it. */
const KEPT_AS = 'tonearm-language';

const CATALOGUES: Record<Exclude<Language, 'en'>, () => Promise<{ readonly catalogue: Catalogue }>> = {
  de: () => import('./de/catalogue.ts'),
  es: () => import('./es/catalogue.ts'),
  fr: () => import('./fr/catalogue.ts'),
  ja: () => import('./ja/catalogue.ts'),
};

/** The language of the words that are on the page. */
export const spokenLanguage = createStore<Language>('en');

/** Fetches what the document's language needs; where that is out of reach, the page speaks English. */
export async function speakLanguage(): Promise<void> {
  const wanted = language();
  if (wanted === 'en') speak();
  else {
    try {
      speak({ ...(await CATALOGUES[wanted]()).catalogue });
    } catch {
      document.documentElement.lang = spokenLanguage.get();
    }
  }
  spokenLanguage.set(language());
}

export function chooseLanguage(chosen: Language): Promise<void> {
  try {
    localStorage.setItem(KEPT_AS, chosen);
  } catch {
    // Storage may be forbidden: the choice lasts until the page is left.
  }
  document.documentElement.lang = chosen;
  return speakLanguage();
}
