import { TonearmError } from '../../errors.ts';
import type { Catalogue } from '../../library/catalogue.ts';
import type { Entry } from '../../library/entry.ts';
import type { SongSpace } from '../../library/similarity.ts';

export interface Placed {
  readonly space: SongSpace;
  /** Of the song in it. */
  readonly place: number;
}

/** Where all songs lie, and one among them. @throws not-found, in words without its path: programs elsewhere ask */
export async function placed(catalogue: Catalogue, { id }: Entry): Promise<Placed> {
  const space = await catalogue.space();
  const place = space.indices.get(id);
  if (place !== undefined) return { space, place };
  throw new TonearmError(
    'not-found',
    'Expected a song heard by this version, got one heard by another: scan its folder again.',
  );
}
