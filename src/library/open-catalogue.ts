import type { Catalogue, CatalogueOptions } from './catalogue.ts';
import { dialectOf } from './dialect.ts';
import { MemoryCatalogue } from './memory-catalogue.ts';
import { DatabaseCatalogue } from './postgres/database-catalogue.ts';
import type { Library } from './store.ts';

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
