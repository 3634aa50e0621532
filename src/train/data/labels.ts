/** Labels in people's tables, cleaned and checked. */

import type { TableRow } from '../../csv.ts';
import { TonearmError } from '../../errors.ts';
import { SPLITS, type Split } from './track.ts';

const MAX_NAME = 200;
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Cleaned class name: trimmed, composed Unicode. @throws bad-request if it is empty, long or unprintable */
export function cleanLabel(text: string): string {
  const label = text.trim().normalize('NFC');
  if (label === '') throw new TonearmError('bad-request', 'Expected a label, got nothing.');
  if (label.length > MAX_NAME || CONTROL.test(label)) {
    throw new TonearmError(
      'bad-request',
      `Expected a printable label of at most ${MAX_NAME} characters, got another.`,
    );
  }
  return label;
}

/** @throws bad-request where it is neither empty nor one of train, valid, test. */
export function cleanSplit(text: string | undefined): Split | undefined {
  const name = (text ?? '').trim().toLowerCase();
  if (name === '') return undefined;
  const split = SPLITS.find((known) => known === name);
  if (!split)
    throw new TonearmError(
      'bad-request',
      `Expected train, valid or test, got ${JSON.stringify(name.slice(0, 60))}.`,
    );
  return split;
}

/** Records that `key` is on this line. @throws bad-request if it was on an earlier one */
export function claimOnce(key: string, name: string, line: number, lines: Map<string, number>): void {
  const earlier = lines.get(key);
  if (earlier !== undefined) {
    const shown = JSON.stringify(name.slice(0, 100));
    throw new TonearmError(
      'bad-request',
      `Expected each track once, got ${shown} on lines ${earlier} and ${line}.`,
    );
  }
  lines.set(key, line);
}

/** Runs `read`; an error says on which line of the table it arose. */
export function onLine<T>({ line }: TableRow, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TonearmError)
      throw new TonearmError('bad-request', `Line ${line}: ${error.message}`);
    throw error;
  }
}

/** Result of `read`, or its error if that may be shown. */
export function attempt<T>(read: () => T): T | TonearmError {
  try {
    return read();
  } catch (error) {
    if (error instanceof TonearmError) return error;
    throw error;
  }
}
