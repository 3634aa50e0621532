import type { Catalogue } from '../catalogue/catalogue.ts';
import { perRevisionInTurn } from '../per-revision.ts';
import { areAllBelow } from '../postgres/list/scope.ts';
import { DatabaseShelves } from '../postgres/shelves/database-shelves.ts';
import { shelveChanges } from '../postgres/shelves/shelve-changes.ts';
import { dialectOf } from '../store/dialect.ts';
import { shelved } from './filling.ts';
import { MemoryShelves } from './memory-shelves.ts';
import type { Shelves } from './shelves.ts';

/** Brought up to date after changes alone. Call `refresh` first. Of a part of a database they are in memory, too. */
export const shelvesOf = perRevisionInTurn(async (catalogue: Catalogue): Promise<Shelves> => {
  const { library, folders } = catalogue;
  if (!dialectOf(library).listsSongs || !(await areAllBelow(library, folders)))
    return new MemoryShelves(await shelved(catalogue));
  await shelveChanges(library);
  return new DatabaseShelves(library);
});
