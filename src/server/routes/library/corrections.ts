import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import {
  correctSongs,
  listBatches,
  listCorrections,
  undoCorrections,
} from '../../../library/corrections/corrections.ts';
import { exportCorrections, importCorrections } from '../../../library/corrections/corrections-file.ts';
import { isLocal, requireAuth } from '../../access/authentication.ts';
import { libraryOf } from '../../library/api-song.ts';
import { contentDisposition } from '../../library/content-disposition.ts';
import type { LibraryService } from '../../library/library-service.ts';
import {
  type CorrectionHistory,
  type CorrectionOutcome,
  type CorrectionPage,
  CorrectionParamsSchema,
  CorrectionRequestSchema,
  CorrectionsExportQuerySchema,
  PageQuerySchema,
} from '../../library-schema.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
const MAX_IMPORT_BYTES = 32 * 1024 * 1024;

const correctionSchema = {
  operationId: 'correctSongs',
  tags: LIBRARY_TAGS,
  summary: 'Says what songs are, in place of the model.',
  description:
    'Used at once: for these songs, and for songs that sound like several of which the same was said. Their files stay as they are.',
  body: CorrectionRequestSchema,
  response: { 200: jsonOf('CorrectionOutcome', 'What came of it.'), ...PROBLEMS },
};

const listSchema = {
  operationId: 'listCorrections',
  tags: LIBRARY_TAGS,
  summary: 'What was said of songs and holds.',
  querystring: PageQuerySchema,
  response: { 200: jsonOf('CorrectionPage', 'A page of corrections.'), ...PROBLEMS },
};

const historySchema = {
  operationId: 'correctionHistory',
  tags: LIBRARY_TAGS,
  summary: 'What was said when and by whom, each to be undone.',
  response: { 200: jsonOf('CorrectionHistory', 'The last fifty.'), ...PROBLEMS },
};

const undoSchema = {
  operationId: 'undoCorrection',
  tags: LIBRARY_TAGS,
  summary: 'Makes it as if this had never been said.',
  params: CorrectionParamsSchema,
  response: { 200: jsonOf('CorrectionOutcome', 'What came of it.'), ...PROBLEMS },
};

const exportSchema = {
  operationId: 'exportCorrections',
  tags: LIBRARY_TAGS,
  summary: 'What holds, as a file.',
  querystring: CorrectionsExportQuerySchema,
  response: {
    200: {
      description: 'The file. In CSV an empty genre means none of these.',
      content: Object.fromEntries(
        Object.values(TYPES).map((type) => [type.split(';')[0], { schema: { type: 'string' } }]),
      ),
    },
    ...PROBLEMS,
  },
};

const importSchema = {
  operationId: 'importCorrections',
  tags: LIBRARY_TAGS,
  summary: 'Says what a file says, at once.',
  description:
    'JSON or CSV as exported (`Content-Type: application/json` or `text/csv`). Of a CSV from elsewhere columns ' +
    '`genre` (or `label`) and `content_hash`, or `title` with `artist`, are enough.',
  response: { 200: jsonOf('CorrectionOutcome', 'What came of it.'), ...PROBLEMS },
};

/** Routes `/api/library/corrections`: set, list, undo, export, import. */
export const corrections: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const base = '/api/library/corrections';
  app.post(base, { schema: correctionSchema }, async (request): Promise<CorrectionOutcome> => {
    requireAuth(request);
    const { songs, genre, by } = request.body;
    const service = libraryOf(services);
    await service.catalogue.refresh();
    const known = (await service.catalogue.entriesOf(songs)).map(({ id }) => id);
    return correctSongs(service.library, known, genre, by ?? authorOf(request));
  });

  app.get(base, { schema: listSchema }, async ({ query }): Promise<CorrectionPage> => {
    const { offset = 0, limit = 100 } = query;
    const service = libraryOf(services);
    const all = await listCorrections(service.library, service.roots);
    const page = all.slice(offset, offset + limit);
    return { total: all.length, offset, corrections: page.map((one) => named(one, service)) };
  });

  app.get(`${base}/history`, { schema: historySchema }, async (): Promise<CorrectionHistory> => {
    const batches = await listBatches(libraryOf(services).library);
    return { batches: batches.map(({ genres, ...batch }) => ({ ...batch, genres: [...genres] })) };
  });

  app.delete(`${base}/:batch`, { schema: undoSchema }, async (request): Promise<CorrectionOutcome> => {
    requireAuth(request);
    return undoCorrections(libraryOf(services).library, request.params.batch);
  });

  app.get(`${base}/export`, { schema: exportSchema }, async ({ query: { format } }, reply) => {
    const service = libraryOf(services);
    const { library, roots: folders } = service;
    const nameOf = (path: string) => {
      const { name, folder } = service.nameOf(path);
      return `${service.folders[folder].name}/${name}`;
    };
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': contentDisposition('attachment', `corrections.${format}`),
      })
      .type(TYPES[format])
      .send(await exportCorrections(library, format, { folders, nameOf }));
  });

  await app.register(async (inner) => {
    inner.removeContentTypeParser('application/json');
    inner.addContentTypeParser(
      ['application/json', 'text/csv'],
      { parseAs: 'buffer', bodyLimit: MAX_IMPORT_BYTES },
      (_request, body, done) => done(null, body),
    );
    inner.post(`${base}/import`, { schema: importSchema }, async (request): Promise<CorrectionOutcome> => {
      requireAuth(request);
      const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
      return importCorrections(libraryOf(services).library, bytes, `import, ${authorOf(request)}`);
    });
  });
};

function named(
  { contentHash: _, id: song, path, ...correction }: Awaited<ReturnType<typeof listCorrections>>[number],
  service: LibraryService,
): CorrectionPage['corrections'][number] {
  return { song, file: service.nameOf(path!), ...correction };
}

function authorOf(request: FastifyRequest): string {
  return isLocal(request) ? 'this machine' : `from ${request.ip}`;
}
