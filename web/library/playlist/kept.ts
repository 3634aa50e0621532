/** The playlists that the library keeps, as this tab knows them. */
import type { KeptPlaylists } from '../../../src/server/library-schema.ts';
import { createStore } from '../../shell/store.ts';
import { getKeptPlaylists } from '../api.ts';

/** Playlists; undefined until they are fetched. */
export const kept = createStore<KeptPlaylists['playlists'] | undefined>(undefined);

export async function refreshKept(signal?: AbortSignal): Promise<void> {
  const { playlists } = await getKeptPlaylists(signal);
  kept.set(playlists);
}
