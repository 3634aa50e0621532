/** Schemas of tags: planned, written, undone. */
import { type Static, Type } from 'typebox';
import { MAX_TEMPLATE } from '../../../description/comment-template.ts';
import { Count, FileNameSchema, JobId, Name, nullable, SongId } from './parts.ts';

/** Maximum number of files in a plan that decodes them, as one waits. */
export const MAX_MEASURED = 200;

export const TagPlanRequestSchema = Type.Object(
  {
    songs: Type.Optional(Type.Array(SongId, { maxItems: 100_000, description: 'Default: all.' })),
    only: Type.Union([Type.Literal('empty'), Type.Literal('all')], {
      description: '`empty`: files whose tags name no genre.',
    }),
    sureOnly: Type.Boolean({ description: 'Songs with a claim alone.' }),
    tempo: Type.Boolean({ description: 'Write beats a minute too, where they are sure.' }),
    genre: Type.Optional(
      Type.Boolean({ description: 'Default: true. False: the genre stays, and need not be sure.' }),
    ),
    key: Type.Optional(
      Type.Union([Type.Literal('letters'), Type.Literal('camelot')], {
        description: 'Write the key too where it is sure, as Am or as 8A.',
      }),
    ),
    mood: Type.Optional(Type.Boolean({ description: 'Write the mood too where it is not hard to say.' })),
    comment: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: MAX_TEMPLATE,
        description:
          'Write a comment too where all that it names is known: {key}, {camelot}, {tempo}, {energy}, {mood}.',
      }),
    ),
    replayGain: Type.Optional(
      Type.Boolean({
        description: `Write nothing of the above but how loud each file and its album is, from all of their sound. For ${MAX_MEASURED} songs at most.`,
      }),
    ),
    atLeast: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'Songs of this confidence or more.' }),
    ),
    several: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Not the first genre alone: each of this probability or more.',
      }),
    ),
    names: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Array(Name, { maxItems: 10 }), {
        description: 'Names of the user for our genres, such as {"hiphop": ["Hip-Hop", "Urban"]}.',
      }),
    ),
  },
  { $id: 'TagPlanRequest', additionalProperties: false },
);

const TagValuesSchema = Type.Object({
  genres: Type.Array(Type.String()),
  tempo: nullable(Type.Number()),
  texts: Type.Record(Type.String(), Type.String(), {
    description: 'By name as in Vorbis comments: INITIALKEY, MOOD, COMMENT, REPLAYGAIN_TRACK_GAIN and so on.',
  }),
});

export const TagPlanSchema = Type.Object(
  {
    id: JobId,
    total: Type.Integer({ minimum: 0, description: 'Changes of the whole plan.' }),
    offset: Count,
    changes: Type.Array(
      Type.Object({ song: SongId, file: FileNameSchema, before: TagValuesSchema, after: TagValuesSchema }),
    ),
    skipped: Type.Array(Type.Object({ reason: Type.String(), files: Count }), {
      description: 'Files that stay as they are, and why.',
    }),
  },
  { $id: 'TagPlan' },
);

/** Schema of event `progress` while tags are written or undone. */
export const TagProgressSchema = Type.Object({ done: Count, total: Count }, { $id: 'TagProgress' });

/** Schema of event `done` after tags were written or undone. */
export const TagDoneSchema = Type.Object(
  {
    journal: Type.String({ description: 'Names these changes, to take them back.' }),
    written: Type.Integer({ minimum: 0, description: 'Files that were changed.' }),
    stopped: Type.Boolean({ description: 'True: it was called off before the end.' }),
    failed: Type.Array(Type.Object({ file: FileNameSchema, code: Type.String(), message: Type.String() }), {
      description: 'Files left as they were.',
    }),
  },
  { $id: 'TagDone' },
);

export const TagUndoRequestSchema = Type.Object(
  { journal: Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,100}$', description: 'See the journal.' }) },
  { $id: 'TagUndoRequest', additionalProperties: false },
);

export const TagJournalSchema = Type.Object(
  {
    entries: Type.Array(
      Type.Object({
        id: Type.String(),
        time: Type.String({ format: 'date-time' }),
        files: Count,
        undone: Type.Boolean(),
      }),
      { description: 'Latest first.' },
    ),
  },
  { $id: 'TagJournal' },
);

export const TagJournalDetailSchema = Type.Object(
  {
    id: Type.String(),
    time: Type.String({ format: 'date-time' }),
    total: Count,
    offset: Count,
    changes: Type.Array(
      Type.Object({
        song: SongId,
        file: FileNameSchema,
        before: TagValuesSchema,
        after: TagValuesSchema,
        undone: Type.Boolean({ description: 'True: this file was taken back.' }),
      }),
    ),
  },
  { $id: 'TagJournalDetail' },
);

export const JournalParamsSchema = Type.Object({
  journal: Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,100}$' }),
});

export type TagJournalDetail = Static<typeof TagJournalDetailSchema>;
export type TagPlanRequest = Static<typeof TagPlanRequestSchema>;
export type TagPlan = Static<typeof TagPlanSchema>;
export type TagProgressEvent = Static<typeof TagProgressSchema>;
export type TagDoneEvent = Static<typeof TagDoneSchema>;
export type TagUndoRequest = Static<typeof TagUndoRequestSchema>;
export type TagJournal = Static<typeof TagJournalSchema>;
