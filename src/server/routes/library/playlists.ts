import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { fileName } from '../../../library/playlist-files/file-name.ts';
import {
  type ListedSong,
  type PlaylistFormat,
  playlistFile,
} from '../../../library/playlist-files/playlist-file.ts';
import type { Entry } from '../../../library/songs/entry.ts';
import { isLocal } from '../../access/authentication.ts';
import { libraryOf } from '../../library/api-song.ts';
import { contentDisposition } from '../../library/content-disposition.ts';
import type { LibraryService } from '../../library/library-service.ts';
import { playlistOf } from '../../library/playlist-of.ts';
import {
  type Playlist,
  PlaylistFileQuerySchema,
  PlaylistFileRequestSchema,
  PlaylistRequestSchema,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const TYPES: Record<PlaylistFormat, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  xspf: 'application/xspf+xml',
};

const makeSchema = {
  operationId: 'makePlaylist',
  tags: LIBRARY_TAGS,
  summary: 'A list of songs: after seeds, as a path from one song to another, or by what songs are like.',
  body: PlaylistRequestSchema,
  response: { 200: jsonOf('Playlist', 'The list; the same request gives the same.'), ...PROBLEMS },
};

const fileSchema = {
  operationId: 'playlistFile',
  tags: LIBRARY_TAGS,
  summary: 'A list as a file that players open.',
  description:
    'On the machine of the server it holds whole paths. Elsewhere the names are relative to the folder of the music.',
  querystring: PlaylistFileQuerySchema,
  body: PlaylistFileRequestSchema,
  response: {
    200: {
      description: 'The file.',
      content: Object.fromEntries(Object.values(TYPES).map((type) => [type, { schema: { type: 'string' } }])),
    },
    ...PROBLEMS,
  },
};

/** Routes `POST /api/library/playlists` and `.../file`. */
export const playlists: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post('/api/library/playlists', { schema: makeSchema }, async ({ body }): Promise<Playlist> => {
    return playlistOf(libraryOf(services), body);
  });

  app.post('/api/library/playlists/file', { schema: fileSchema }, async (request, reply) => {
    const library = libraryOf(services);
    await library.catalogue.refresh();
    const { title, songs } = request.body;
    const { format } = request.query;
    const entries = await library.catalogue.entriesOf(songs);
    const placed = isLocal(request) ? entries : entries.map((entry) => elsewhere(entry, library));
    return reply
      .headers({ 'content-disposition': contentDisposition('attachment', `${fileName(title)}.${format}`) })
      .type(`${TYPES[format]}; charset=utf-8`)
      .send(playlistFile(format, title, placed).text);
  });
};

/** Song with its path relative to the music folder, wherever that lies. */
function elsewhere(entry: Entry, library: LibraryService): ListedSong {
  const { name, folder } = library.nameOf(entry.path);
  const isOnly = library.folders.length === 1;
  return { ...entry, path: isOnly ? name : `${library.folders[folder].name}/${name}` };
}
