/** Description of a model: the JSON under the key `tonearm` of its file's ONNX `metadata_props`. */
export interface ModelInfo {
  /** Version of this description. */
  readonly format: 1;
  readonly name: string;
  readonly version: string;
  /** One plain sentence for people. */
  readonly description: string;
  /** Class names in output order. */
  readonly genres: readonly string[];
  /** Recipes of its features; each is an input of the graph under the recipe's name, float32, batch first. */
  readonly recipes: readonly RecipeReference[];
  /** Segmentation: windows of `seconds`, a new one every `hopSeconds`. */
  readonly segments: { readonly seconds: number; readonly hopSeconds: number };
  /** Confidence threshold below which the answer is a ranking, not a claim. */
  readonly unsureBelow: number;
  /** Confidence measure; default `confidence`, the probability of the first genre. */
  readonly sureness?: ConfidenceMeasure;
  /**
   * Threshold of the probability of `outside` from which a song is of none of the genres. Default: the model
   * does not know outside songs.
   */
  readonly outsideFrom?: number;
  /** Claim thresholds of a multi-label model, one for each genre; 1: never. */
  readonly claimedFrom?: readonly number[];
  /** Training data, described for people. */
  readonly trainedOn: string;
  /** Hashes of the training songs: the first 16 hex digits of the SHA-256 of their content. */
  readonly trainingSongs?: readonly string[];
  /** Measured figures, each with its protocol, n and spread. */
  readonly report: readonly Figure[];
  readonly license: string;
}

export interface RecipeReference {
  readonly name: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
}

/** Measured figure. */
export interface Figure {
  /** e.g. "accuracy", "ece". */
  readonly measure: string;
  readonly value: number;
  /** Standard error or standard deviation over folds; `spreadOf` says which. */
  readonly spread: number;
  readonly spreadOf: string;
  /** Tracks. */
  readonly n: number;
  /** e.g. "artist-grouped 5-fold". */
  readonly protocol: string;
  readonly data: string;
}

/** Measure in 0..1 that is compared with a model's threshold. */
export const CONFIDENCE_MEASURES = ['confidence', 'agreement', 'overall'] as const;
export type ConfidenceMeasure = (typeof CONFIDENCE_MEASURES)[number];
