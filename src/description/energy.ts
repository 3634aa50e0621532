import type { Loudness } from './description.ts';

/** Weight of arousal in energy; the rest is that of density. */
const AROUSAL_SHARE = 0.75;
/** Crest, true peak less integrated loudness in dB, at density 1 and at density 0. */
const [DENSEST, LOOSEST] = [6, 22];

/**
 * Energy of a song, 0..1: three parts arousal, one part density. Density falls with the crest (peak over
 * loudness) and does not depend on gain.
 * @param arousal 0..1
 */
export function energyOf(arousal: number, { integratedLufs, truePeakDb }: Loudness): number {
  if (integratedLufs === undefined) return arousal;
  const density = (LOOSEST - (truePeakDb - integratedLufs)) / (LOOSEST - DENSEST);
  return AROUSAL_SHARE * arousal + (1 - AROUSAL_SHARE) * Math.max(0, Math.min(1, density));
}
