/** Messages between the page and the engine's worker. */
import type { Prediction } from '../../src/classify/prediction.ts';
import type { ErrorReport } from '../../src/errors.ts';

export interface ClassifyRequest {
  readonly file: File;
  /** Whether to analyse all of it, however long. */
  readonly whole?: boolean;
  /** Name of the model; default: the server's. */
  readonly model?: string;
}

export type WorkerMessage =
  | { kind: 'progress'; secondsDone: number; fractionDone: number }
  /** Result, with the song's place in the ear's space. */
  | { kind: 'result'; prediction: Prediction; place: readonly number[] | undefined }
  | { kind: 'error'; report: ErrorReport }
  /** The model or its runtime could not be fetched. */
  | { kind: 'unreachable'; message: string };
