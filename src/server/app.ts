import { randomUUID } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { AnalysisPool } from '../jobs/analysis-pool.ts';
import { SHIPPED_MODELS } from '../jobs/shipped-models.ts';
import { refuseDamaged } from '../library/maintenance.ts';
import { modelsFolder } from '../library/training/train-library.ts';
import type { SourceSettings } from '../sources/settings.ts';
import { Sources } from '../sources/sources.ts';
import { type Access, registerAuthentication } from './access/authentication.ts';
import { documentApi } from './documentation.ts';
import { answerBrokenRequest, answerErrors, sendProblem } from './failures.ts';
import { type LibraryOptions, LibraryService } from './library/library-service.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { measureRequests, serveMetrics } from './metrics.ts';
import { ModelCatalog } from './model-catalog.ts';
import { problemOf, WireError } from './problem.ts';
import { RequestAborts } from './request-aborts.ts';
import { RequestCounts } from './request-counts.ts';
import { audio } from './routes/audio.ts';
import { classifications } from './routes/classifications.ts';
import { health } from './routes/health.ts';
import { library } from './routes/library/library.ts';
import { models } from './routes/models.ts';
import { RouteTable } from './routes/route-table.ts';
import { search } from './routes/search.ts';
import { HELMET, PERMISSIONS, refuseForeignHost, refuseForeignOrigin } from './security.ts';
import type { Services } from './services.ts';
import { SharedCounts } from './shared-counts.ts';
import { subsonic } from './subsonic/subsonic.ts';
import { Uploads } from './uploads.ts';
import { VALIDATION } from './validation.ts';
import { validationError } from './validation-error.ts';
import { serveFiles } from './web.ts';

export interface AppOptions {
  /** Folder of model files. Default: the shipped ones. */
  readonly modelsDirectory?: string;
  /** Name of the default model. Default: the shipped default if it is there, else the first by name. */
  readonly defaultModel?: string;
  /** Folder of the built page. Default: the shipped one. */
  readonly webDirectory?: string;
  /** Parent of this process' upload folder. Default: the system's temporary folder. */
  readonly uploadParent?: string;
  /** Number of worker processes. Default: one a core. */
  readonly workers?: number;
  readonly limits?: Partial<Limits>;
  /** Sources that songs may be searched and fetched from. Default: those that need no key. */
  readonly sources?: SourceSettings;
  /** Whether to refuse requests with other host names than this machine's or `allowedHosts`. Default true. */
  readonly onlyKnownHosts?: boolean;
  /** Further valid host names, such as that of a proxy before it. */
  readonly allowedHosts?: readonly string[];
  /** Library of the operator's songs. Default: none. */
  readonly library?: LibraryOptions;
  /** Access beyond this machine. Default: nobody. */
  readonly access?: Access;
  /** Trusted proxies, whose `X-Forwarded-*` is believed: limits count the clients that they name. Default none. */
  readonly trustProxy?: FastifyServerOptions['trustProxy'];
  readonly logger?: FastifyServerOptions['logger'];
}

const BUILT_PAGE = fileURLToPath(new URL('../../dist/web/', import.meta.url));

/**
 * Creates the HTTP server, not yet listening. Close it to end its workers and to remove its uploads.
 * @throws TonearmError where the options make no sense.
 */
export async function createApp(options: AppOptions = {}): Promise<FastifyInstance> {
  const limits = limitsOf(options);
  const app = fastify({
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, limits.lingerSeconds),
    frameworkErrors: sendProblem,
    genReqId: () => randomUUID(),
    logger: options.logger ?? false,
    requestIdHeader: false,
    requestTimeout: (limits.uploadSeconds + 60) * 1000,
    return503OnClosing: false,
    schemaController: VALIDATION,
    schemaErrorFormatter: validationError,
    trustProxy: options.trustProxy ?? false,
  });
  answerErrors(app, limits.lingerSeconds);
  await app.register(import('@fastify/helmet'), HELMET);
  guard(app, options);
  const shared = new SharedCounts();
  const authentication = registerAuthentication(app, options.access ?? {}, shared);
  await app.register(import('@fastify/rate-limit'), {
    enableDraftSpec: true,
    store: RequestCounts.sharing(shared),
    max: limits.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { after }) =>
      new WireError('rate-limited', `Expected fewer requests: try again in ${after}.`),
  });
  const registry = measureRequests(app);
  const routes = new RouteTable(app);
  await documentApi(app);
  const services = await openServices(app, limits, options);
  if (services.library) shared.keepIn(services.library.library);
  for (const route of [classifications, models, health, search, audio, library]) {
    await app.register(route, services);
  }
  await app.register(subsonic, { services, authentication });
  serveMetrics(app, registry, services);
  await serveFiles(app, options.webDirectory ?? BUILT_PAGE, modelsDirectoryOf(options), routes);
  return app;
}

function guard(app: FastifyInstance, { onlyKnownHosts = true, allowedHosts = [] }: AppOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'permissions-policy': PERMISSIONS });
    if (onlyKnownHosts) refuseForeignHost(request, allowedHosts);
    refuseForeignOrigin(request, allowedHosts);
  });
}

async function openServices(app: FastifyInstance, limits: Limits, options: AppOptions): Promise<Services> {
  const workers = options.workers ?? availableParallelism();
  const models = modelsDirectoryOf(options);
  const uploads = await Uploads.open(options.uploadParent ?? defaultUploadParent(), limits);
  const library = options.library && (await LibraryService.open(options.library));
  // It is told, and what can be read is served.
  if (library) {
    void refuseDamaged(library.file).catch((error) => app.log.error((error as Error).message));
    void warnOfLacks(library, app).catch(() => {});
  }
  const pool = new AnalysisPool({
    workers,
    queueLimit: limits.queueLength,
    taskSeconds: limits.taskSeconds,
    memoryBytes: limits.workerBytes,
    readable: [uploads.path, models, ...(library ? [modelsFolder(library.file)] : [])],
  });
  pool.warmUp();
  const sources = new Sources(options.sources);
  const aborts = closeInOrder(app, limits, pool, uploads, library);
  const tryModel = (path: string) => pool.tryModel(path);
  const catalog = await ModelCatalog.open(models, app.log, tryModel, options.defaultModel).catch(
    async (error) => {
      await app.close();
      throw error;
    },
  );
  // Last: what goes wrong before must not leave it at work.
  if (library && catalog.list.default !== null) startKeeping(app, library, catalog, workers);
  return { limits, workers, pool, catalog, uploads, sources, library, aborts };
}

async function warnOfLacks(library: LibraryService, app: FastifyInstance): Promise<void> {
  for (const words of await library.lacks()) app.log.warn(words);
}

/** Starts scheduled work: scans and watching. */
function startKeeping(
  { log }: FastifyInstance,
  library: LibraryService,
  catalog: ModelCatalog,
  workers: number,
): void {
  const modelPath = catalog.pathOf();
  library.reanalysis.start({
    modelPath,
    modelName: catalog.list.default!,
    onError: (error) => log.error({ err: error }, 'songs could not be analysed anew'),
  });
  library.upkeep.start({
    modelPath,
    workers,
    describe: (error) => problemOf(error, 'upkeep'),
    onError: (error) => log.error({ err: error }, 'the library cannot be kept up to date by itself'),
  });
}

/**
 * Closes in order: requests in flight get a while to end; then their work is cancelled, and lingering
 * connections are cut.
 */
function closeInOrder(
  app: FastifyInstance,
  { graceSeconds }: Limits,
  pool: AnalysisPool,
  uploads: Uploads,
  library: LibraryService | undefined,
): RequestAborts {
  const aborts = new RequestAborts();
  const timers: NodeJS.Timeout[] = [];
  app.addHook('preClose', async () => {
    library?.jobs.cancel();
    void library?.reanalysis.pause(true);
    void library?.upkeep.pause(true);
    timers.push(setTimeout(() => aborts.abortAll(), graceSeconds * 1000));
    timers.push(setTimeout(() => app.server.closeAllConnections(), (graceSeconds + 1) * 1000));
  });
  app.addHook('onClose', async () => {
    for (const timer of timers) clearTimeout(timer);
    await library?.close();
    await pool.close();
    await uploads.remove();
  });
  return aborts;
}

/** Limits with defaults; no song may be larger than the total. */
function limitsOf(options: AppOptions): Limits {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return { ...limits, uploadBytes: Math.min(limits.uploadBytes, limits.allUploadBytes) };
}

function modelsDirectoryOf(options: AppOptions): string {
  return options.modelsDirectory ?? SHIPPED_MODELS;
}

/** Default parent of uploads, by user id: users may share a temporary folder. */
function defaultUploadParent(): string {
  return join(tmpdir(), `tonearm-uploads-${process.getuid?.() ?? 'user'}`);
}
