/** API fields of a song's columns, and filters and sorts of lists, from the table of columns. */
import { type TOptional, type TUnsafe, Type } from 'typebox';
import { type ColumnFilter, FILTERED_TEXTS } from '../../../library/catalogue/column-filter.ts';
import {
  COLUMN_NAMES,
  type ColumnAliases,
  columnOf,
  NUMBER_COLUMNS,
  type SongColumns,
} from '../../../library/columns/song-columns.ts';
import { Name } from './parts.ts';

type Fields = SongColumns & ColumnAliases;

const MAX_TEXT = 500;
const MAX_TEXTS = 20;
const WHOLE_TEXT = Type.String({ maxLength: MAX_TEXT });

/** Schema field of each column, and of each of its deprecated names. */
export const COLUMN_FIELDS = Object.fromEntries(
  COLUMN_NAMES.flatMap((name) => {
    const { kind, description, aliases = [] } = columnOf(name);
    const older = aliases.map((alias) => {
      const says = {
        description: `The older name of \`${name}\`; the next version is without.`,
        deprecated: true,
      };
      return [alias, Type.Unsafe({ ...kind.schema, ...says })];
    });
    return [[name, Type.Unsafe({ ...kind.schema, description })], ...older];
  }),
) as { [Name in keyof Fields]: TUnsafe<Fields[Name]> };

/** Fields of a song. */
export function columnFields(song: SongColumns): Fields {
  const fields: Record<string, unknown> = {};
  for (const name of COLUMN_NAMES) {
    fields[name] = song[name];
    for (const alias of columnOf(name).aliases ?? []) fields[alias] = song[name];
  }
  return fields as unknown as Fields;
}

/** Filters by column: minimum and maximum of each number, and each text as a whole, or several. */
export const COLUMN_FILTERS = {
  ...Object.fromEntries(
    NUMBER_COLUMNS.flatMap((name) => [
      [`${name}Min`, Type.Optional(Type.Number({ description: `\`${name}\` of so much or more.` }))],
      [`${name}Max`, Type.Optional(Type.Number({ description: `\`${name}\` of so much or less.` }))],
    ]),
  ),
  ...Object.fromEntries(
    FILTERED_TEXTS.map((name) => {
      const description = 'The whole text, whatever the case, or any of several.';
      const texts = Type.Array(WHOLE_TEXT, { maxItems: MAX_TEXTS });
      return [name, Type.Optional(Type.Union([WHOLE_TEXT, texts], { description }))];
    }),
  ),
} as unknown as { [Name in keyof ColumnFilter]-?: TOptional<TUnsafe<NonNullable<ColumnFilter[Name]>>> };

/** Filters besides those by column. */
export const CHOSEN = {
  excludedGenres: Type.Optional(
    Type.Array(Name, { maxItems: MAX_TEXTS, description: 'None of these; songs of no genre pass.' }),
  ),
  excludedFolders: Type.Optional(
    Type.Array(Name, { maxItems: MAX_TEXTS, description: 'In no folder of these names, at any depth.' }),
  ),
  words: Type.Optional(
    Type.Array(Name, { maxItems: MAX_TEXTS, description: 'Any of these is said of the song.' }),
  ),
  addedDays: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100_000, description: 'A scan first met it within so many days.' }),
  ),
};
