/** What a song is by what people said, of it or of songs that sound like it. */
import type { SongColumns } from '../columns.ts';

/** Why a song has another answer than its model gave. */
export interface Taught {
  /** `you`: it was said of this song. `neighbours`: of songs that sound like it. */
  readonly by: 'you' | 'neighbours';
  /** Of how many songs; 1 where `you` said it. */
  readonly songs: number;
}

/** As a row of `taught`, where there is one. */
export interface StoredTaught {
  readonly taughtGenre: string | null;
  /** Null: nothing is taught. */
  readonly taughtSongs: number | null;
}

type Answer = Pick<SongColumns, 'genre' | 'genres' | 'confidence' | 'unsure' | 'outside'>;

/** At least so many answers by neighbours were right on songs that the rule was not chosen on: docs/decisions/library.md. */
const NEIGHBOURS_RIGHT = 0.9;

export function taughtOf({ taughtSongs }: StoredTaught): Taught | null {
  if (taughtSongs === null) return null;
  return taughtSongs === 0 ? { by: 'you', songs: 1 } : { by: 'neighbours', songs: taughtSongs };
}

/** The answer that counts. Of a song of none of the genres the model's nearest one stays, for programs. */
export function taughtAnswer(heard: Answer, { taughtGenre, taughtSongs }: StoredTaught): Answer {
  if (taughtSongs === null) return heard;
  const confidence = taughtSongs === 0 ? 1 : NEIGHBOURS_RIGHT;
  if (taughtGenre === null)
    return { genre: heard.genre, genres: [], confidence, unsure: true, outside: true };
  return { genre: taughtGenre, genres: [taughtGenre], confidence, unsure: false, outside: false };
}
