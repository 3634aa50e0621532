/** Schemas of songs by page, and of their neighbours. */
import { type Static, Type } from 'typebox';
import { SORT_KEYS, type SortKey } from '../../../library/catalogue/sorts.ts';
import { CHOSEN, COLUMN_FIELDS, COLUMN_FILTERS } from './columns.ts';
import { TaughtSchema } from './corrections.ts';
import { Count, FileNameSchema, Limit, Name, nullable, Offset, Share, SongId, Tempo } from './parts.ts';

const SONG_PROPERTIES = {
  id: SongId,
  ...COLUMN_FIELDS,
  taught: nullable(TaughtSchema),
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

const SortSchema = Type.Union(SORT_KEYS.map((sort) => Type.Literal(sort)));

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
    ...CHOSEN,
    ...COLUMN_FILTERS,
    tempoMin: Type.Optional(Tempo),
    tempoMax: Type.Optional(Tempo),
    sure: Type.Optional(
      Type.Boolean({ description: 'true: only songs with a claim; false: only those without.' }),
    ),
    disagrees: Type.Optional(
      Type.Boolean({
        description: 'true: only songs whose file says another genre; false: only the others.',
      }),
    ),
    ids: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,15}(,[0-9]{1,15})*$',
        maxLength: 8000,
        description: 'Any of these songs, numbers joined by commas.',
      }),
    ),
    hash: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{64}$', description: 'The song of this file: SHA-256 of its bytes.' }),
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

export const SongParamsSchema = Type.Object({ id: SongId });

export const SimilarQuerySchema = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })) },
  { additionalProperties: false },
);

const Named = Type.String({ pattern: '^[1-9][0-9]{0,14}(,[1-9][0-9]{0,14}){0,49}$' });

/** Schema of wishes: properties that songs should have. */
export const WishQuerySchema = Type.Object(
  {
    energy: Type.Optional(Share),
    valence: Type.Optional({ ...Share, description: 'From sad or tense to happy or calm.' }),
    arousal: Type.Optional({ ...Share, description: 'From calm or sad to happy or tense.' }),
    voice: Type.Optional({ ...Share, description: '1: sung; 0: without a voice.' }),
    beatsPerMinute: Type.Optional(Type.Number({ minimum: 20, maximum: 400 })),
    like: Type.Optional({
      ...Named,
      description: 'Numbers of songs they shall sound like, joined by commas.',
    }),
    unlike: Type.Optional({ ...Named, description: 'Numbers of songs they shall not sound like.' }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  },
  { additionalProperties: false },
);

export const CopyPageSchema = Type.Object(
  {
    total: Count,
    offset: Count,
    groups: Type.Array(
      Type.Array(Type.Ref('LibrarySong#'), {
        description:
          'Two or more, by when their songs were met; a song with several equal files is there for each.',
      }),
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
    likely: Type.Array(Type.Integer({ minimum: -1 }), {
      description: 'Index in `genres` of the most probable one, sure or not; -1: none of these.',
    }),
    mood: Type.Array(nullable(Type.String()), { description: 'Null: hard to say, or not known.' }),
    likelyMood: Type.Array(nullable(Type.String()), {
      description: 'The quarter of valence and arousal, hard to say or not; null: not known.',
    }),
    energy: Type.Array(nullable(Share)),
    beatsPerMinute: Type.Array(nullable(Type.Integer({ minimum: 0 })), { description: 'Null: not sure.' }),
    camelot: Type.Array(nullable(Type.String()), { description: 'The key; null: not sure.' }),
    year: Type.Array(nullable(Type.Integer()), { description: 'As tagged.' }),
    regions: Type.Array(
      Type.Object({
        x: Type.Number({ minimum: -1, maximum: 1 }),
        y: Type.Number({ minimum: -1, maximum: 1 }),
        songs: Count,
        close: Type.Boolean({ description: 'A part of a larger one: to be named when one looks closer.' }),
        genre: nullable(Type.String({ description: 'Of at least half of its songs, sure or not.' })),
        mood: nullable(Type.String({ description: 'Of at least half of its songs.' })),
        energy: nullable(Share),
        words: Type.Array(Type.String(), { description: 'What is said of many, more than elsewhere.' }),
      }),
      { description: 'Heaps of songs and what they share, the largest first.' },
    ),
  },
  {
    $id: 'SongMap',
    description: 'Lists of one length, `regions` aside; songs that sound alike lie near each other.',
  },
);

export const ExportQuerySchema = Type.Object(
  { format: Type.Union([Type.Literal('csv'), Type.Literal('jsonl'), Type.Literal('parquet')]) },
  { additionalProperties: false },
);

export type LibrarySong = Static<typeof LibrarySongSchema>;
export type LibrarySongDetail = Static<typeof LibrarySongDetailSchema>;
export type SongSort = SortKey;
export type SongQuery = Static<typeof SongQuerySchema>;
export type SongPage = Omit<Static<typeof SongPageSchema>, 'songs'> & { songs: LibrarySong[] };
export type WishQuery = Static<typeof WishQuerySchema>;
export type CopyPage = Omit<Static<typeof CopyPageSchema>, 'groups'> & { groups: LibrarySong[][] };
export type FailurePage = Static<typeof FailurePageSchema>;
export type SimilarSong = { song: LibrarySong; distance: number; why: string[] };
export type SimilarSongs = { songs: SimilarSong[] };
export type SongMap = Static<typeof SongMapSchema>;
