import { expect, test } from 'vitest';
import { HEARD_NAMES } from '../../src/audio/formats.ts';
import { strings } from '../strings.ts';

test('the page names the formats that are heard', () => {
  expect(strings.hero.formats).toMatch(new RegExp(`^${HEARD_NAMES.join(', ')}\\.`));
});
