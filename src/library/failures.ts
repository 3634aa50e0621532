/** What could not be heard: listed for pages, and tried again. */
import type { ErrorReport } from '../errors.ts';
import { isBelow } from './below.ts';
import type { SongRow } from './schema.ts';
import type { Library } from './store.ts';

export interface FailurePage {
  /** Files in the library, with and without a song. */
  readonly files: number;
  /** Files without a song. */
  readonly total: number;
  /** In order of path. */
  readonly failures: readonly { readonly path: string; readonly error: ErrorReport }[];
}

/** Failures that lie with the machine: a worker that died, took too long, needed too much memory, or lacked something. */
const MACHINE_FAULTS: readonly string[] = [
  'internal',
  'timed-out',
  'too-large',
  'busy',
] satisfies ErrorReport['code'][];
const MAX_ATTEMPTS = 3;

/** Whether the next scan hears a song again that failed: it may not be to blame. */
export function isTriedAgain(song: {
  readonly error_code: SongRow['error_code'];
  readonly attempts: number;
}): boolean {
  return song.error_code !== null && MACHINE_FAULTS.includes(song.error_code) && song.attempts < MAX_ATTEMPTS;
}

/** Lets the next scan hear again what failed below the folders, or in one file there, whatever the reason. */
export async function forgetFailures(
  library: Library,
  folders: readonly string[],
  path?: string,
): Promise<void> {
  await library
    .updateTable('songs')
    .set({ analysis: '', attempts: 0 })
    .where('error_code', 'is not', null)
    .where(({ eb, selectFrom }) => {
      const below = selectFrom('files').select('content_hash').where(isBelow(folders));
      return eb('content_hash', 'in', path === undefined ? below : below.where('path', '=', path));
    })
    .execute();
}

/** Files that have no song, and why, below the folders (all where none are given). */
export async function listFailures(
  library: Library,
  page: { readonly offset: number; readonly limit: number },
  folders?: readonly string[],
): Promise<FailurePage> {
  const failed = library
    .selectFrom('files')
    .leftJoin('songs', 'songs.content_hash', 'files.content_hash')
    .where(isBelow(folders))
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('files.error_code', 'is not', null),
        eb(
          'files.content_hash',
          'in',
          selectFrom('songs').select('content_hash').where('error_code', 'is not', null),
        ),
      ]),
    );
  const rows = await failed
    .select(({ fn }) => [
      'files.path',
      fn.coalesce('files.error_code', 'songs.error_code').as('code'),
      fn.coalesce('files.error_message', 'songs.error_message').as('message'),
    ])
    .orderBy('files.path')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await failed
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const { files } = await library
    .selectFrom('files')
    .where(isBelow(folders))
    .select(({ fn }) => fn.countAll<number>().as('files'))
    .executeTakeFirstOrThrow();
  const failures = rows.map(({ path, code, message }) => ({
    path,
    error: { code: code as ErrorReport['code'], message: message ?? '' },
  }));
  return { files, total, failures };
}
