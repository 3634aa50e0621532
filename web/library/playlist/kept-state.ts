/** The playlists that the library keeps, as this tab knows them. */
import type { KeptPlaylists } from '../../../src/server/library-schema.ts';
import { createStore } from '../../shell/store.ts';
import { getKeptPlaylists } from '../api/playlists.ts';

/** Playlists; undefined until they are fetched. */
export const keptPlaylists = createStore<KeptPlaylists['playlists'] | undefined>(undefined);

export async function refreshKeptPlaylists(signal?: AbortSignal): Promise<void> {
  const { playlists } = await getKeptPlaylists(signal);
  keptPlaylists.set(playlists);
}
