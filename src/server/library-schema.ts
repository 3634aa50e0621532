/**
 * What HTTP says about the library, in one place: the validators, the OpenAPI document and the types come from
 * here. The page imports the types alone. Songs are known by number, files by folder and name: no answer holds a
 * path of this machine.
 */
import { type Static, type TSchema, Type } from 'typebox';

const MAX_SONGS_A_PAGE = 500;
const MAX_SONGS_A_LIST = 10_000;
const MAX_OFFSET = 10_000_000;

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Seconds = Type.Number({ minimum: 0 });
const Count = Type.Integer({ minimum: 0 });
const SongId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const JobId = Type.String({ format: 'uuid' });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Tempo = Type.Number({ minimum: 0, maximum: 1000, description: 'Beats a minute.' });
const Seed = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1, description: 'The same seed, the same list.' });

const Limit = Type.Integer({ minimum: 1, maximum: MAX_SONGS_A_PAGE, default: 100 });
const Offset = Type.Integer({ minimum: 0, maximum: MAX_OFFSET, default: 0 });

const FileNameSchema = Type.Object({
  name: Type.String({ description: 'Below the folder, parts joined by `/`.' }),
  folder: Count,
});

const SONG_PROPERTIES = {
  id: SongId,
  title: nullable(Type.String()),
  artist: nullable(Type.String()),
  album: nullable(Type.String()),
  albumArtist: nullable(Type.String()),
  year: nullable(Type.Integer()),
  track: nullable(Type.Integer()),
  durationSeconds: Seconds,
  tempo: Type.Number({ minimum: 0, description: 'Beats a minute.' }),
  genre: Type.String({ description: 'First of the ranking.' }),
  confidence: Type.Number({ minimum: 0, maximum: 1, description: 'Calibrated probability of `genre`.' }),
  unsure: Type.Boolean({ description: 'True: read the ranking, `genre` is no claim.' }),
  outside: Type.Boolean({
    description: 'True: none of the genres that the model knows; show neither genre nor ranking.',
  }),
  ranking: Type.Array(Type.Object({ genre: Type.String(), probability: Share }), {
    description: 'Every genre, most probable first, summing to 1.',
  }),
  taggedGenres: Type.Array(Type.String(), { description: 'What the file itself says.' }),
  hasCover: Type.Boolean(),
  file: FileNameSchema,
};

export const LibrarySongSchema = Type.Object(SONG_PROPERTIES, { $id: 'LibrarySong' });

export const LibrarySongDetailSchema = Type.Object(
  {
    ...SONG_PROPERTIES,
    files: Type.Array(FileNameSchema, { description: 'Every copy below the folders.' }),
    model: Type.Object({ name: Type.String(), version: Type.String() }),
  },
  { $id: 'LibrarySongDetail' },
);

export const ScanProgressSchema = Type.Object(
  {
    done: Count,
    total: Count,
    cached: Type.Integer({ minimum: 0, description: 'Of those done, how many needed no hearing.' }),
    rate: Type.Number({ minimum: 0, description: 'Songs a second; 0 before the first.' }),
    secondsLeft: nullable(Seconds),
  },
  { $id: 'ScanProgress' },
);

export const LibrarySummarySchema = Type.Object(
  {
    songs: Count,
    files: Count,
    failed: Type.Integer({ minimum: 0, description: 'Files that could not be heard.' }),
    seconds: Seconds,
    genres: Type.Array(Type.Object({ genre: Type.String(), songs: Count, unsure: Count }), {
      description: 'Most songs first.',
    }),
    folders: Type.Array(Type.Object({ id: Count, name: Type.String() })),
    scannable: Type.Boolean({ description: 'Whether this client may start and cancel scans.' }),
    writable: Type.Boolean({ description: 'Whether this client may have tags written.' }),
    scan: nullable(
      Type.Object({
        id: JobId,
        done: Count,
        total: Count,
        cached: Count,
        rate: Type.Number({ minimum: 0 }),
        secondsLeft: nullable(Seconds),
      }),
    ),
  },
  { $id: 'LibrarySummary' },
);

const SORTS = [
  'title',
  'artist',
  'album',
  'genre',
  'confidence',
  'tempo',
  'duration',
  'year',
  'added',
] as const;
const SortSchema = Type.Union(SORTS.map((sort) => Type.Literal(sort)));

export const SongQuerySchema = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Words; each is in title, artist, album, genre or file name.',
      }),
    ),
    genre: Type.Optional(Type.Array(Name, { maxItems: 20, description: 'Any of these.' })),
    artist: Type.Optional(Type.String({ maxLength: 500, description: 'The whole name, whatever the case.' })),
    album: Type.Optional(Type.String({ maxLength: 500, description: 'The whole name, whatever the case.' })),
    tempoMin: Type.Optional(Tempo),
    tempoMax: Type.Optional(Tempo),
    sure: Type.Optional(
      Type.Boolean({ description: 'true: only songs with a claim; false: only those without.' }),
    ),
    ids: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}(,[0-9]{1,15})*$',
        maxLength: 8000,
        description: 'Any of these songs, numbers joined by commas.',
      }),
    ),
    sort: Type.Optional(SortSchema),
    order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
    limit: Type.Optional(Limit),
    offset: Type.Optional(Offset),
  },
  { additionalProperties: false },
);

export const SongPageSchema = Type.Object(
  { total: Count, offset: Count, songs: Type.Array(Type.Ref('LibrarySong#')) },
  { $id: 'SongPage' },
);

export const PageQuerySchema = Type.Object(
  { limit: Type.Optional(Limit), offset: Type.Optional(Offset) },
  { additionalProperties: false },
);

export const FailurePageSchema = Type.Object(
  {
    total: Count,
    offset: Count,
    failures: Type.Array(Type.Object({ file: FileNameSchema, code: Type.String(), message: Type.String() })),
  },
  { $id: 'FailurePage' },
);

export const RetryRequestSchema = Type.Object(
  { file: Type.Optional(FileNameSchema) },
  { $id: 'RetryRequest', additionalProperties: false, description: 'Default: every file that failed.' },
);

export const SongParamsSchema = Type.Object({ id: SongId });

export const SimilarQuerySchema = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })) },
  { additionalProperties: false },
);

export const CopyPageSchema = Type.Object(
  {
    total: Count,
    offset: Count,
    groups: Type.Array(
      Type.Array(Type.Ref('LibrarySong#'), { description: 'Two or more songs, by when they were met.' }),
    ),
  },
  { $id: 'CopyPage' },
);

export const SimilarSongsSchema = Type.Object(
  {
    songs: Type.Array(
      Type.Object({
        song: Type.Ref('LibrarySong#'),
        distance: Type.Number({
          minimum: 0,
          description: '0: the same sound; about 1.3: two songs at random.',
        }),
        why: Type.Array(Type.String(), { description: 'How it differs, in a few words.' }),
      }),
    ),
  },
  { $id: 'SimilarSongs' },
);

export const SongMapSchema = Type.Object(
  {
    genres: Type.Array(Type.String()),
    ids: Type.Array(SongId),
    x: Type.Array(Type.Number({ minimum: -1, maximum: 1 })),
    y: Type.Array(Type.Number({ minimum: -1, maximum: 1 })),
    genre: Type.Array(Type.Integer({ minimum: -1 }), { description: 'Index in `genres`; -1: not sure.' }),
  },
  { $id: 'SongMap', description: 'Lists of one length; songs that sound alike lie near each other.' },
);

export const PlaylistRequestSchema = Type.Object(
  {
    seeds: Type.Optional(Type.Array(SongId, { maxItems: 100, description: 'Songs it shall sound like.' })),
    from: Type.Optional(SongId),
    to: Type.Optional(SongId),
    genre: Type.Optional(Name),
    tempoMin: Type.Optional(Tempo),
    tempoMax: Type.Optional(Tempo),
    length: Type.Integer({ minimum: 1, maximum: MAX_SONGS_A_PAGE }),
    window: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: MAX_SONGS_A_PAGE,
        description: 'Neither artist nor album comes again within so many songs.',
      }),
    ),
    seed: Type.Optional(Seed),
  },
  { $id: 'PlaylistRequest', additionalProperties: false },
);

export const PlaylistSchema = Type.Object(
  {
    songs: Type.Array(Type.Object({ song: Type.Ref('LibrarySong#'), why: Type.Array(Type.String()) })),
    seconds: Seconds,
    complete: Type.Boolean({ description: 'False where fewer songs fit than were asked for.' }),
  },
  { $id: 'Playlist' },
);

export const PlaylistFileRequestSchema = Type.Object(
  { title: Name, songs: Type.Array(SongId, { minItems: 1, maxItems: MAX_SONGS_A_LIST }) },
  { $id: 'PlaylistFileRequest', additionalProperties: false },
);

export const PlaylistFileQuerySchema = Type.Object(
  { format: Type.Union([Type.Literal('m3u8'), Type.Literal('xspf')]) },
  { additionalProperties: false },
);

export const JobSchema = Type.Object({ id: JobId }, { $id: 'Job' });
export const JobParamsSchema = Type.Object({ id: JobId });

/** Event `done` of a scan. */
export const ScanDoneSchema = Type.Object(
  { heard: Count, removed: Count, failed: Count },
  { $id: 'ScanDone' },
);

export const TagPlanRequestSchema = Type.Object(
  {
    songs: Type.Optional(Type.Array(SongId, { maxItems: 100_000, description: 'Default: all.' })),
    only: Type.Union([Type.Literal('empty'), Type.Literal('all')], {
      description: '`empty`: files whose tags name no genre.',
    }),
    sureOnly: Type.Boolean({ description: 'Songs with a claim alone.' }),
    tempo: Type.Boolean({ description: 'Write beats a minute too.' }),
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

const TagValuesSchema = Type.Object({ genres: Type.Array(Type.String()), tempo: nullable(Type.Number()) });

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

/** Event `progress` of tags being written or taken back. */
export const TagProgressSchema = Type.Object({ done: Count, total: Count }, { $id: 'TagProgress' });

/** Event `done` of tags being written or taken back. */
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

export const ExportQuerySchema = Type.Object(
  { format: Type.Union([Type.Literal('csv'), Type.Literal('jsonl'), Type.Literal('parquet')]) },
  { additionalProperties: false },
);

/** Named in the OpenAPI document under `components/schemas`. */
export const LIBRARY_SCHEMAS = [
  LibrarySongSchema,
  LibrarySongDetailSchema,
  ScanProgressSchema,
  LibrarySummarySchema,
  SongPageSchema,
  FailurePageSchema,
  RetryRequestSchema,
  CopyPageSchema,
  SimilarSongsSchema,
  SongMapSchema,
  PlaylistRequestSchema,
  PlaylistSchema,
  PlaylistFileRequestSchema,
  JobSchema,
  ScanDoneSchema,
  TagPlanRequestSchema,
  TagPlanSchema,
  TagProgressSchema,
  TagDoneSchema,
  TagUndoRequestSchema,
  TagJournalSchema,
] as const;

export type FileName = Static<typeof FileNameSchema>;
export type LibrarySong = Static<typeof LibrarySongSchema>;
export type LibrarySongDetail = Static<typeof LibrarySongDetailSchema>;
export type LibrarySummary = Static<typeof LibrarySummarySchema>;
export type ScanProgressEvent = Static<typeof ScanProgressSchema>;
export type ScanDoneEvent = Static<typeof ScanDoneSchema>;
export type SongSort = (typeof SORTS)[number];
export type SongQuery = Static<typeof SongQuerySchema>;
export type SongPage = Omit<Static<typeof SongPageSchema>, 'songs'> & { songs: LibrarySong[] };
export type CopyPage = Omit<Static<typeof CopyPageSchema>, 'groups'> & { groups: LibrarySong[][] };
export type FailurePage = Static<typeof FailurePageSchema>;
export type RetryRequest = Static<typeof RetryRequestSchema>;
export type SimilarSong = { song: LibrarySong; distance: number; why: string[] };
export type SimilarSongs = { songs: SimilarSong[] };
export type SongMap = Static<typeof SongMapSchema>;
export type PlaylistRequest = Static<typeof PlaylistRequestSchema>;
export type Playlist = Omit<Static<typeof PlaylistSchema>, 'songs'> & {
  songs: { song: LibrarySong; why: string[] }[];
};
export type PlaylistFileRequest = Static<typeof PlaylistFileRequestSchema>;
export type Job = Static<typeof JobSchema>;
export type TagPlanRequest = Static<typeof TagPlanRequestSchema>;
export type TagPlan = Static<typeof TagPlanSchema>;
export type TagProgressEvent = Static<typeof TagProgressSchema>;
export type TagDoneEvent = Static<typeof TagDoneSchema>;
export type TagUndoRequest = Static<typeof TagUndoRequestSchema>;
export type TagJournal = Static<typeof TagJournalSchema>;

function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}
