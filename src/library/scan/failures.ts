/** Files that could not be analysed: listed for pages, and retried. */
import type { ErrorReport } from '../../errors.ts';
import { isBelow } from '../below.ts';
import type { SongRow } from '../store/schema.ts';
import type { Library } from '../store/store.ts';

export interface FailurePage {
  /** Number of files without a song. */
  readonly total: number;
  /** Failures in order of path. */
  readonly failures: readonly { readonly path: string; readonly error: ErrorReport }[];
}

/**
 * Error codes that may be the machine's fault: a worker that died, took too long, needed too much memory, or
 * lacked something.
 */
const MACHINE_FAULTS: readonly string[] = [
  'internal',
  'timed-out',
  'too-large',
  'busy',
] satisfies ErrorReport['code'][];
const MAX_ATTEMPTS = 3;

/** Whether the next scan analyses a failed song again: it may not be to blame. */
export function isTriedAgain(song: {
  readonly errorCode: SongRow['errorCode'];
  readonly attempts: number;
}): boolean {
  return song.errorCode !== null && MACHINE_FAULTS.includes(song.errorCode) && song.attempts < MAX_ATTEMPTS;
}

/** Makes the next scan retry what failed below the folders, or in one file there, whatever the reason. */
export async function forgetFailures(
  library: Library,
  folders: readonly string[],
  path?: string,
): Promise<void> {
  await library
    .updateTable('songs')
    .set({ analysis: '', attempts: 0 })
    .where('errorCode', 'is not', null)
    .where(({ eb, selectFrom }) => {
      const below = selectFrom('files').select('contentHash').where(isBelow(folders));
      return eb('contentHash', 'in', path === undefined ? below : below.where('path', '=', path));
    })
    .execute();
}

/** Files without a song and the reasons, below the folders (default: all), by default without a limit. */
export async function listFailures(
  library: Library,
  { offset = 0, limit }: { readonly offset?: number; readonly limit?: number },
  folders?: readonly string[],
): Promise<FailurePage> {
  const failed = failedFiles(library, folders);
  const rows = await library
    .selectFrom(failed.as('failed'))
    .selectAll()
    .orderBy('path')
    .$if(limit !== undefined, (rows) => rows.limit(limit!).offset(offset))
    .execute();
  const { total } = await library
    .selectFrom(failed.as('failed'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const failures = rows.map(({ path, code, message }) => ({
    path,
    error: { code: code as ErrorReport['code'], message: message ?? '' },
  }));
  return { total, failures };
}

/** Unreadable files, and those of songs that cannot be analysed: each by an index of failures alone. */
function failedFiles(library: Library, folders: readonly string[] | undefined) {
  const unread = library
    .selectFrom('files')
    .where('files.errorCode', 'is not', null)
    .where(isBelow(folders))
    .select(['files.path', 'files.errorCode as code', 'files.errorMessage as message']);
  const unheard = library
    .selectFrom('songs')
    .innerJoin('files', 'files.contentHash', 'songs.contentHash')
    .where('songs.errorCode', 'is not', null)
    .where('files.errorCode', 'is', null)
    .where(isBelow(folders))
    .select(['files.path', 'songs.errorCode as code', 'songs.errorMessage as message']);
  return unread.unionAll(unheard);
}

/** Number of files in the library, with and without a song. */
export async function countFiles(library: Library, folders?: readonly string[]): Promise<number> {
  const { files } = await library
    .selectFrom('files')
    .where(isBelow(folders))
    .select(({ fn }) => fn.countAll<number>().as('files'))
    .executeTakeFirstOrThrow();
  return files;
}
