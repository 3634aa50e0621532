import { expect, test } from 'vitest';
import type { HistoryEntry } from './history-state.ts';
import { labelTable } from './label-table.ts';

function song(changes: Partial<HistoryEntry>): HistoryEntry {
  return {
    id: 1,
    name: 'Blue.mp3',
    title: 'Blue',
    artist: 'The Trio',
    hash: 'ab',
    ...changes,
  } as HistoryEntry;
}

test('what was said last of each file is a line that a library reads; what was not said is none', () => {
  const table = labelTable([
    song({ label: 'klezmer', saidAt: Date.UTC(2026, 0, 2) }),
    song({ label: 'jazz', saidAt: Date.UTC(2026, 0, 1) }),
    song({
      label: null,
      saidAt: Date.UTC(2026, 0, 1),
      hash: 'cd',
      name: 'b, c.wav',
      title: undefined,
      artist: undefined,
    }),
    song({ label: undefined, hash: 'ef' }),
  ]);
  expect(table).toBe(
    'content_hash,genre,said_at,said_by,artist,title,path\n' +
      'ab,klezmer,2026-01-02T00:00:00.000Z,this browser,The Trio,Blue,Blue.mp3\n' +
      'cd,,2026-01-01T00:00:00.000Z,this browser,,,"b, c.wav"\n',
  );
});
