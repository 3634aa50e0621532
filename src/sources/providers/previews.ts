import { TonearmError } from '../../errors.ts';
import { isRefused } from '../safe-fetch.ts';
import type { FoundSong, Source, SourceInfo, Web } from '../source.ts';

/** Store with public previews of half a minute: how it differs from the others. */
export interface PreviewStore<Track> {
  readonly card: Pick<SourceInfo, 'name' | 'title' | 'terms' | 'limits'>;
  readonly budget: Source['budget'];
  readonly busyStatuses?: Source['busyStatuses'];
  search(query: string, web: Web): Promise<Track[]>;
  lookUp(id: string, web: Web): Promise<Track | undefined>;
  /** Address of the preview; undefined without one. */
  previewOf(track: Track): string | undefined;
  describe(track: Track): Omit<FoundSong, 'source' | 'extent'>;
}

/** Source of previews; songs without one are not found. */
export function previewSource<Track>(store: PreviewStore<Track>): Source {
  const { name, title } = store.card;
  const songOf = (track: Track): FoundSong => ({ source: name, extent: 'preview', ...store.describe(track) });
  return {
    info: { ...store.card, extent: 'preview', needs: null },
    budget: store.budget,
    busyStatuses: store.busyStatuses,
    idPattern: /^\d{1,15}$/,
    async search(query, web) {
      return (await store.search(query, web)).filter(store.previewOf).map(songOf);
    },
    async fetch(id, path, web) {
      const track = await store.lookUp(id, web);
      const preview = track && store.previewOf(track);
      if (!preview)
        throw new TonearmError('not-found', `Expected a song of ${title} with a preview, got none.`);
      await web.save(preview, path).catch((error) => {
        throw isRefused(error) ? expired(title, error) : error;
      });
      return songOf(track);
    },
  };
}

function expired(title: string, cause: unknown): TonearmError {
  const message = `The preview of this song at ${title} has expired or is gone. Search for it again, or take it from another source.`;
  return new TonearmError('not-found', message, { cause });
}
