import type { Library } from '../store.ts';

/** What holds today: of each content what was said last, unless that was taken back. */
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
