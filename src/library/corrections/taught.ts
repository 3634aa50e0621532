/** Genre of a song by corrections: its own, or those of songs that sound like it. */
import type { SongColumns } from '../columns/song-columns.ts';

/** Reason why a song has another genre than its model predicted. */
export interface Taught {
  /** Source of the genre. `you`: a label of this song. `neighbours`: labels of songs that sound like it. */
  readonly by: 'you' | 'neighbours';
  /** Number of songs that decided; 1 for `you`. */
  readonly songs: number;
}

/** Columns of the row of `taught`, null without one. */
export interface StoredTaught {
  readonly taughtGenre: string | null;
  /** Number of songs; null: no correction applies. */
  readonly taughtSongs: number | null;
}

type Answer = Pick<SongColumns, 'genre' | 'genres' | 'confidence' | 'unsure' | 'outside'>;

/**
 * Precision of suggestions by neighbours, at least, on songs that the rule was not chosen on:
 * docs/decisions/library.md.
 */
const NEIGHBOURS_RIGHT = 0.9;

export function taughtOf({ taughtSongs }: StoredTaught): Taught | null {
  if (taughtSongs === null) return null;
  return taughtSongs === 0 ? { by: 'you', songs: 1 } : { by: 'neighbours', songs: taughtSongs };
}

/** Effective prediction. For a song of none of the genres the model's most probable one stays, for programs. */
export function correctedAnswer(heard: Answer, { taughtGenre, taughtSongs }: StoredTaught): Answer {
  if (taughtSongs === null) return heard;
  const confidence = taughtSongs === 0 ? 1 : NEIGHBOURS_RIGHT;
  if (taughtGenre === null)
    return { genre: heard.genre, genres: [], confidence, unsure: true, outside: true };
  return { genre: taughtGenre, genres: [taughtGenre], confidence, unsure: false, outside: false };
}
