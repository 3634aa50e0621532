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
  /** Kind of curves: separate lines, or a band between an upper and a lower edge. */
  readonly kind: 'lines' | 'band';
  readonly lines: readonly Curve[];
  readonly low: number;
  readonly high: number;
}

/** Panel above a common time axis. */
export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly ticks: readonly Tick[];
  /** Field of rows from below: [rows, frames], drawn from `low` to `high`. */
  readonly field?: { readonly array: FeatureArray; readonly low: number; readonly high: number };
  /** Curves over the field, from `low` to `high`. */
  readonly curves?: Curves;
  /** Marked times in seconds. */
  readonly marks?: readonly number[];
}

/** Maker of a panel; the panels of a sheet share one analysis. */
export type PanelMaker = (samples: Samples, analysis: Analysis) => Panel;
