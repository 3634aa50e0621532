/** Schemas of stored playlists. */
import { type Static, Type } from 'typebox';
import { Count, MAX_SONGS_A_LIST, Name, nullable, SongId } from './parts.ts';
import type { PlaylistRequest } from './playlists.ts';
import type { LibrarySong } from './songs.ts';

export const KeptPlaylistRequestSchema = Type.Object(
  {
    title: Name,
    songs: Type.Array(SongId, { maxItems: MAX_SONGS_A_LIST, description: 'In their order.' }),
    rule: Type.Optional(nullable(Type.Ref('PlaylistRequest#'))),
  },
  {
    $id: 'KeptPlaylistRequest',
    additionalProperties: false,
    description: 'Where there is a rule, it makes the songs anew whenever the list is asked for.',
  },
);

const ABOUT = {
  id: SongId,
  title: Name,
  smart: Type.Boolean({ description: 'True: its songs follow a rule.' }),
  changedAt: Type.String({ format: 'date-time' }),
};

export const KeptPlaylistSchema = Type.Object(
  {
    ...ABOUT,
    rule: nullable(Type.Unknown({ description: 'As a request for a playlist.' })),
    songs: Type.Array(Type.Object({ song: Type.Ref('LibrarySong#'), why: Type.Array(Type.String()) })),
  },
  { $id: 'KeptPlaylist' },
);

export const KeptPlaylistsSchema = Type.Object(
  { playlists: Type.Array(Type.Object({ ...ABOUT, songs: Count })) },
  { $id: 'KeptPlaylists' },
);

export const KeptPlaylistParamsSchema = Type.Object({ id: SongId });

export type KeptPlaylistRequest = Omit<Static<typeof KeptPlaylistRequestSchema>, 'rule'> & {
  rule?: PlaylistRequest | null;
};
export type KeptPlaylists = Static<typeof KeptPlaylistsSchema>;
export type KeptPlaylist = Omit<Static<typeof KeptPlaylistSchema>, 'songs' | 'rule'> & {
  rule: PlaylistRequest | null;
  songs: { song: LibrarySong; why: string[] }[];
};
