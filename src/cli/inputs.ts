import { stat } from 'node:fs/promises';
import { reportError, TonearmError } from '../errors.ts';
import { walk } from '../jobs/walk.ts';

/** One thing to classify: what the user called it, and where it is or why it is not there. */
export interface Input {
  readonly label: string;
  readonly path?: string;
  /** Of a song to be fetched. */
  readonly url?: string;
  readonly error?: TonearmError;
}

/** Standard input's name on the command line. */
export const STDIN = '-';

/** Addresses (http, https) and files as they are, folders as the audio files at any depth below them in order of name, `-` as it is. */
export async function expandInputs(names: readonly string[]): Promise<Input[]> {
  const expanded: Input[] = [];
  for (const name of names) {
    const inputs = await expand(name).catch((error) => unreadable(name, error));
    expanded.push(...inputs);
  }
  return expanded;
}

async function expand(name: string): Promise<Input[]> {
  if (name === STDIN) return [{ label: STDIN }];
  if (/^https?:/i.test(name)) return [{ label: name, url: name }];
  const found = await stat(name).catch(() => undefined);
  if (!found) throw new TonearmError('not-found', 'Expected a file or folder, got nothing of that name.');
  if (found.isFile()) return [{ label: name, path: name }];
  if (!found.isDirectory())
    throw new TonearmError('bad-request', 'Expected a file or folder, got something else.');
  const { files, troubles } = await walk([name], { followLinks: true });
  if (files.length + troubles.length === 0)
    throw new TonearmError('not-found', 'Expected audio files in this folder, got none.');
  return [
    ...files.map((path) => ({ label: path, path })),
    ...troubles.map(({ path, error }) => ({ label: path, error })),
  ];
}

function unreadable(name: string, error: unknown): Input[] {
  if (error instanceof TonearmError) return [{ label: name, error }];
  return [{ label: name, error: new TonearmError('internal', reportError(error).message) }];
}
