/** Files and folders as they were named, and where they really are. */
import { realpath, stat } from 'node:fs/promises';
import { TonearmError } from '../errors.ts';

/** The real paths of folders. @throws not-found, bad-request where one is no folder. */
export async function resolveFolders(folders: readonly string[]): Promise<string[]> {
  const resolved = await resolvePaths(folders);
  for (const [index, path] of resolved.entries()) {
    if (!(await stat(path)).isDirectory()) {
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
      const real = await realpath(path).catch(() => undefined);
      if (real !== undefined) return real;
      throw notThere(path);
    }),
  );
}

/** What is said of a name that leads nowhere. */
export function notThere(path: string): TonearmError {
  // What the system handed over was not UTF-8, so it cannot be asked for by the same name.
  const remedy = path.includes('\ufffd') ? ' A name that is not in UTF-8 cannot be opened: rename it.' : '';
  return new TonearmError(
    'not-found',
    `Expected a file or folder, got nothing at ${JSON.stringify(path)}.${remedy}`,
  );
}
