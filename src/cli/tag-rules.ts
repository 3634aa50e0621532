/** Rules of tagging from the options of `tonearm tag`. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { checkTemplate } from '../description/comment-template.ts';
import { TonearmError } from '../errors.ts';
import type { GenreNames, TagRules } from '../library/tagging/contract.ts';
import { parseGenreNames } from '../library/tagging/names.ts';

export interface RuleOptions {
  readonly all?: boolean;
  readonly atLeast?: number;
  readonly several?: number;
  /** Whether to write the genre; false by --no-genre. */
  readonly genre: boolean;
  readonly tempo?: boolean;
  readonly key?: 'camelot' | true;
  readonly mood?: boolean;
  readonly comment?: string;
  readonly names?: string;
}

const MAX_NAMES_BYTES = 1 << 20;

/**
 * Rules from options.
 * @throws bad-request for an invalid template or names, not-found for a missing file of names
 */
export async function tagRules(options: RuleOptions): Promise<TagRules> {
  return {
    only: options.all ? 'all' : 'empty',
    sureOnly: options.atLeast === undefined,
    atLeast: options.atLeast,
    several: options.several,
    tempo: options.tempo === true,
    genre: options.genre,
    key: options.key === true ? 'letters' : options.key,
    mood: options.mood,
    comment: options.comment === undefined ? undefined : checkTemplate(options.comment),
    names: await readNames(options.names),
  };
}

export function share(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`Expected a share from 0 to 1, got ${JSON.stringify(text)}.`);
}

export function keyStyle(text: string): 'camelot' {
  if (text === 'camelot') return text;
  throw new InvalidArgumentError(
    `Expected --key or --key=camelot, got ${JSON.stringify(text)}. Name files before it.`,
  );
}

async function readNames(path: string | undefined): Promise<GenreNames | undefined> {
  if (path === undefined) return undefined;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new TonearmError('not-found', `Expected a file of names, got none at ${JSON.stringify(path)}.`);
  if (text.length > MAX_NAMES_BYTES)
    throw new TonearmError('bad-request', 'Expected names of 1 MB at most, got more.');
  return parseGenreNames(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TonearmError(
      'bad-request',
      'Expected names as JSON, such as {"hiphop": "Hip-Hop/Rap"}, got something else.',
    );
  }
}
