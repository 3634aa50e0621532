/**
 * What every kind of model gives to training: a name, what it hears, and a way from labelled rows to a graph.
 * The list of all is `PRESETS` in presets.ts.
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
  /** The same seed and rows give the same model, bit for bit on one machine. */
  readonly seed: number;
  /** For early stopping and calibration, where the collection has such rows; else they are held out of `rows`. */
  readonly validation?: readonly Row[];
  /** What is done to training rows on the way; `sound` was done before. */
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
  /** Below this probability of the first genre the answer is a ranking, not a claim. */
  readonly unsureBelow: number;
  /** As in `ModelInfo`, where a song may have several genres. */
  readonly claimedFrom?: readonly number[];
  /** Empty for classifiers that do not learn in epochs. */
  readonly curve: readonly CurvePoint[];
  /** What was chosen on training rows, e.g. { k: 8 }. */
  readonly chosen: Readonly<Record<string, number | string>>;
}

export interface Preset extends InputSpec {
  readonly name: string;
  /** One plain sentence for people. */
  readonly description: string;
  /** What it can learn from more rows by: `augmented`. */
  readonly augmentations: readonly Augmentation[];
  /** Learns from `rows` alone, whatever is chosen on the way included. */
  fit(rows: readonly Row[], options: FitOptions): Promise<Fitted>;
}
