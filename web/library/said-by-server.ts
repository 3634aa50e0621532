import { plainly } from '../plain-error.ts';
import { words } from '../strings.library.ts';

/** What the server says of its library and its jobs, in the language of the page. */
export function saidByServer(code: string | undefined, message: string): string {
  const { told } = words.error;
  return Object.hasOwn(told, message) ? told[message as keyof typeof told] : plainly(code, message);
}
