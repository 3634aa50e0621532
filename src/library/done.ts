import { isBelow } from './below.ts';
import { isTriedAgain } from './failures.ts';
import type { Library } from './store.ts';

/**
 * Contents below the folders that this analysis has nothing to do for. Asked once: a question a file is most of what a
 * scan that finds nothing new would do.
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
