/** Schemas of songs from other sources; see `schema.ts`. */
import { type Static, Type } from 'typebox';

const Seconds = Type.Number({ minimum: 0 });

/** Address of a song in place of its bytes: `url` alone, or `source` and `id`. */
export const SongAddressSchema = Type.Object(
  {
    url: Type.Optional(Type.String({ maxLength: 2000, description: 'Of a sound file, http or https.' })),
    source: Type.Optional(
      Type.String({ maxLength: 20, description: 'Name of a source; see `/api/sources`.' }),
    ),
    id: Type.Optional(Type.String({ maxLength: 100, description: 'As `/api/search` tells it.' })),
  },
  { $id: 'SongAddress', additionalProperties: false },
);

const Extent = Type.Union([Type.Literal('preview'), Type.Literal('full')], {
  description: '`preview`: some 30 seconds can be heard; `full`: all of it.',
});

export const SourceListSchema = Type.Object(
  {
    sources: Type.Array(
      Type.Object({
        name: Type.String(),
        title: Type.String(),
        extent: Extent,
        on: Type.Boolean(),
        needs: Type.Union([Type.String(), Type.Null()], { description: 'What it takes to be on.' }),
        terms: Type.String({ description: 'Address of the terms that its users agree to.' }),
        limits: Type.String(),
      }),
    ),
    urls: Type.Boolean({ description: 'Plain addresses of sound files are fetched.' }),
  },
  { $id: 'SourceList' },
);

export const SearchAnswerSchema = Type.Object(
  {
    songs: Type.Array(
      Type.Object({
        source: Type.String(),
        id: Type.String(),
        title: Type.String(),
        artist: Type.String(),
        durationSeconds: Type.Union([Seconds, Type.Null()], {
          description: 'Of the whole song, also where a preview is heard.',
        }),
        extent: Extent,
        pageUrl: Type.Union([Type.String(), Type.Null()], { description: 'The song’s page at its source.' }),
        thumbnail: Type.Union([Type.String(), Type.Null()], { description: 'A picture, from this server.' }),
        tracks: Type.Optional(
          Type.String({ description: 'Of an album: what to search for to get its tracks.' }),
        ),
      }),
    ),
    outcomes: Type.Array(
      Type.Object({
        source: Type.String(),
        message: Type.Union([Type.String(), Type.Null()], { description: 'Null where it answered.' }),
      }),
      { description: 'Every source that was asked.' },
    ),
  },
  { $id: 'SearchAnswer' },
);

export const SearchQuerySchema = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 200, description: 'Words of title or artist.' }),
    source: Type.Optional(
      Type.String({ minLength: 1, maxLength: 20, description: 'Ask this source alone; see `/api/sources`.' }),
    ),
  },
  { additionalProperties: false },
);

export const PictureParamsSchema = Type.Object({
  source: Type.String({ maxLength: 20 }),
  id: Type.String({ maxLength: 100 }),
});

export type SourceList = Static<typeof SourceListSchema>;
export type SearchAnswer = Static<typeof SearchAnswerSchema>;
export type SongAddress = Static<typeof SongAddressSchema>;
