import { TonearmError } from '../../errors.ts';
import type { FoundSong, Source, SourceInfo, Web } from '../source.ts';

/** A store that lets everybody hear half a minute of its songs: what one does otherwise than the others. */
export interface PreviewStore<Track> {
  readonly card: Pick<SourceInfo, 'name' | 'title' | 'terms' | 'limits'>;
  readonly budget: Source['budget'];
  search(query: string, web: Web): Promise<Track[]>;
  lookUp(id: string, web: Web): Promise<Track | undefined>;
  /** Address of the sound; empty where there is none. */
  previewOf(track: Track): string | undefined;
  describe(track: Track): Omit<FoundSong, 'source' | 'extent'>;
}

/** Songs that cannot be heard are not found. */
export function previewSource<Track>(store: PreviewStore<Track>): Source {
  const { name, title } = store.card;
  const songOf = (track: Track): FoundSong => ({ source: name, extent: 'preview', ...store.describe(track) });
  return {
    info: { ...store.card, extent: 'preview', needs: null },
    budget: store.budget,
    idPattern: /^\d{1,15}$/,
    async search(query, web) {
      return (await store.search(query, web)).filter(store.previewOf).map(songOf);
    },
    async fetch(id, path, web) {
      const track = await store.lookUp(id, web);
      const preview = track && store.previewOf(track);
      if (!preview)
        throw new TonearmError('not-found', `Expected a song of ${title} with a preview, got none.`);
      await web.save(preview, path);
      return songOf(track);
    },
  };
}
