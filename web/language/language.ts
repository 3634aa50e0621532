/** The languages of the page. Pure: workers and the build use it too. */

/** Each as its own speakers call it. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
} as const;
export type Language = keyof typeof LANGUAGES;

/** The language that the document says it has; `theme.js` chose it before the first paint. */
export function language(): Language {
  // There is none in a worker, and none while the page is built.
  const { document } = globalThis as { document?: { documentElement: { lang: string } } };
  const said = document?.documentElement.lang ?? '';
  return said in LANGUAGES ? (said as Language) : 'en';
}

export function number(value: number): string {
  return value.toLocaleString(language());
}

/** @param hundreds whole percent */
export function percentText(hundreds: number): string {
  return language() === 'en'
    ? `${hundreds}%`
    : (hundreds / 100).toLocaleString(language(), { style: 'percent' });
}

/** One digit behind the point. */
export function exactPercent(share: number): string {
  return share.toLocaleString(language(), {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
}

export function dateText(at: number | Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language(), options).format(at);
}
