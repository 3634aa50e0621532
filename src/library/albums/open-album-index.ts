import type { Catalogue } from '../catalogue/catalogue.ts';
import { perRevisionInTurn } from '../per-revision.ts';
import { DatabaseAlbumIndex } from '../postgres/albums/database-album-index.ts';
import { indexChanges } from '../postgres/albums/index-changes.ts';
import { areAllBelow } from '../postgres/list/scope.ts';
import { dialectOf } from '../store/dialect.ts';
import type { AlbumIndex } from './album-index.ts';
import { indexSongs } from './index-songs.ts';
import { MemoryAlbumIndex } from './memory-album-index.ts';

/** Brought up to date after changes alone. Call `refresh` first. Of a part of a database they are in memory, too. */
export const albumIndexOf = perRevisionInTurn(async (catalogue: Catalogue): Promise<AlbumIndex> => {
  const { library, folders } = catalogue;
  if (!dialectOf(library).listsSongs || !(await areAllBelow(library, folders)))
    return new MemoryAlbumIndex(await indexSongs(catalogue));
  await indexChanges(library);
  return new DatabaseAlbumIndex(library);
});
