/** Types, names and values of a song's columns, as they follow from the table of columns. */
import type { DescribedSong } from '../../jobs/described-song.ts';
import type { Kind, Scalar } from './column-kinds.ts';
import { COLUMNS, type Column } from './columns.ts';

type Columns = typeof COLUMNS;
export type ColumnName = keyof Columns;
type ValueOf<Name extends ColumnName> = Columns[Name] extends Column<infer Value, Scalar> ? Value : never;
type StoredOf<Name extends ColumnName> = Columns[Name] extends Column<unknown, infer Stored> ? Stored : never;

/** Columns of a song as the code and the API know them. */
export type SongColumns = { readonly [Name in ColumnName]: ValueOf<Name> };
/** Values as SQLite stores them; null if the song failed, or was analysed before the column existed. */
export type StoredColumns = { readonly [Name in ColumnName]: StoredOf<Name> | null };

/** Values by the deprecated names of their columns. */
export type ColumnAliases = {
  readonly [Name in ColumnName as AliasOf<Columns[Name]>]: ValueOf<Name>;
};
type AliasOf<Described> = Described extends { readonly aliases: readonly (infer Alias extends string)[] }
  ? Alias
  : never;

/** Columns held in memory. */
export type TableColumn = {
  [Name in ColumnName]: Columns[Name] extends { inTables: true } ? Name : never;
}[ColumnName];
/** Columns in memory with values of a type. */
type TableColumnOf<Type> = { [Name in TableColumn]: ValueOf<Name> extends Type ? Name : never }[TableColumn];
export type NumberColumn = TableColumnOf<number | null>;
export type TextColumn = TableColumnOf<string | null>;

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];
export const TABLE_COLUMNS = COLUMN_NAMES.filter((name) => columnOf(name).inTables) as readonly TableColumn[];
export const NUMBER_COLUMNS = tableColumnsOf('number') as readonly NumberColumn[];
export const TEXT_COLUMNS = tableColumnsOf('text') as readonly TextColumn[];

/** Version of the stored values: with another version, songs are analysed anew. */
export const ANALYSIS_VERSION = Math.max(...COLUMN_NAMES.map((name) => columnOf(name).since ?? 1));

export function columnOf(name: ColumnName): Column {
  return COLUMNS[name];
}

/** Column values of an analysed song. */
export function storedColumns(song: DescribedSong): StoredColumns {
  return fromNames(COLUMN_NAMES, (name) => {
    const { kind, of } = columnOf(name);
    return kind.toStored(of(song));
  }) as StoredColumns;
}

/** Reads some columns of a stored song. */
export function readColumns<Name extends ColumnName>(
  stored: Pick<StoredColumns, Name>,
  names: readonly Name[],
): Pick<SongColumns, Name> {
  return fromNames(names, (name) => columnOf(name).kind.fromStored(stored[name])) as Pick<SongColumns, Name>;
}

function tableColumnsOf(type: Kind['holds']): readonly TableColumn[] {
  return TABLE_COLUMNS.filter((name) => columnOf(name).kind.holds === type);
}

/** Builds an object by name, in a loop: a list of pairs would cost too much at a hundred thousand songs. */
function fromNames<Name extends string>(names: readonly Name[], of: (name: Name) => unknown) {
  const made: Record<string, unknown> = {};
  for (const name of names) made[name] = of(name);
  return made;
}
