import { expect, test } from 'vitest';
import { SUPPORTED_NAMES } from '../../src/audio/formats.ts';
import { strings } from '../language/en/main.ts';

test('the page names the formats that are heard', () => {
  expect(strings.hero.formats).toMatch(new RegExp(`^${SUPPORTED_NAMES.join(', ')}\\.`));
});
