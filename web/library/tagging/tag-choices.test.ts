import { expect, test } from 'vitest';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { commentOf, isComplete, namesOf, requestOf, START, type TagChoices } from './tag-choices.ts';

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

test('each part is asked for where it is chosen', () => {
  const all: TagChoices = {
    ...START,
    genre: false,
    tempo: true,
    key: 'camelot',
    mood: true,
    comment: ' {key} ',
  };
  expect(requestOf({ ...all, names: { pop: 'Pop' } }, [])).toEqual({
    ...{ only: 'empty', sureOnly: true, tempo: true, genre: false },
    ...{ key: 'camelot', mood: true, comment: '{key}' },
  });
  expect(requestOf({ ...all, what: 'loudness', scope: 'selected' }, [3])).toEqual({
    ...{ only: 'empty', sureOnly: true, tempo: false, replayGain: true, songs: [3] },
  });
});

test.each<[Partial<TagChoices>, boolean]>([
  [{}, true],
  [{ genre: false }, false],
  [{ genre: false, tempo: true }, true],
  [{ genre: false, comment: '{camelot}' }, true],
  [{ comment: 'nothing named' }, false],
  [{ comment: '{colour}' }, false],
  [{ what: 'loudness', scope: 'all' }, false],
  [{ what: 'loudness', scope: 'selected', genre: false }, true],
])('with %j there is something to write: %s', (choices, complete) => {
  expect(isComplete({ ...START, ...choices })).toBe(complete);
});

test('a comment is previewed as it would be written, or what is not known is named', () => {
  const song = {
    key: 'A minor',
    camelot: '8A',
    mood: null,
    energy: 0.71,
    beatsPerMinute: 124.2,
    tempoConfidence: 0.6,
  };
  const previewOf = (comment: string, changes = {}) =>
    commentOf(comment, { ...song, ...changes } as LibrarySong);
  expect(previewOf(' {camelot} · {tempo} · energy {energy} ').text).toBe('8A · 124 · energy 7');
  expect(previewOf('{tempo} {mood} {key}', { tempoConfidence: null })).toEqual({
    text: null,
    unknown: ['tempo', 'mood'],
  });
});
