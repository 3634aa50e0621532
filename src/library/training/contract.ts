/** Messages between a training's requester, the process that trains, and the page. */

/** Share of right predictions over songs that no model of the measurement had been trained on. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface TrainedFigures {
  readonly songs: number;
  readonly artists: number;
  readonly genres: readonly string[];
  /** Accuracy of the model in use, which never saw these labels. */
  readonly before: Share;
  /** Accuracy of the new one, by artist. */
  readonly after: Share;
  /** Protocol of the second measurement, in words. */
  readonly protocol: string;
}

export interface TrainProgress {
  /** Stage: `listening` to songs, `measuring` by artist, `learning` from all. */
  readonly stage: 'listening' | 'measuring' | 'learning';
  /** Share of the stage, 0..1. */
  readonly done: number;
}

/** Model made from a library, stored beside it. */
export interface LibraryModel {
  /** Name of its file without the ending. */
  readonly id: string;
  readonly madeAt: string;
  readonly figures: TrainedFigures;
}

export interface TrainTask {
  readonly manifest: string;
  readonly name: string;
  readonly out: string;
  readonly cache: string;
  readonly folds: number;
}

export interface TrainResult {
  readonly after: Share;
  readonly protocol: string;
  /** Ids of the songs with labels, and of those that could be used. */
  readonly used: readonly string[];
}
