/** Names and ids of albums and artists: one id for names that people take for one. */
import { createHash } from 'node:crypto';
import { fold } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';
import { namesOf } from '../tagging/names.ts';

export const UNKNOWN_ARTIST = '[Unknown Artist]';
export const UNKNOWN_ALBUM = '[Unknown Album]';
export const VARIOUS = 'Various Artists';
/** Length of a digest. */
export const DIGEST_BYTES = 10;

export const artistId = (name: string) => `ar-${digest(fold(name))}`;
export const albumId = (artist: string, name: string) => `al-${digest(`${fold(artist)}\n${fold(name)}`)}`;

/** False for those whose songs name nobody, or everybody. */
export function isNamed(artist: string): boolean {
  return artist !== UNKNOWN_ARTIST && artist !== VARIOUS;
}

/** Display name of the genre; undefined without a claim. */
export function genreOf({ genre, unsure, outside }: Pick<Entry, 'genre' | 'unsure' | 'outside'>) {
  return unsure || outside ? undefined : namesOf(genre)[0];
}

/** Whether a genre is called so; every one where none is asked for. */
export function genreFilter(genre: string | undefined): (claimed: string | undefined) => boolean {
  if (genre === undefined) return () => true;
  const wanted = fold(genre);
  return (claimed) => fold(claimed ?? '') === wanted;
}

function digest(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * DIGEST_BYTES);
}
