import type { AnalysisPool } from '../jobs/analysis-pool.ts';
import type { Sources } from '../sources/sources.ts';
import type { LibraryService } from './library/library-service.ts';
import type { Limits } from './limits.ts';
import type { ModelCatalog } from './model-catalog.ts';
import type { UploadDirectory } from './upload-directory.ts';

/** What the routes work with. */
export interface Services {
  readonly limits: Limits;
  readonly workers: number;
  readonly pool: AnalysisPool;
  readonly catalog: ModelCatalog;
  readonly uploads: UploadDirectory;
  readonly sources: Sources;
  readonly library?: LibraryService;
  /** Aborts when work must end because the server closes. */
  readonly shutdown: AbortSignal;
}
