import type { Samples } from '../../audio/samples.ts';
import { Analysis } from '../../features/analysis.ts';
import { CURVES } from './curves.ts';
import { FIELDS } from './fields.ts';
import type { Panel, PanelMaker } from './panel.ts';

const PANELS: Readonly<Record<string, PanelMaker>> = { ...CURVES, ...FIELDS };

export const PANEL_NAMES: readonly string[] = Object.keys(PANELS);

/** Panels drawn by default. */
export const DEFAULT_PANELS: readonly string[] = [
  'waveform',
  'spectrogram',
  'mel',
  'chroma',
  'tonnetz',
  'mfcc',
  'brightness',
  'beats',
];

/** Panels of these names, in that order. */
export function panelsOf(samples: Samples, names: readonly string[]): Panel[] {
  const analysis = new Analysis(samples);
  return names.map((name) => PANELS[name](samples, analysis));
}
