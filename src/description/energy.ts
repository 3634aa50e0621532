import type { Loudness } from './description.ts';

/** The weight of arousal in energy; the rest is that of density: how loudly the song is mastered. */
const AROUSAL_SHARE = 0.75;
/** How far the true peak is above the integrated loudness, in dB, where density is 1, and where it is 0. */
const [DENSEST, LOOSEST] = [6, 22];

/**
 * How energetic a song is, 0..1: three parts arousal, one part density. Density is how little the peaks stand out of
 * the loudness, and no gain moves it. Energy rises with arousal, and falls with what the peaks stand out.
 *
 * @param arousal 0..1
 */
export function energyOf(arousal: number, { integratedLufs, truePeakDb }: Loudness): number {
  if (integratedLufs === undefined) return arousal;
  const density = (LOOSEST - (truePeakDb - integratedLufs)) / (LOOSEST - DENSEST);
  return AROUSAL_SHARE * arousal + (1 - AROUSAL_SHARE) * Math.max(0, Math.min(1, density));
}
