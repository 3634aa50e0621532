import type { Library } from '../store/store.ts';

/** Corrections in force: the last of each content, unless it was undone. */
export function currentCorrections(library: Library) {
  return library
    .selectFrom('corrections')
    .select(['corrections.contentHash', 'corrections.genre', 'corrections.withdrawn'])
    .select(['corrections.saidAt', 'corrections.saidBy', 'corrections.batch'])
    .where('corrections.withdrawn', '=', 0)
    .where('corrections.id', 'in', ({ selectFrom }) =>
      selectFrom('corrections as later')
        .select(({ fn }) => fn.max('later.id').as('id'))
        .groupBy('later.contentHash'),
    );
}
