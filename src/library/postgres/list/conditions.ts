/** Song filters as conditions on the list: the counterpart of `../../song-filter.ts` for entries in memory. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { FILTERED_TEXTS } from '../../catalogue/column-filter.ts';
import { daysAgo, type SongFilter } from '../../catalogue/song-filter.ts';
import { snakeCase } from '../../columns/names.ts';
import { NUMBER_COLUMNS } from '../../columns/song-columns.ts';
import { fold, foldedWords } from '../../fold.ts';

export type Sql = RawBuilder<SqlBool>;

/** Range of a column, both ends included. */
export interface NumberRange {
  readonly column: string;
  readonly least: number;
  readonly most: number;
}

/** Conjunction of conditions; true without any. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

export function listConditions(filter: SongFilter): Sql[] {
  const { ids, genres, excludedGenres, excludedFolders, words, addedDays, sure, disagrees } = filter;
  const { artist, text } = filter;
  return [
    ...given(ids, (wanted) => sql`song_id = any(${[...wanted]}::bigint[])`),
    ...given(genres, (wanted) => sql`within && ${[...wanted]}::text[]`),
    ...given(excludedGenres, (unwanted) => sql`not within && ${[...unwanted]}::text[]`),
    ...given(excludedFolders, (unwanted) => sql`not folders && ${unwanted.map(fold)}::text[]`),
    ...given(addedDays, (days) => sql`added_at >= ${Date.parse(daysAgo(days))}::double precision`),
    ...given(words, (wanted) => sql`words && ${wanted.map(fold)}::text[]`),
    ...given(sure, (wanted) => sql`unsure = ${!wanted}`),
    ...given(disagrees, (wanted) => (wanted ? sql`surprise is not null` : sql`surprise is null`)),
    ...numberRanges(filter).map(within),
    ...FILTERED_TEXTS.flatMap((name) =>
      given(filter[name], (wanted) => {
        const texts = (typeof wanted === 'string' ? [wanted] : wanted).map(fold);
        return sql`${sql.ref(snakeCase(name))} = any(${texts}::text[])`;
      }),
    ),
    ...foldedWords(text ?? '').map((word) => containing(sql`search`, word)),
    ...given(artist, (name) => sql`(artist = ${fold(name)} or album_artist = ${fold(name)})`),
  ];
}

/** Whether a folded word stands somewhere in a folded text. */
export function containing(text: RawBuilder<unknown>, word: string): Sql {
  return sql`${text} like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`;
}

/** Ranges of numbers that a filter asks for. */
export function numberRanges(filter: SongFilter): NumberRange[] {
  const asked: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['beatsPerMinute', filter.tempoMin, filter.tempoMax],
    ...NUMBER_COLUMNS.map(
      (name) => [name, filter[`${name}Min` as const], filter[`${name}Max` as const]] as const,
    ),
  ];
  return asked.flatMap(([name, least = -Infinity, most = Infinity]) =>
    least === -Infinity && most === Infinity ? [] : [{ column: snakeCase(name), least, most }],
  );
}

/** Whether a row's number lies in a range. */
export function within({ column, least, most }: NumberRange): Sql {
  return sql`${sql.ref(column)} between ${bound(least)} and ${bound(most)}`;
}

/** Bound of a range as SQL; infinity has a spelling of its own. */
export function bound(value: number): RawBuilder<number> {
  const text = Number.isFinite(value) ? String(value) : value > 0 ? 'Infinity' : '-Infinity';
  return sql`${text}::double precision`;
}

function given<T>(value: T | undefined, condition: (value: T) => Sql): Sql[] {
  return value === undefined ? [] : [condition(value)];
}
