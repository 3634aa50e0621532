import { DatabaseCatalogue } from '../postgres/database-catalogue.ts';
import { dialectOf } from '../store/dialect.ts';
import type { Library } from '../store/store.ts';
import type { Catalogue, CatalogueOptions } from './catalogue.ts';
import { MemoryCatalogue } from './memory-catalogue.ts';

/** Catalogue of a library, not read yet: call `refresh` first. */
export function catalogueOf(library: Library, options: CatalogueOptions = {}): Catalogue {
  return dialectOf(library).listsSongs
    ? new DatabaseCatalogue(library, options)
    : new MemoryCatalogue(library, options);
}

/** Catalogue of a library in its current state. `refresh` then costs what changed. */
export async function openCatalogue(library: Library, options: CatalogueOptions = {}): Promise<Catalogue> {
  const catalogue = catalogueOf(library, options);
  await catalogue.refresh();
  return catalogue;
}
