import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { catalogue as german } from '../language/de/catalogue.ts';
import { words } from '../language/en/library.ts';
import { speak } from '../language/spoken.ts';
import { serverMessage } from './server-message.ts';

const SOURCE = join(import.meta.dirname, '../../src');

afterEach(() => speak());

test('what the server says of its library is translated, and is what it says', () => {
  const source = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(server|library|jobs)\b.*(?<!\.test)\.ts$/.test(name))
    .map((name) => readFileSync(join(SOURCE, name), 'utf8'))
    .join('\n');
  const told = Object.keys(words.error.told);
  for (const message of told) {
    expect(source).toContain(`'${message}'`);
    expect(serverMessage('internal', message)).toBe(message);
  }
  speak({ ...german });
  for (const message of told) expect(serverMessage('internal', message)).not.toBe(message);
  expect(serverMessage('busy', 'Something new.')).toBe('Something new.');
});
