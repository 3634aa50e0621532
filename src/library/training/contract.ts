/** Messages between a training's requester, the process that trains, and the page. */

/** A share of songs that were named right, over songs that no model of the measurement had met. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface TrainedFigures {
  readonly songs: number;
  readonly artists: number;
  readonly genres: readonly string[];
  /** The model in use, which never saw these labels. */
  readonly before: Share;
  /** The new one, by artist. */
  readonly after: Share;
  /** Protocol of the second measurement, in words. */
  readonly protocol: string;
}

export interface TrainProgress {
  /** `listening` to songs, `measuring` by artist, `learning` from all. */
  readonly stage: 'listening' | 'measuring' | 'learning';
  /** 0..1 of the stage. */
  readonly done: number;
}

/** A model that was made of a library, beside it. */
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
  /** Labels and songs that could be used, by id. */
  readonly used: readonly string[];
}
