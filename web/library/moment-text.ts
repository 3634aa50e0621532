import { dateText } from '../language/language.ts';

/** Date and time in words. */
export function momentText(time: string): string {
  return dateText(new Date(time), { dateStyle: 'medium', timeStyle: 'short' });
}
