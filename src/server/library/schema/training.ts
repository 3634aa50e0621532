/** Schemas of a library's own models. */
import { type Static, Type } from 'typebox';
import { Count, JobId, nullable, Share } from './parts.ts';

const MeasuredSchema = Type.Object(
  { value: Share, low: Share, high: Share },
  { description: 'A share, and its interval of 95 % (Wilson).' },
);

const ModelId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' });

const FiguresSchema = Type.Object({
  songs: Count,
  artists: Count,
  genres: Type.Array(Type.String()),
  before: Type.Unsafe<Static<typeof MeasuredSchema>>({
    ...MeasuredSchema,
    description: 'Right answers of the model that these songs were analysed with; it never saw the labels.',
  }),
  after: Type.Unsafe<Static<typeof MeasuredSchema>>({
    ...MeasuredSchema,
    description: 'Right answers of the new one on artists that it had not met.',
  }),
  protocol: Type.String(),
});

const STAGES = ['listening', 'measuring', 'learning'] as const;
const Stage = Type.Unsafe<(typeof STAGES)[number]>({ type: 'string', enum: [...STAGES] });

/** Schema of event `progress`. */
export const TrainingProgressSchema = Type.Object(
  { stage: Stage, done: Type.Number({ minimum: 0, maximum: 1, description: 'Of the stage.' }) },
  { $id: 'TrainingProgress' },
);

/** Schema of event `done`. */
export const TrainingDoneSchema = Type.Object(
  { id: ModelId, figures: FiguresSchema },
  { $id: 'TrainingDone' },
);

export const TrainingSchema = Type.Object(
  {
    genres: Type.Array(Type.Object({ genre: Type.String(), songs: Count }), {
      description: 'What would be learned, most songs first.',
    }),
    left: Type.Array(Type.Object({ genre: Type.String(), songs: Count, artists: Count }), {
      description: 'Genres with too few songs, or songs of too few artists.',
    }),
    job: nullable(Type.Object({ id: JobId, stage: Stage, done: Share })),
    models: Type.Array(
      Type.Object({ id: ModelId, madeAt: Type.String({ format: 'date-time' }), figures: FiguresSchema }),
      {
        description: 'Latest first.',
      },
    ),
    inUse: nullable(ModelId),
  },
  { $id: 'Training' },
);

export const TrainingQuerySchema = Type.Object(
  { tags: Type.Optional(Type.Boolean({ description: 'Also what tags say; default true.' })) },
  { additionalProperties: false },
);

export const TrainingRequestSchema = Type.Object(
  { tags: Type.Optional(Type.Boolean({ description: 'Learn also what tags say; default true.' })) },
  { $id: 'TrainingRequest', additionalProperties: false },
);

export const ModelChoiceSchema = Type.Object(
  { model: nullable(ModelId) },
  { $id: 'ModelChoice', additionalProperties: false },
);

export type TrainingProgressEvent = Static<typeof TrainingProgressSchema>;
export type TrainingDoneEvent = Static<typeof TrainingDoneSchema>;
export type Training = Static<typeof TrainingSchema>;
