import { expect, test } from 'vitest';
import { shortKey } from '../../src/description/comment-template.ts';
import { camelotOf, MODES, TONICS } from '../../src/description/key.ts';
import { KEYS } from './keys.ts';

test('the wheel names every key as the library does', () => {
  const known = MODES.flatMap((mode) =>
    TONICS.map((tonic, i) => ({ camelot: camelotOf(i, mode), name: `${tonic} ${mode}` })),
  );
  expect(KEYS).toHaveLength(24);
  expect(KEYS).toEqual(expect.arrayContaining(known));
  expect(KEYS.slice(0, 3).map(({ camelot }) => camelot)).toEqual(['1A', '1B', '2A']);
});

test('a key is written short', () => {
  expect(['A minor', 'F# major'].map(shortKey)).toEqual(['Am', 'F#']);
});
