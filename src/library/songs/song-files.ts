/** Files of the songs of a catalogue: a song may have several, equal byte for byte. */
import { groupBy } from '../../group-by.ts';
import { isBelow } from '../below.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

export interface SongFile {
  readonly id: number;
  readonly path: string;
}

/** Files after a path, in order of path, at most `limit`. */
export function filesAfter(catalogue: Catalogue, path: string, limit: number): Promise<SongFile[]> {
  return songFiles(catalogue).where('files.path', '>', path).limit(limit).execute();
}

/** Files of the songs that have several, by song. */
export async function repeatedFiles(catalogue: Catalogue): Promise<Map<number, string[]>> {
  const rows = await songFiles(catalogue)
    .where('files.contentHash', 'in', ({ selectFrom, fn }) =>
      selectFrom('files as other')
        .select('other.contentHash')
        .groupBy('other.contentHash')
        .having(fn.countAll(), '>', 1),
    )
    .execute();
  const files = [...groupBy(rows, ({ id }) => id)].filter(([, { length }]) => length > 1);
  return new Map(files.map(([id, some]) => [id, some.map(({ path }) => path)]));
}

function songFiles({ library, folders }: Catalogue) {
  return library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select(['songs.id', 'files.path'])
    .where('songs.vector', 'is not', null)
    .where(isBelow(folders))
    .orderBy('files.path');
}
