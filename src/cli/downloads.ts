import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UploadDirectory } from '../server/upload-directory.ts';
import type { SongAddress, Sources } from '../sources/sources.ts';

/** Limits of a download, which fetches the whole file. */
const LIMITS = { maxBytes: 1e9, wholeSeconds: 1800, idleSeconds: 30 };

/** Sources by the settings in `path`, or in the file that the environment names. Loaded on demand. */
export async function openSources(path?: string): Promise<Sources> {
  const [{ Sources }, { readSettings }] = await Promise.all([
    import('../sources/sources.ts'),
    import('../sources/settings.ts'),
  ]);
  return new Sources(await readSettings(path));
}

/** Temporary folder of this process for fetched songs; remove it at the end. */
export function openSpool(): Promise<UploadDirectory> {
  return UploadDirectory.open(join(tmpdir(), `tonearm-spool-${process.getuid?.() ?? 'user'}`));
}

/** Fetches a song into the spool. @returns its path @throws what `Sources.fetch` does */
export async function download(
  address: SongAddress,
  sources: Sources,
  spool: UploadDirectory,
  onProgress?: (progress: { bytesDone: number; fractionDone?: number }) => void,
): Promise<string> {
  const path = spool.newPath();
  await sources.fetch(address, path, { ...LIMITS, onProgress });
  return path;
}
