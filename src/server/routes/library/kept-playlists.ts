import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  changePlaylist,
  deletePlaylist,
  keepPlaylist,
  keptPlaylist,
  type KeptPlaylist as StoredPlaylist,
  keptPlaylists as storedPlaylists,
} from '../../../library/playlists/kept-playlists.ts';
import { keptSongs } from '../../../library/playlists/kept-songs.ts';
import { songsOf } from '../../../library/songs/songs.ts';
import { requireAuth } from '../../access/authentication.ts';
import { libraryOf, toApiSong } from '../../library/api-song.ts';
import type { LibraryService } from '../../library/library-service.ts';
import { playlistOf } from '../../library/playlist-of.ts';
import {
  type KeptPlaylist,
  KeptPlaylistParamsSchema,
  type KeptPlaylistRequest,
  KeptPlaylistRequestSchema,
  type KeptPlaylists,
  type PlaylistRequest,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const schemaOf = (operationId: string, summary: string) => ({ operationId, tags: LIBRARY_TAGS, summary });
const one = { 200: jsonOf('KeptPlaylist', 'The playlist with its songs.'), ...PROBLEMS };
const params = KeptPlaylistParamsSchema;

const listSchema = {
  ...schemaOf('keptPlaylists', 'The playlists that are kept, by their titles.'),
  response: { 200: jsonOf('KeptPlaylists', 'Without their songs.'), ...PROBLEMS },
};
const readSchema = {
  ...schemaOf('keptPlaylist', 'A playlist with its songs; one that follows a rule is made anew.'),
  params,
  response: one,
};
const keepSchema = {
  ...schemaOf('keepPlaylist', 'Keeps a playlist, of songs or by a rule.'),
  body: KeptPlaylistRequestSchema,
  response: one,
};
const changeSchema = {
  ...schemaOf('changePlaylist', 'Puts another title, other songs or another rule in place of what is kept.'),
  params,
  body: KeptPlaylistRequestSchema,
  response: one,
};
const deleteSchema = {
  ...schemaOf('deletePlaylist', 'Deletes a playlist; its songs stay.'),
  params,
  response: { 204: { description: 'It is gone.', type: 'null' }, ...PROBLEMS },
};

/** Routes `/api/library/kept-playlists`: list, read, create, change, delete. */
export const keptPlaylists: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const base = '/api/library/kept-playlists';
  app.get(base, { schema: listSchema }, async (): Promise<KeptPlaylists> => {
    const kept = await storedPlaylists(libraryOf(services).library);
    return {
      playlists: kept.map(({ rule, songs, ...about }) => ({
        ...about,
        smart: rule !== null,
        songs: songs.length,
      })),
    };
  });

  app.get(`${base}/:id`, { schema: readSchema }, async ({ params: { id } }): Promise<KeptPlaylist> => {
    const service = libraryOf(services);
    return withSongs(service, await keptPlaylist(service.library, id));
  });

  app.post(base, { schema: keepSchema }, async (request): Promise<KeptPlaylist> => {
    requireAuth(request);
    const service = libraryOf(services);
    return withSongs(service, await keepPlaylist(service.library, contentOf(request.body)));
  });

  app.put(`${base}/:id`, { schema: changeSchema }, async (request): Promise<KeptPlaylist> => {
    requireAuth(request);
    const service = libraryOf(services);
    const changed = await changePlaylist(service.library, request.params.id, contentOf(request.body));
    return withSongs(service, changed);
  });

  app.delete(`${base}/:id`, { schema: deleteSchema }, async (request, reply) => {
    requireAuth(request);
    await deletePlaylist(libraryOf(services).library, request.params.id);
    return reply.code(204).send();
  });
};

function contentOf({
  title,
  songs,
  rule = null,
}: Pick<KeptPlaylistRequest, 'title' | 'songs'> & { readonly rule?: unknown }) {
  return { title, songs, rule };
}

/** Stored playlist with its songs; those that are gone are left out. */
async function withSongs(service: LibraryService, playlist: StoredPlaylist): Promise<KeptPlaylist> {
  const { id, title, changedAt } = playlist;
  const rule = playlist.rule as PlaylistRequest | null;
  const about = { id, title, changedAt, smart: rule !== null, rule };
  if (rule) return { ...about, songs: (await playlistOf(service, rule)).songs };
  const entries = await keptSongs(service.catalogue, playlist);
  const known = new Map((await songsOf(service.library, entries)).map((song) => [song.id, song]));
  const songs = entries.flatMap(({ id: song }) => {
    const found = known.get(song);
    return found ? [{ song: toApiSong(found, service), why: [] }] : [];
  });
  return { ...about, songs };
}
