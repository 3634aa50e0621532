import { dateText } from '../language/language.ts';

/** A moment as people say it. */
export function momentText(time: string): string {
  return dateText(new Date(time), { dateStyle: 'medium', timeStyle: 'short' });
}
