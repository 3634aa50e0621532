/** Schemas of playlists, and of files of them. */
import { type Static, Type } from 'typebox';
import { ENERGY_COURSES, type EnergyCourse } from '../../../library/playlists/playlist-course.ts';
import { CHOSEN, COLUMN_FILTERS } from './columns.ts';
import { MAX_SONGS_A_LIST, MAX_SONGS_A_PAGE, Name, Seconds, Seed, SongId, Tempo } from './parts.ts';
import type { LibrarySong } from './songs.ts';

const MAX_GENRES = 20;

export const PlaylistRequestSchema = Type.Object(
  {
    seeds: Type.Optional(Type.Array(SongId, { maxItems: 100, description: 'Songs it shall sound like.' })),
    from: Type.Optional(SongId),
    to: Type.Optional(SongId),
    genre: Type.Optional(
      Type.Union([Name, Type.Array(Name, { maxItems: MAX_GENRES })], {
        description: 'One, or any of several.',
      }),
    ),
    ...CHOSEN,
    artist: Type.Optional(Name),
    sure: Type.Optional(
      Type.Boolean({ description: 'true: only songs with a claim; false: only those without.' }),
    ),
    ...COLUMN_FILTERS,
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
    mix: Type.Optional(
      Type.Boolean({
        description: 'True: each song can be mixed into the next, by key (Camelot) and tempo.',
      }),
    ),
    energyCourse: Type.Optional(
      Type.Unsafe<EnergyCourse>(
        Type.Union(
          ENERGY_COURSES.map((course) => Type.Literal(course)),
          { description: 'How energy goes over the list; not of a path.' },
        ),
      ),
    ),
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

export type PlaylistRequest = Static<typeof PlaylistRequestSchema>;
export type Playlist = Omit<Static<typeof PlaylistSchema>, 'songs'> & {
  songs: { song: LibrarySong; why: string[] }[];
};
export type PlaylistFileRequest = Static<typeof PlaylistFileRequestSchema>;
