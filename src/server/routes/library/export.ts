import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { csvLines, jsonLines } from '../../../library/export.ts';
import { type Song, songsOf } from '../../../library/songs.ts';
import type { Services } from '../../app.ts';
import { libraryOf } from '../../library/answers.ts';
import type { BoundLibrary } from '../../library/bound-library.ts';
import { contentDisposition } from '../../library/content-disposition.ts';
import { ExportQuerySchema } from '../../library-schema.ts';
import { LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

/** Songs read at a time: others are answered in between. */
const CHUNK = 500;

const TYPES = { csv: 'text/csv', jsonl: 'application/x-ndjson' } as const;

const schema = {
  operationId: 'exportLibrary',
  tags: LIBRARY_TAGS,
  summary: 'Everything about every song, for other programs.',
  description: 'In place of paths stand the names of folder and file.',
  querystring: ExportQuerySchema,
  response: {
    200: {
      description: 'The file.',
      content: Object.fromEntries(Object.values(TYPES).map((type) => [type, { schema: { type: 'string' } }])),
    },
    ...PROBLEMS,
  },
};

/** `GET /api/library/export`. */
export const exports: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.get('/api/library/export', { schema }, async ({ query: { format } }, reply) => {
    const library = libraryOf(services);
    await library.catalogue.refresh();
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': contentDisposition('attachment', `library.${format}`),
      })
      .type(`${TYPES[format]}; charset=utf-8`)
      .send(Readable.from(linesOf(library, format)));
  });
};

async function* linesOf(library: BoundLibrary, format: keyof typeof TYPES): AsyncGenerator<string> {
  const rows = format === 'csv' ? csvLines : jsonLines;
  let isFirst = true;
  for await (const songs of chunksOf(library)) {
    const lines = [...rows(songs)];
    // Each piece begins with the head of the table.
    if (format === 'csv' && !isFirst) lines.shift();
    isFirst = false;
    yield lines.map((line) => `${line}\n`).join('');
  }
}

async function* chunksOf(library: BoundLibrary): AsyncGenerator<Song[]> {
  const { entries } = library.catalogue;
  for (let from = 0; from === 0 || from < entries.length; from += CHUNK) {
    const songs = await songsOf(library.library, entries.slice(from, from + CHUNK));
    yield songs.map((song) => ({ ...song, path: nameOf(song.path, library) }));
  }
}

function nameOf(path: string, library: BoundLibrary): string {
  const { name, folder } = library.nameOf(path);
  return `${library.folders[folder].name}/${name}`;
}
