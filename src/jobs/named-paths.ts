/** Resolution of named files and folders to their real paths. */
import { lstat, realpath, stat } from 'node:fs/promises';
import { hasCode, TonearmError } from '../errors.ts';
import { isS3Path, parseS3Path, s3Path } from '../sources/s3/address.ts';
import { identityOf } from './file-source.ts';

/** The real paths of folders. @throws not-found, bad-request where one is no folder. */
export async function resolveFolders(folders: readonly string[]): Promise<string[]> {
  const resolved = await resolvePaths(folders);
  for (const [index, path] of resolved.entries()) {
    if (await isFile(path)) {
      throw new TonearmError(
        'bad-request',
        `Expected a folder, got a file: ${JSON.stringify(folders[index])}.`,
      );
    }
  }
  return unique(resolved);
}

/** The real paths of files and folders. @throws not-found */
export async function resolveNamed(paths: readonly string[]): Promise<string[]> {
  return unique(await resolvePaths(paths));
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort();
}

function resolvePaths(paths: readonly string[]): Promise<string[]> {
  return Promise.all(
    paths.map(async (path) => {
      const real = isS3Path(path) ? await realObject(path) : await realPathOf(path);
      if (real !== undefined) return real;
      throw notFoundError(path);
    }),
  );
}

/** Real path of a file or folder; undefined if it does not exist. S3 folders have no other path. */
export async function realPathOf(path: string): Promise<string | undefined> {
  return isS3Path(path) ? path : realpath(path).catch(() => undefined);
}

/** Whether the file system, or the server of an object, says that it does not exist. False if it cannot be queried. */
export async function isGone(path: string): Promise<boolean> {
  const look = isS3Path(path) ? identityOf(path) : lstat(path);
  return look.then(
    () => false,
    (error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      return hasCode(error, 'not-found') || code === 'ENOENT' || code === 'ENOTDIR';
    },
  );
}

async function realObject(path: string): Promise<string | undefined> {
  const named = s3Path(parseS3Path(path));
  return (await openS3Files()).isThere(named).then((isThere) => (isThere ? named : undefined));
}

async function isFile(path: string): Promise<boolean> {
  return isS3Path(path) ? (await openS3Files()).isObject(path) : !(await stat(path)).isDirectory();
}

async function openS3Files() {
  return (await import('../sources/s3/s3-files.ts')).s3Files();
}

/** Error of a path that does not exist. */
export function notFoundError(path: string): TonearmError {
  // What the system handed over was not UTF-8, so it cannot be asked for by the same name.
  const remedy = path.includes('\ufffd') ? ' A name that is not in UTF-8 cannot be opened: rename it.' : '';
  return new TonearmError(
    'not-found',
    `Expected a file or folder, got nothing at ${JSON.stringify(path)}.${remedy}`,
  );
}
