/** Kinds of column values: each is stored, serialised and exported in one way, stated here. */
import type { SchemaElement } from 'hyparquet';
import type { RankedGenre } from '../../classify/prediction.ts';

/** Value of a column in SQLite or a CSV cell. */
export type Scalar = string | number;

export interface Kind<Value = unknown, Stored extends Scalar = Scalar> {
  readonly holds: 'text' | 'number' | 'flag' | 'list';
  /** Column type in SQLite. */
  readonly sql: 'text' | 'integer' | 'real';
  /** JSON schema of the value in the API. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Parquet schema below the column's own element; a leaf has nothing below. */
  readonly parquet: { readonly own: ParquetType; readonly below?: readonly SchemaElement[] };
  /** Whether a song may lack the value, which then is null. */
  readonly isOptional: boolean;
  toStored(value: Value): Stored | null;
  fromStored(stored: Stored | null): Value;
  /** Lists are joined by `; `. */
  toCell(value: Value): Scalar;
}

type ParquetType = Omit<SchemaElement, 'name' | 'repetition_type'>;

const UTF8 = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const DOUBLE = { type: 'DOUBLE' } as const;

export const TEXT: Kind<string, string> = {
  ...kept<string>('text', 'text'),
  schema: { type: 'string' },
  parquet: { own: UTF8 },
};

export const WHOLE: Kind<number, number> = {
  ...kept<number>('number', 'integer'),
  schema: { type: 'integer' },
  parquet: { own: { type: 'INT32' } },
};

/** Kind of times: ISO 8601 for people and programs, stored as milliseconds since 1970. */
export const MOMENT: Kind<string, number> = {
  holds: 'text',
  sql: 'real',
  schema: { type: 'string', format: 'date-time' },
  parquet: { own: UTF8 },
  isOptional: false,
  toStored: Date.parse,
  fromStored: (stored) => new Date(stored as number).toISOString(),
  toCell: (moment) => moment,
};

/** Kind of booleans. */
export const FLAG: Kind<boolean, number> = {
  holds: 'flag',
  sql: 'integer',
  schema: { type: 'boolean' },
  parquet: { own: { type: 'BOOLEAN' } },
  isOptional: false,
  toStored: Number,
  fromStored: (stored) => stored === 1,
  toCell: String,
};

export const TEXTS: Kind<readonly string[], string> = {
  ...list<string>({ type: 'string' }, [required('element', UTF8)]),
  toCell: (texts) => texts.join('; '),
};

export const RANKING: Kind<readonly RankedGenre[], string> = {
  ...list<RankedGenre>(
    {
      type: 'object',
      required: ['genre', 'probability'],
      properties: { genre: { type: 'string' }, probability: { type: 'number', minimum: 0, maximum: 1 } },
    },
    [required('element', { num_children: 2 }), required('genre', UTF8), required('probability', DOUBLE)],
  ),
  toCell: (ranking) => ranking.map(({ genre, probability }) => `${genre} ${probability}`).join('; '),
};

/** Kind of numbers within limits, both included. */
export function number(limits: {
  readonly minimum?: number;
  readonly maximum?: number;
}): Kind<number, number> {
  return {
    ...kept<number>('number', 'real'),
    schema: { type: 'number', ...limits },
    parquet: { own: DOUBLE },
  };
}

/** Kind of shares, 0..1. */
export const SHARE = number({ minimum: 0, maximum: 1 });

/** Nullable kind: a file's tags may lack the value, or the song was analysed before the column existed. */
export function optional<Value, Stored extends Scalar>(
  kind: Kind<Value, Stored>,
): Kind<Value | null, Stored> {
  return {
    ...kind,
    isOptional: true,
    schema: { anyOf: [kind.schema, { type: 'null' }] },
    toStored: (value) => (value === null ? null : kind.toStored(value)),
    fromStored: (stored) => (stored === null ? null : kind.fromStored(stored)),
    toCell: (value) => (value === null ? '' : kind.toCell(value)),
  };
}

/** Schema elements of a column in Parquet. */
export function parquetElements(
  name: string,
  { parquet: { own, below = [] }, isOptional }: Pick<Kind, 'parquet' | 'isOptional'>,
): SchemaElement[] {
  return [{ name, repetition_type: isOptional ? 'OPTIONAL' : 'REQUIRED', ...own }, ...below];
}

/** Parquet schema of a list. */
export function parquetList(element: readonly SchemaElement[]): Kind['parquet'] {
  return {
    own: { num_children: 1, converted_type: 'LIST' },
    below: [{ name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...element],
  };
}

export function required(name: string, type: ParquetType): SchemaElement {
  return { name, repetition_type: 'REQUIRED', ...type };
}

/** Kind of values that are stored as they are. */
function kept<Value extends Scalar>(holds: Kind['holds'], sql: Kind['sql']) {
  return {
    holds,
    sql,
    isOptional: false,
    toStored: (value: Value) => value,
    fromStored: (stored: Value | null) => stored as Value,
    toCell: (value: Value) => value,
  };
}

/** Kind of values that are stored as JSON. */
function list<Item>(items: object, element: readonly SchemaElement[]) {
  return {
    holds: 'list' as const,
    sql: 'text' as const,
    schema: { type: 'array', items },
    parquet: parquetList(element),
    isOptional: false,
    toStored: (value: readonly Item[]) => JSON.stringify(value),
    fromStored: (stored: string | null): readonly Item[] => (stored === null ? [] : JSON.parse(stored)),
  };
}
