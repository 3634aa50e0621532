import { errorMessage } from '../error-message.ts';
import { words } from '../language/en/library.ts';

/** Messages of the server about its library and jobs, in the language of the page. */
export function serverMessage(code: string | undefined, message: string): string {
  const { told } = words.error;
  return Object.hasOwn(told, message) ? told[message as keyof typeof told] : errorMessage(code, message);
}
