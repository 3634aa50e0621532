import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue.ts';
import type { Entry } from '../../library/entry.ts';
import type { SongSpace } from '../../library/similarity.ts';
import type { SongFilter } from '../../library/song-filter.ts';

export interface Placed {
  readonly space: SongSpace;
  /** Of the song in it. */
  readonly place: number;
}

/** Where songs lie, and one among them, with so many near it that pass the filter at least. @throws not-found, in words without its path: programs elsewhere ask */
export async function placed(
  catalogue: Catalogue,
  { id }: Entry,
  count: number,
  filter?: SongFilter,
): Promise<Placed> {
  const space = await catalogue.space({ ids: [id], count, filter });
  const place = space.indices.get(id);
  if (place !== undefined) return { space, place };
  throw new TonearmError(
    'not-found',
    'Expected a song heard by this version, got one heard by another: scan its folder again.',
  );
}
