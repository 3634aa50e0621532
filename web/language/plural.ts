/** Counted things in any language, for the catalogues. */
import { language, number } from './language.ts';

/** Forms by the categories of `Intl.PluralRules`; `#` stands for the number. */
export interface Forms {
  readonly one?: string;
  readonly other: string;
}

export function plural(count: number, { one, other }: Forms): string {
  const category = new Intl.PluralRules(language()).select(count);
  return ((category === 'one' ? one : undefined) ?? other).replace('#', number(count));
}
