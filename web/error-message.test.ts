import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SUPPORTED_NAMES } from '../src/audio/formats.ts';
import { errorMessage, FORMATS_IN_WORDS } from './error-message.ts';
import { catalogue as french } from './language/fr/catalogue.ts';
import { speak } from './language/spoken.ts';

test('a check becomes a sentence that says what to do', () => {
  const said = errorMessage('broken-audio', 'Expected a frame at byte 17, got 0x00.');
  expect(said).not.toMatch(/Expected|0x00/);
  expect(said).toMatch(/try again/);
});

afterEach(() => speak());

test('what a code tells is said in the language of the page', () => {
  const message = 'The file ends in the middle of a frame.';
  expect(errorMessage('broken-audio', message)).toBe(message);
  speak({ ...french });
  expect(errorMessage('broken-audio', message)).toMatch(/^Cela commence|réessayez|essayez/);
});

test('a song that is refused while others are heard is told so in the language of the page', () => {
  const source = ['uploads.ts', 'routes/classifications.ts']
    .map((name) => readFileSync(join(import.meta.dirname, '../src/server', name), 'utf8'))
    .join('\n');
  const refusals = [...source.matchAll(/refusal: '(.+)'/g)].map(([, message]) => message!);
  expect(refusals).toHaveLength(3);
  speak({ ...french });
  for (const message of refusals) expect(errorMessage('busy', message)).toBe(french.errors.busy);
});

test('what was written for people stays as it is', () => {
  const said = 'The library is in use by another program. Try again in a moment.';
  expect(errorMessage('busy', said)).toBe(said);
});

test('an unknown code is no reason to be silent', () => {
  expect(errorMessage('never-heard-of', 'Expected this, got that.')).toMatch(/try once more/);
  expect(errorMessage(undefined, '')).toMatch(/try once more/);
});

test('the page names the formats that are heard', () => {
  expect(FORMATS_IN_WORDS).toBe(SUPPORTED_NAMES.join(', '));
});
