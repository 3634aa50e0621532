import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue/catalogue.ts';
import type { SongFilter } from '../../library/catalogue/song-filter.ts';
import type { SongSpace } from '../../library/similarity/similarity.ts';
import type { Entry } from '../../library/songs/entry.ts';

export interface SongInSpace {
  readonly space: SongSpace;
  /** Index of the song in it. */
  readonly place: number;
}

/**
 * Space around a song, with at least so many neighbours that pass the filter.
 * @throws not-found, without the path in the message: programs elsewhere ask
 */
export async function spaceAround(
  catalogue: Catalogue,
  { id }: Entry,
  count: number,
  filter?: SongFilter,
): Promise<SongInSpace> {
  const space = await catalogue.space({ ids: [id], count, filter });
  const place = space.indices.get(id);
  if (place !== undefined) return { space, place };
  throw new TonearmError(
    'not-found',
    'Expected a song heard by this version, got one heard by another: scan its folder again.',
  );
}
