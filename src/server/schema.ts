/**
 * Schemas of the HTTP interface: validators, the OpenAPI document and the types come from here. The page
 * imports the types alone.
 */
import { type Static, Type } from 'typebox';
import { DEFAULT_PASSAGES } from '../analysis/passages.ts';
import { WARNING_CODES, type Warning } from '../audio/warning.ts';
import { DescriptionSchema } from './description-schema.ts';
import { SearchAnswerSchema, SongAddressSchema, SourceListSchema } from './sources-schema.ts';

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Seconds = Type.Number({ minimum: 0 });
const Milliseconds = Type.Number({ minimum: 0 });

const RankedGenreSchema = Type.Object({
  genre: Type.String(),
  probability: Share,
});

const RankingSchema = Type.Array(RankedGenreSchema, {
  description:
    'Every genre, most probable first, summing to 1; of a model of several genres a song each for itself.',
});

const SegmentSchema = Type.Object({ startSeconds: Seconds, endSeconds: Seconds, ranking: RankingSchema });

export const PredictionSchema = Type.Object(
  {
    genre: Type.String({
      description:
        'First of the ranking; where that is not sure, a parent of genres (`electronic` of `electronic/house`) that is.',
    }),
    confidence: Type.Number({ minimum: 0, maximum: 1, description: 'Calibrated probability of `genre`.' }),
    unsure: Type.Boolean({ description: 'True: read the ranking, `genre` is no claim.' }),
    outside: Type.Boolean({
      description: 'True: the song seems to be of none of the genres; `unsure` then is, too.',
    }),
    ranking: RankingSchema,
    parents: Type.Optional(
      Type.Array(RankedGenreSchema, {
        description:
          'Of genres with levels: their parents, most probable first, each as all that lies below it together.',
      }),
    ),
    genres: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Of a model of several genres a song: all that are sure enough, most probable first.',
      }),
    ),
    segments: Type.Array(SegmentSchema, { description: 'The course along the song, in order of time.' }),
    description: Type.Optional(DescriptionSchema),
    durationSeconds: Seconds,
    analysedSeconds: Type.Optional(
      Type.Number({ minimum: 0, description: 'Where only passages of the song were analysed.' }),
    ),
    heardSeconds: Type.Optional(
      Type.Number({ minimum: 0, deprecated: true, description: 'Equals `analysedSeconds`.' }),
    ),
    model: Type.Object({ name: Type.String(), version: Type.String() }),
    warnings: Type.Array(
      Type.Object({
        code: Type.Unsafe<Warning['code']>(Type.Union(WARNING_CODES.map((code) => Type.Literal(code)))),
        message: Type.String({ description: 'For people.' }),
      }),
    ),
    timings: Type.Object({
      decodeMs: Milliseconds,
      resampleMs: Milliseconds,
      featuresMs: Milliseconds,
      modelMs: Milliseconds,
      totalMs: Milliseconds,
    }),
  },
  { $id: 'Prediction' },
);

/** Schema of event `progress` of a classification as an event stream. */
const ProgressEventSchema = Type.Object(
  {
    stage: Type.Union([Type.Literal('waiting'), Type.Literal('fetching'), Type.Literal('listening')], {
      description: '`fetching`: a song from elsewhere is on its way.',
    }),
    secondsDone: Type.Number({ minimum: 0, description: 'Seconds of the song heard so far.' }),
    fractionDone: Share,
    segment: Type.Optional(SegmentSchema),
  },
  { $id: 'ProgressEvent', description: '`segment`: what the model says of the part of the song just heard.' },
);

/** Schema of a problem (RFC 9457). */
const ProblemSchema = Type.Object(
  {
    type: Type.String({ description: 'A name for the kind of problem, as a URI.' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'For people: what was expected and what came.' }),
    code: Type.String({ description: 'For programs.' }),
    instance: Type.String({ description: 'This request, as the log of the server names it.' }),
  },
  { $id: 'Problem' },
);

const FigureSchema = Type.Object({
  measure: Type.String(),
  value: Type.Number(),
  spread: Type.Number(),
  spreadOf: Type.String(),
  n: Type.Integer({ description: 'Tracks.' }),
  protocol: Type.String(),
  data: Type.String(),
});

const ModelCardSchema = Type.Object({
  name: Type.String(),
  version: Type.String(),
  description: Type.String(),
  genres: Type.Array(Type.String()),
  segments: Type.Object({ seconds: Seconds, hopSeconds: Seconds }),
  unsureBelow: Share,
  sureness: Type.Union([Type.Literal('confidence'), Type.Literal('agreement'), Type.Literal('overall')], {
    description:
      'What is compared with unsureBelow: the first probability, 1 less the entropy of all over the largest that they could have, or the first probability times that of the song being of one of the genres.',
  }),
  trainedOn: Type.String(),
  license: Type.String(),
  figures: Type.Array(FigureSchema, { description: 'Measured, each with protocol, n and spread.' }),
  bytes: Type.Integer(),
  url: Type.String({ description: 'The model file, for engines that run it themselves.' }),
  reportUrl: Type.Optional(
    Type.String({
      description: 'Its evaluation, as `tonearm evaluate --report` writes it; not all have one.',
    }),
  ),
  madeAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'Of a model that was made of this server’s library.' }),
  ),
});

const ModelListSchema = Type.Object(
  {
    default: Type.Union([Type.String(), Type.Null()], { description: 'Used where a request names none.' }),
    models: Type.Array(ModelCardSchema),
    unavailable: Type.Array(
      Type.Object({ file: Type.String(), code: Type.String(), message: Type.String() }),
      {
        description: 'Model files that this server could not use.',
      },
    ),
  },
  { $id: 'ModelList' },
);

const HealthSchema = Type.Object(
  {
    status: Type.Union([Type.Literal('ok'), Type.Literal('degraded')], {
      description: '`degraded`: there is no model to classify with.',
    }),
    version: Type.String(),
    uptimeSeconds: Seconds,
    workers: Type.Object({ total: Type.Integer(), busy: Type.Integer() }),
    queue: Type.Object({ waiting: Type.Integer(), limit: Type.Integer() }),
    memory: Type.Object(
      { residentBytes: Type.Integer() },
      { description: 'Of the server’s own process; its workers are not counted.' },
    ),
    models: Type.Object({
      usable: Type.Integer(),
      unusable: Type.Integer(),
      default: Type.Union([Type.String(), Type.Null()]),
    }),
    library: Type.Union(
      [
        Type.Object({
          songs: Type.Integer(),
          scanning: Type.Boolean(),
          waiting: Type.Integer({
            description: 'Songs that an older version heard and that wait to be analysed anew.',
          }),
          lacks: Type.Array(Type.String(), {
            description: 'What its database lacks that makes answers quick, in words that say what to do.',
          }),
        }),
        Type.Null(),
      ],
      {
        description: 'Null on a server without one.',
      },
    ),
  },
  { $id: 'Health' },
);

export const ClassificationQuerySchema = Type.Object(
  {
    model: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Name of a model; see `/api/models`.' }),
    ),
    passages: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        default: DEFAULT_PASSAGES,
        description: 'Half minutes to hear of a song that is longer, spread evenly over it.',
      }),
    ),
    describe: Type.Optional(
      Type.Boolean({ description: 'Also tell what the song is like: `description` of the answer.' }),
    ),
    whole: Type.Optional(
      Type.Boolean({ description: 'Hear all of the song, however long; `passages` does not count then.' }),
    ),
  },
  { additionalProperties: false },
);

/** Schemas named in the OpenAPI document under `components/schemas`. */
export const NAMED_SCHEMAS = [
  PredictionSchema,
  ProgressEventSchema,
  ProblemSchema,
  ModelListSchema,
  HealthSchema,
  SongAddressSchema,
  SourceListSchema,
  SearchAnswerSchema,
] as const;

export type ProgressEvent = Static<typeof ProgressEventSchema>;
export type Problem = Static<typeof ProblemSchema>;
export type ModelCard = Static<typeof ModelCardSchema>;
export type ModelList = Static<typeof ModelListSchema>;
export type Health = Static<typeof HealthSchema>;
