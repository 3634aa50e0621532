/** Surprise of a song's prediction given its file's tag. Pure. */
import { stepsOf } from '../../classify/levels.ts';
import type { SongColumns } from '../columns/song-columns.ts';
import { genresOfTag, namesGenre } from '../corrections/genre-words.ts';
import type { Taught } from '../corrections/taught.ts';

export type TaggedPrediction = Pick<
  SongColumns,
  'genre' | 'genres' | 'confidence' | 'unsure' | 'outside' | 'taggedGenres'
> & {
  readonly taught: Taught | null;
  /** Read only if it is needed. */
  readonly ranking: () => SongColumns['ranking'];
};

/**
 * Surprise, 0..1: the confidence of the answer over that of the file's genre; 1 if a person disagreed. Null
 * if they agree, without a claim or a tag, and if the tags say something that Tonearm has no word for.
 */
export function surpriseOf(song: TaggedPrediction): number | null {
  const { genre, genres, confidence, unsure, outside, taggedGenres, taught } = song;
  if (unsure || outside || taggedGenres.length === 0) return null;
  const claimed = [genre, ...genres];
  if (taggedGenres.some((tag) => claimed.some((one) => namesGenre(tag, one)))) return null;
  if (taught?.by === 'you') return 1;
  const meant = new Set(taggedGenres.flatMap(genresOfTag));
  if (meant.size === 0) return null;
  if (taught) return confidence;
  const isMeant = (other: string) => stepsOf(other).some((step) => meant.has(step));
  const likely = song.ranking().reduce((sum, one) => sum + (isMeant(one.genre) ? one.probability : 0), 0);
  return Math.max(0, confidence - likely);
}
