/**
 * Interface of a preset: a name, the input, and training from labelled rows to a graph. `PRESETS` in
 * presets.ts lists all.
 */
import type { Graph } from '../../onnx/graph.ts';
import type { InputSpec, Row } from '../data/row.ts';

/**
 * `sound`: altered copies of every training song (pitch, tempo, level, equaliser, band limit, noise); `masks`:
 * stretches of time and bands of pitch are hidden (Park et al. 2019); `mixup`: rows are mixed in pairs (Zhang et
 * al. 2018). The latter two are drawn anew in each epoch.
 */
export const AUGMENTATIONS = ['sound', 'masks', 'mixup'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

export interface FitOptions {
  readonly genres: readonly string[];
  /** Seed of random numbers. The same seed and rows give the same model, bit for bit on one machine. */
  readonly seed: number;
  /**
   * Validation rows for early stopping and calibration, if the collection has such rows; else they are held
   * out of `rows`.
   */
  readonly validation?: readonly Row[];
  /** Augmentations during training; `sound` was applied before. */
  readonly augment?: readonly Augmentation[];
  /** Stops between two steps by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Share done, 0..1. */
  readonly onProgress?: (fraction: number) => void;
  /** A file that a long fit may write its state to and continue from. */
  readonly checkpoint?: string;
}

/** One point of a learning curve. */
export interface CurvePoint {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validLoss?: number;
  readonly validAccuracy?: number;
}

export interface Fitted {
  /** An input for each recipe under its name, batch first; output `probabilities` [N, genres], calibrated. */
  readonly graph: Graph;
  /** Confidence threshold below which the answer is a ranking, not a claim. */
  readonly unsureBelow: number;
  /** Claim thresholds as in `ModelInfo`, for multi-label models. */
  readonly claimedFrom?: readonly number[];
  /** Learning curve; empty for classifiers without epochs. */
  readonly curve: readonly CurvePoint[];
  /** Hyperparameters chosen on training rows, e.g. { k: 8 }. */
  readonly chosen: Readonly<Record<string, number | string>>;
}

export interface Preset extends InputSpec {
  readonly name: string;
  /** One plain sentence for people. */
  readonly description: string;
  /** Augmentations that the preset supports, see `augmented`. */
  readonly augmentations: readonly Augmentation[];
  /** Fits on `rows` alone, model selection included. */
  fit(rows: readonly Row[], options: FitOptions): Promise<Fitted>;
}
