/** What could not be heard, for pages. */
import type { ErrorReport } from '../errors.ts';
import { isBelow } from './below.ts';
import type { Library } from './store.ts';

export interface FailurePage {
  /** Files in the library, with and without a song. */
  readonly files: number;
  /** Files without a song. */
  readonly total: number;
  /** In order of path. */
  readonly failures: readonly { readonly path: string; readonly error: ErrorReport }[];
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
