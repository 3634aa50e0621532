/** Schemas shared by several answers of the library. */
import { type Static, type TSchema, Type } from 'typebox';

export const MAX_SONGS_A_PAGE = 500;
export const MAX_SONGS_A_LIST = 10_000;
export const MAX_OFFSET = 10_000_000;

export const Share = Type.Number({ minimum: 0, maximum: 1 });
export const Seconds = Type.Number({ minimum: 0 });
export const Count = Type.Integer({ minimum: 0 });
export const SongId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const JobId = Type.String({ format: 'uuid' });
export const Name = Type.String({ minLength: 1, maxLength: 200 });
export const Tempo = Type.Number({ minimum: 0, maximum: 1000, description: 'Beats a minute.' });
export const Seed = Type.Integer({
  minimum: 0,
  maximum: 2 ** 32 - 1,
  description: 'The same seed, the same list.',
});

export const Limit = Type.Integer({ minimum: 1, maximum: MAX_SONGS_A_PAGE, default: 100 });
export const Offset = Type.Integer({ minimum: 0, maximum: MAX_OFFSET, default: 0 });

export const FileNameSchema = Type.Object({
  name: Type.String({ description: 'Below the folder, parts joined by `/`.' }),
  folder: Count,
});

export type FileName = Static<typeof FileNameSchema>;

export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
