/** The one thing the page knows about hearing a song: a file goes in, a prediction comes out. */
import type { Prediction } from '../../src/classify/prediction.ts';

export type EngineName = 'server' | 'browser';

export type EngineProgress =
  /** The server is full: the song will be sent again by itself. */
  | { stage: 'waiting' }
  | { stage: 'uploading'; fraction: number }
  | {
      stage: 'listening';
      /** Seconds of the song heard so far. */
      secondsDone: number;
      /** Share of the song analysed, 0..1, if known. */
      fractionDone?: number;
    };

export interface ExtractOptions {
  readonly onProgress: (progress: EngineProgress) => void;
  readonly signal: AbortSignal;
  /** Whether to analyse all of a long song. Default: passages. */
  readonly whole?: boolean;
  /** Name of a model of the server; its default without one. */
  readonly model?: string;
}

export interface Engine {
  readonly name: EngineName;
  /** Number of songs that it analyses at the same time. */
  readonly atOnce: number;
  /**
   * Hears one song.
   * @throws TonearmError for what is wrong with the song, `Unreachable` when nobody answered, and the signal's
   * reason when cancelled.
   */
  classify(file: File, options: ExtractOptions): Promise<Prediction>;
}

/** The server did not answer, or stopped in the middle. It is not the song's fault. */
export class Unreachable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Unreachable';
  }
}
