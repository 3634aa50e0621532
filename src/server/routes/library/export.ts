import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { exportBytes, exportedSongs } from '../../../library/export/export.ts';
import type { ExportedSong } from '../../../library/export/exported-song.ts';
import { libraryOf } from '../../library/api-song.ts';
import { contentDisposition } from '../../library/content-disposition.ts';
import type { LibraryService } from '../../library/library-service.ts';
import { ExportQuerySchema } from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const;

const schema = {
  operationId: 'exportLibrary',
  tags: LIBRARY_TAGS,
  summary: 'Everything about every song, for other programs.',
  description: 'In place of paths stand the names of folder and file.',
  querystring: ExportQuerySchema,
  response: {
    200: {
      description: 'The file.',
      content: Object.fromEntries(
        Object.values(TYPES).map((type) => [type.split(';')[0], { schema: { type: 'string' } }]),
      ),
    },
    ...PROBLEMS,
  },
};

/** Route `GET /api/library/export`. */
export const exports: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/api/library/export', { schema }, async ({ query: { format } }, reply) => {
    const library = libraryOf(services);
    await library.catalogue.refresh();
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': contentDisposition('attachment', `library.${format}`),
      })
      .type(TYPES[format])
      .send(Readable.from(exportBytes(format, named(library))));
  });
};

async function* named(library: LibraryService): AsyncGenerator<ExportedSong[]> {
  for await (const songs of exportedSongs(library.catalogue)) {
    yield songs.map((song) => ({ ...song, path: nameOf(song.path, library) }));
  }
}

function nameOf(path: string, library: LibraryService): string {
  const { name, folder } = library.nameOf(path);
  return `${library.folders[folder].name}/${name}`;
}
