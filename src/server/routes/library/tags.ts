import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { requireAuth } from '../../access/authentication.ts';
import { logProblem } from '../../failures.ts';
import { libraryOf } from '../../library/api-song.ts';
import type { TagService } from '../../library/tag-service.ts';
import {
  type Job,
  JobParamsSchema,
  JournalParamsSchema,
  PageQuerySchema,
  type TagJournal,
  type TagJournalDetail,
  type TagPlan,
  TagPlanRequestSchema,
  TagUndoRequestSchema,
} from '../../library-schema.ts';
import { WireError } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { jsonOf, LIBRARY_TAGS, PROBLEMS } from '../responses.ts';
import { jobRoutes } from './job-routes.ts';

const WRITERS = 'Only on a server that was started with `--writable`.';
const FIRST_PAGE = { offset: 0, limit: 500 };

const planSchema = {
  operationId: 'planTags',
  tags: LIBRARY_TAGS,
  summary: 'What would be written into the tags of which files. Nothing is changed.',
  body: TagPlanRequestSchema,
  response: { 200: jsonOf('TagPlan', 'The first page of the plan; it waits for consent.'), ...PROBLEMS },
};

const pageSchema = {
  operationId: 'tagPlan',
  tags: LIBRARY_TAGS,
  summary: 'A page of a plan.',
  params: JobParamsSchema,
  querystring: PageQuerySchema,
  response: { 200: jsonOf('TagPlan', 'A page of changes.'), ...PROBLEMS },
};

const writeSchema = {
  operationId: 'writeTags',
  tags: LIBRARY_TAGS,
  summary: 'Writes a plan into the files.',
  description: `${WRITERS} A file that was changed since is left as it is. Its events end with \`done\` (TagDone).`,
  params: JobParamsSchema,
  response: { 202: jsonOf('Job', 'The writing, under way.'), ...PROBLEMS },
};

const undoSchema = {
  operationId: 'undoTags',
  tags: LIBRARY_TAGS,
  summary: 'Makes files byte for byte what they were before tags were written.',
  description: WRITERS,
  body: TagUndoRequestSchema,
  response: { 202: jsonOf('Job', 'The work, under way.'), ...PROBLEMS },
};

const journalSchema = {
  operationId: 'tagJournal',
  tags: LIBRARY_TAGS,
  summary: 'What was written and can be taken back.',
  response: { 200: jsonOf('TagJournal', 'The latest first.'), ...PROBLEMS },
};

const detailSchema = {
  operationId: 'tagJournalDetail',
  tags: LIBRARY_TAGS,
  summary: 'What was written where by one of the journals.',
  params: JournalParamsSchema,
  querystring: PageQuerySchema,
  response: { 200: jsonOf('TagJournalDetail', 'A page of files.'), ...PROBLEMS },
};

/** Routes `/api/library/tags`: plan, confirm, write, undo. */
export const tags: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  app.post('/api/library/tags/plan', { schema: planSchema }, async (request, reply): Promise<TagPlan> => {
    requireAuth(request);
    const tags = libraryOf(services).tags;
    const id = await tags.plan(request.body, services.aborts.of(reply).signal);
    return tags.page(id, FIRST_PAGE);
  });

  app.get('/api/library/tags/plans/:id', { schema: pageSchema }, async (request): Promise<TagPlan> => {
    requireAuth(request);
    const { offset = 0, limit = 100 } = request.query;
    return libraryOf(services).tags.page(request.params.id, { offset, limit });
  });

  app.post(
    '/api/library/tags/plans/:id/write',
    { schema: writeSchema },
    async (request, reply): Promise<Job> => {
      const { id } = writableTags(request).write(request.params.id, (error) => logProblem(error, request));
      reply.code(202);
      return { id };
    },
  );

  app.post('/api/library/tags/undo', { schema: undoSchema }, async (request, reply): Promise<Job> => {
    const tags = writableTags(request);
    const { id } = await tags.undo(request.body.journal, (error) => logProblem(error, request));
    reply.code(202);
    return { id };
  });

  app.get('/api/library/tags/journal', { schema: journalSchema }, async (request): Promise<TagJournal> => {
    requireAuth(request);
    return libraryOf(services).tags.journal();
  });

  app.get(
    '/api/library/tags/journal/:journal',
    { schema: detailSchema },
    async (request): Promise<TagJournalDetail> => {
      requireAuth(request);
      const { offset = 0, limit = 100 } = request.query;
      return libraryOf(services).tags.journalDetail(request.params.journal, { offset, limit });
    },
  );

  await app.register(jobRoutes(services, '/api/library/tags/jobs', 'Tags', 'TagProgress', 'TagDone'));

  function writableTags(request: FastifyRequest): TagService {
    requireAuth(request);
    const library = libraryOf(services);
    if (library.writable) return library.tags;
    throw new WireError(
      'forbidden',
      'Expected a server that may write into your files, got one that only reads: start it with --writable.',
    );
  }
};
