/** Wishes for songs, and the server's query for them. Pure. */
import type { LibrarySong } from '../../../src/server/library-schema.ts';

export const PARTS = ['energy', 'valence', 'arousal', 'beatsPerMinute', 'voice'] as const;
export type Part = (typeof PARTS)[number];

export interface Wishes {
  /** Wished values, 0..100. */
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  readonly like: readonly LibrarySong[];
  readonly unlike: readonly LibrarySong[];
}

export const NONE: Wishes = { parts: {}, like: [], unlike: [] };
export const MAX_PERCENT = 100;
const MAX_NAMED = 50;
/** Ends of the slider of tempi, and even steps of an octave between. */
const [SLOWEST, OCTAVES] = [60, 1.5];

/** Query of the wishes; empty without any. */
export function queryOf({ parts, like, unlike }: Wishes): string {
  const query = new URLSearchParams();
  for (const part of PARTS) {
    const percent = parts[part];
    if (percent === undefined) continue;
    query.set(part, String(part === 'beatsPerMinute' ? tempoAt(percent) : percent / MAX_PERCENT));
  }
  if (like.length > 0) query.set('like', idsOf(like));
  if (unlike.length > 0) query.set('unlike', idsOf(unlike));
  return query.toString();
}

export function tempoAt(percent: number): number {
  return Math.round(SLOWEST * 2 ** ((OCTAVES * percent) / MAX_PERCENT));
}

/** Toggles whether a song is liked or disliked. */
export function withSong(wishes: Wishes, song: LibrarySong, side: 'like' | 'unlike'): Wishes {
  const without = (songs: readonly LibrarySong[]) => songs.filter(({ id }) => id !== song.id);
  const others = { ...wishes, like: without(wishes.like), unlike: without(wishes.unlike) };
  const wasThere = wishes[side].some(({ id }) => id === song.id);
  return wasThere ? others : { ...others, [side]: [...others[side], song].slice(-MAX_NAMED) };
}

function idsOf(songs: readonly LibrarySong[]): string {
  return songs.map(({ id }) => id).join();
}
