import { isBelow } from '../below.ts';
import type { Library } from '../store/store.ts';
import { isTriedAgain } from './failures.ts';

/**
 * Contents below the folders that need no further analysis. Queried once: one query a file would be most of
 * the cost of a scan that finds nothing new.
 */
export async function doneBelow(
  library: Library,
  roots: readonly string[],
  analysis: string,
): Promise<ReadonlySet<string>> {
  const songs = await library
    .selectFrom('files')
    .innerJoin('songs', 'songs.contentHash', 'files.contentHash')
    .select(['songs.contentHash', 'songs.errorCode', 'songs.attempts'])
    .where(isBelow(roots))
    .where('songs.analysis', '=', analysis)
    .execute();
  return new Set(songs.filter((song) => !isTriedAgain(song)).map(({ contentHash }) => contentHash));
}
