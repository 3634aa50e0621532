import type { Analysis } from '../features/analysis.ts';
import { LoudnessMeter } from './loudness.ts';

/** Crest of a sound without loudness: about the mean of the songs that mood was learned from. */
export const MEAN_CREST = 16;

/**
 * Crest in dB: true peak less integrated loudness, of the mono sound, as of the songs that mood was learned
 * from. With more channels the loudness would be that of their sum, and the crest up to 3 dB less.
 */
export function crestOf({ signal, sampleRate }: Analysis): number {
  const meter = new LoudnessMeter();
  meter.push({ planes: [signal], sampleRate, at: 0, order: 'wave' });
  const { truePeakDb, integratedLufs } = meter.measure();
  return integratedLufs === undefined ? MEAN_CREST : truePeakDb - integratedLufs;
}
