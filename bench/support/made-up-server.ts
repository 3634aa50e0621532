/** The built server with a library of songs that never were. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '../../src/library/store/store.ts';
import { keepSongs, madeUpSongs } from '../../test/support/library-songs.ts';
import { removeFolder } from '../../test/support/remove-folder.ts';
import { spawnServer } from '../../test/support/server-process.ts';

export interface MadeUpServer {
  readonly url: string;
  /** Ends it, and removes its library. */
  close(): Promise<void>;
}

export async function madeUpServer(songs: number): Promise<MadeUpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-bench-'));
  const file = join(folder, 'library.sqlite');
  const library = await openLibrary(file);
  await keepSongs(
    library,
    madeUpSongs(songs).map((song) => ({ ...song, path: join(folder, song.path) })),
  );
  await library.destroy();
  const server = await spawnServer({ workers: 1, library: { file, folders: [folder] } });
  return {
    url: server.url,
    async close() {
      await server.end('SIGTERM');
      await removeFolder(folder);
    },
  };
}
