import { expect, test } from 'vitest';
import type { LibrarySong } from '../../../src/server/library-schema.ts';
import { SOME_VOICE } from '../../description/voice.ts';
import { ALL_SONGS } from '../songs/song-filter.ts';
import { createPlaylist } from './playlist.ts';
import { missingOf, requestOf, START } from './recipe.ts';

const song = (id: number) => ({ id, title: `Song ${id}` }) as LibrarySong;

function shelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

function idsOf(list: ReturnType<typeof createPlaylist>): number[] {
  return list.state.get().entries.map(({ song: { id } }) => id);
}

test('songs are added, moved and taken out, each place by itself', () => {
  const list = createPlaylist(shelf());
  list.add([song(1), song(2), song(1)]);
  const [, second, third] = list.state.get().entries;
  list.move(third!.key, 0);
  list.move(second!.key, 99);
  expect(idsOf(list)).toEqual([1, 1, 2]);
  list.remove(third!.key);
  expect(idsOf(list)).toEqual([1, 2]);
});

test('the list survives a reload, and a shelf that holds nonsense', () => {
  const kept = shelf();
  const before = createPlaylist(kept);
  before.add([song(1), song(2)]);
  before.rename('Late');
  const after = createPlaylist(kept);
  expect(after.state.get()).toEqual(before.state.get());
  after.add([song(3)]);
  expect(new Set(after.state.get().entries.map(({ key }) => key)).size).toBe(3);
  kept.setItem('tonearm-playlist', '{"entries":7}');
  expect(createPlaylist(kept).state.get().entries).toEqual([]);
});

test('the server is asked for what the chosen way needs', () => {
  expect(missingOf(START)).toBe('Choose a song to begin with.');
  const like = { ...START, seeds: [song(4)], genre: 'jazz' };
  expect(missingOf(like)).toBeUndefined();
  expect(requestOf(like)).toEqual({ seeds: [4], length: 20, window: 4, seed: 1 });
  const path = { ...START, mode: 'path', from: song(1) } as const;
  expect(missingOf(path)).toBe('Choose the first and the last song.');
  expect(requestOf({ ...path, to: song(9) })).toEqual({ from: 1, to: 9, length: 20, window: 4, seed: 1 });
  const filter = { ...ALL_SONGS, genres: ['jazz'], tempoMin: 90, mood: 'calm', voice: 'sung' } as const;
  const kind = { ...START, mode: 'kind', filter, mix: true, energyCourse: 'arc' } as const;
  expect(requestOf(kind)).toEqual({
    ...{ genre: 'jazz', tempoMin: 90, mood: 'calm', voiceMin: SOME_VOICE },
    ...{ length: 20, window: 4, seed: 1, mix: true, energyCourse: 'arc' },
  });
  const choices = {
    ...START.choices,
    ...{ excludedGenres: ['metal'], excludedFolders: ' Christmas,, Audio books ', words: 'guitar' },
    ...{ addedDays: 30, yearMax: 1999 },
  };
  expect(requestOf({ ...START, mode: 'kind', choices })).toEqual({
    ...{ excludedGenres: ['metal'], excludedFolders: ['Christmas', 'Audio books'], words: ['guitar'] },
    ...{ addedDays: 30, yearMax: 1999, length: 20, window: 4, seed: 1 },
  });
  expect(requestOf({ ...kind, mode: 'path', from: song(1), to: song(2) })).not.toHaveProperty('energyCourse');
});
