/** Schemas of corrections: labels that people set, undo, export and import. */
import { type Static, Type } from 'typebox';
import { Count, FileNameSchema, JobId, MAX_SONGS_A_LIST, nullable, SongId } from './parts.ts';

const GenreSchema = nullable(Type.String({ minLength: 1, maxLength: 100 }));

export const TaughtSchema = Type.Object(
  {
    by: Type.Union([Type.Literal('you'), Type.Literal('neighbours')], {
      description: '`you`: it was said of this song. `neighbours`: of songs that sound like it.',
    }),
    songs: Type.Integer({ minimum: 1, description: 'Of how many songs it was said.' }),
  },
  { description: 'Why `genre` is another than that of the model.' },
);

export const CorrectionRequestSchema = Type.Object(
  {
    songs: Type.Array(SongId, { minItems: 1, maxItems: MAX_SONGS_A_LIST }),
    genre: Type.Optional(
      Type.Unsafe<string | null>({
        ...GenreSchema,
        description:
          'One of the model or one of your own; null: none of these. Left out: what was said is taken back.',
      }),
    ),
    by: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Who says so; default: which machine.' }),
    ),
  },
  { $id: 'CorrectionRequest', additionalProperties: false },
);

export const CorrectionOutcomeSchema = Type.Object(
  {
    batch: Type.String({ format: 'uuid', description: 'Names what was said, to undo it.' }),
    songs: Type.Integer({ minimum: 0, description: 'Songs that it was said of.' }),
    neighbours: Type.Integer({
      minimum: 0,
      description: 'Songs that sound like them and have another answer now.',
    }),
    unknown: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Of an import: lines that fit no song of this library.' }),
    ),
  },
  { $id: 'CorrectionOutcome' },
);

export const CorrectionPageSchema = Type.Object(
  {
    total: Count,
    offset: Count,
    corrections: Type.Array(
      Type.Object({
        song: SongId,
        file: FileNameSchema,
        title: nullable(Type.String()),
        artist: nullable(Type.String()),
        genre: nullable(Type.String({ description: 'Null: none of these.' })),
        heard: nullable(Type.String({ description: 'The first of the model.' })),
        saidAt: Type.String({ format: 'date-time' }),
        saidBy: Type.String(),
        batch: Type.String({ format: 'uuid' }),
      }),
      { description: 'Latest first.' },
    ),
  },
  { $id: 'CorrectionPage' },
);

export const CorrectionHistorySchema = Type.Object(
  {
    batches: Type.Array(
      Type.Object({
        batch: Type.String({ format: 'uuid' }),
        saidAt: Type.String({ format: 'date-time' }),
        saidBy: Type.String(),
        songs: Count,
        genres: Type.Array(nullable(Type.String()), {
          description: 'Null: none of these. Empty: what was said before was taken back.',
        }),
      }),
      { description: 'Latest first.' },
    ),
  },
  { $id: 'CorrectionHistory' },
);

export const CorrectionParamsSchema = Type.Object({ batch: JobId });
export const CorrectionsExportQuerySchema = Type.Object(
  { format: Type.Union([Type.Literal('csv'), Type.Literal('json')]) },
  { additionalProperties: false },
);

export type CorrectionRequest = Static<typeof CorrectionRequestSchema>;
export type CorrectionOutcome = Static<typeof CorrectionOutcomeSchema>;
export type CorrectionPage = Static<typeof CorrectionPageSchema>;
export type CorrectionHistory = Static<typeof CorrectionHistorySchema>;
