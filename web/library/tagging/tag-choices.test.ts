import { expect, test } from 'vitest';
import { namesOf, requestOf, START } from './tag-choices.ts';

test('names are split at commas, trimmed, and named once', () => {
  expect(namesOf({ hiphop: ' Hip-Hop, Urban ,,Urban', rock: ' , ', jazz: '' })).toEqual({
    hiphop: ['Hip-Hop', 'Urban'],
  });
});

test('only what was chosen is asked for, and only where it differs from all', () => {
  expect(requestOf(START, [1, 2])).toEqual({ only: 'empty', sureOnly: true, tempo: false });
  expect(requestOf({ ...START, scope: 'selected', names: { pop: 'Pop' } }, [1, 2])).toEqual({
    only: 'empty',
    sureOnly: true,
    tempo: false,
    songs: [1, 2],
    names: { pop: ['Pop'] },
  });
});
