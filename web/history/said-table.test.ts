import { expect, test } from 'vitest';
import type { HeardSong } from './heard.ts';
import { saidTable } from './said-table.ts';

function song(changes: Partial<HeardSong>): HeardSong {
  return { id: 1, name: 'Blue.mp3', title: 'Blue', artist: 'The Trio', hash: 'ab', ...changes } as HeardSong;
}

test('what was said last of each file is a line that a library reads; what was not said is none', () => {
  const table = saidTable([
    song({ said: 'klezmer', saidAt: Date.UTC(2026, 0, 2) }),
    song({ said: 'jazz', saidAt: Date.UTC(2026, 0, 1) }),
    song({
      said: null,
      saidAt: Date.UTC(2026, 0, 1),
      hash: 'cd',
      name: 'b, c.wav',
      title: undefined,
      artist: undefined,
    }),
    song({ said: undefined, hash: 'ef' }),
  ]);
  expect(table).toBe(
    'content_hash,genre,said_at,said_by,artist,title,path\n' +
      'ab,klezmer,2026-01-02T00:00:00.000Z,this browser,The Trio,Blue,Blue.mp3\n' +
      'cd,,2026-01-01T00:00:00.000Z,this browser,,,"b, c.wav"\n',
  );
});
