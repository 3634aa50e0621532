/** Panels of a plot: curves and fields over time. */
import type { Samples } from '../../audio/samples.ts';
import type { Analysis } from '../../features/analysis.ts';
import type { FeatureArray } from '../../features/recipe.ts';

/** A tick of the value axis, at a share of its height from below. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Curve {
  readonly name?: string;
  readonly values: Float32Array;
}

export interface Curves {
  /** Two lines that are a band are its upper and its lower edge. */
  readonly kind: 'lines' | 'band';
  readonly lines: readonly Curve[];
  readonly low: number;
  readonly high: number;
}

/** One picture above a common axis of time. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly ticks: readonly Tick[];
  /** Rows from below: [rows, frames], drawn from `low` to `high`. */
  readonly field?: { readonly array: FeatureArray; readonly low: number; readonly high: number };
  /** Drawn over the field, from `low` to `high`. */
  readonly curves?: Curves;
  /** Seconds that are marked. */
  readonly marks?: readonly number[];
}

/** Draws one aspect of a sound; the panels of a sheet share one analysis. */
export type PanelMaker = (samples: Samples, analysis: Analysis) => Panel;
