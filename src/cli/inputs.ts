import { stat } from 'node:fs/promises';
import { reportError, reviveError, TonearmError } from '../errors.ts';
import type { FolderRuleOptions } from '../jobs/folder-rules.ts';
import { notFoundError } from '../jobs/named-paths.ts';
import { walk } from '../jobs/walk.ts';
import { isS3Path, parseS3Path, s3Path } from '../sources/s3/address.ts';

/** Input to classify: its label, and its path or address or the error. */
export interface Input {
  readonly label: string;
  readonly path?: string;
  /** Address of a song to fetch. */
  readonly url?: string;
  readonly error?: TonearmError;
}

/** Name of standard input on the command line. */
export const STDIN = '-';

/**
 * Expands names: addresses (http, https) and files as they are, folders to the audio files at any depth below
 * them in order of name, `-` as it is.
 */
export async function expandInputs(names: readonly string[], rules: FolderRuleOptions): Promise<Input[]> {
  const expanded: Input[] = [];
  for (const name of names) {
    const inputs = await expand(name, rules).catch((error) => [
      { label: name, error: asTonearmError(error) },
    ]);
    expanded.push(...inputs);
  }
  return expanded;
}

async function expand(name: string, rules: FolderRuleOptions): Promise<Input[]> {
  if (name === STDIN) return [{ label: STDIN }];
  if (/^https?:/i.test(name)) return [{ label: name, url: name }];
  if (isS3Path(name)) return below(s3Path(parseS3Path(name)), rules);
  const found = await stat(name).catch(() => undefined);
  if (!found) throw notFoundError(name);
  if (found.isFile()) return [{ label: name, path: name }];
  if (!found.isDirectory())
    throw new TonearmError('bad-request', 'Expected a file or folder, got something else.');
  return below(name, rules);
}

async function below(name: string, rules: FolderRuleOptions): Promise<Input[]> {
  const { files, errors } = await walk([name], { ...rules, followLinks: true });
  if (files.length + errors.length === 0)
    throw new TonearmError('not-found', 'Expected audio files in this folder, got none.');
  return [
    ...files.map((path) => ({ label: path, path })),
    ...errors.map(({ path, error }) => ({ label: path, error })),
  ];
}

function asTonearmError(error: unknown): TonearmError {
  return error instanceof TonearmError ? error : reviveError(reportError(error));
}
