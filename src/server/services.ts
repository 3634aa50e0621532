import type { AnalysisPool } from '../jobs/analysis-pool.ts';
import type { Sources } from '../sources/sources.ts';
import type { LibraryService } from './library/library-service.ts';
import type { Limits } from './limits.ts';
import type { ModelCatalog } from './model-catalog.ts';
import type { RequestAborts } from './request-aborts.ts';
import type { Uploads } from './uploads.ts';

/** Services that the routes use. */
export interface Services {
  readonly limits: Limits;
  readonly workers: number;
  readonly pool: AnalysisPool;
  readonly catalog: ModelCatalog;
  readonly uploads: Uploads;
  readonly sources: Sources;
  readonly library?: LibraryService;
  /** Endings of requests when the server closes. */
  readonly aborts: RequestAborts;
}
