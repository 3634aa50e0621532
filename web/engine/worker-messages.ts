/** What the page and the listening worker say to each other. */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { ErrorReport } from '../../src/errors.ts';

export interface ClassifyRequest {
  readonly file: File;
  /** All of it, however long. */
  readonly whole?: boolean;
  /** The server's default without one. */
  readonly model?: string;
}

export type WorkerMessage =
  | { kind: 'progress'; secondsDone: number; fractionDone: number }
  /** With where the song lies for the ear. */
  | { kind: 'result'; prediction: Prediction; place: readonly number[] | undefined }
  | { kind: 'error'; report: ErrorReport }
  /** The model or its runtime could not be fetched. */
  | { kind: 'unreachable'; message: string };
