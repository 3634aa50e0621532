/** Filters by column that a query accepts, from the table of columns. */

import { NUMBER_COLUMNS, type NumberColumn, TEXT_COLUMNS, type TextColumn } from '../columns/song-columns.ts';
import { fold } from '../fold.ts';
import type { Entry } from '../songs/entry.ts';

/**
 * Text filters with semantics of their own: any of several genres, the album's artist too, days since the
 * song was added.
 */
const OWN_FILTERS = ['genre', 'artist', 'addedAt'] as const satisfies readonly TextColumn[];

export type FilteredText = Exclude<TextColumn, (typeof OWN_FILTERS)[number]>;

export const FILTERED_TEXTS = TEXT_COLUMNS.filter(
  (name) => !OWN_FILTERS.some((own) => own === name),
) as readonly FilteredText[];

/** Range filters of numbers, both ends included; songs without the value do not pass. */
type Ranges = {
  readonly [Name in `${NumberColumn}${'Min' | 'Max'}`]?: number;
};

/** Exact text filters, case-insensitive: one text, or any of several. */
type Texts = { readonly [Name in FilteredText]?: string | readonly string[] };

export interface ColumnFilter extends Ranges, Texts {}

export type Condition = (entry: Entry) => boolean;

export function columnConditions(filter: ColumnFilter): Condition[] {
  const ranges = NUMBER_COLUMNS.flatMap((name): Condition[] => {
    const { [`${name}Min` as const]: least = -Infinity, [`${name}Max` as const]: most = Infinity } = filter;
    if (least === -Infinity && most === Infinity) return [];
    return [({ [name]: value }) => value !== null && value >= least && value <= most];
  });
  const texts = FILTERED_TEXTS.flatMap((name): Condition[] => {
    const wanted = filter[name];
    if (wanted === undefined) return [];
    const texts = new Set((typeof wanted === 'string' ? [wanted] : wanted).map(fold));
    return [({ [name]: value }) => value !== null && texts.has(fold(value))];
  });
  return [...ranges, ...texts];
}

/** Whether a name equals the filter's, case-insensitive. */
export function isNamed(name: string | null, wanted: string): boolean {
  return name !== null && fold(name) === fold(wanted);
}
