import type { Analysis } from '../features/analysis.ts';
import { trackBeats } from '../features/beat.ts';
import { earSpectrogram } from '../features/ear.ts';
import { ALL_RANGES, FRAME_RATE, onsetEnvelopes } from './onsets.ts';
import { lagOf } from './periodicity.ts';

/** By how much the spectrogram shows a beginning late, in seconds. */
const DELAY = 0.016;

/** When the beats of a sound fall at about this tempo, in seconds from its start; none where nothing begins. */
export function beatsOf(analysis: Analysis, beatsPerMinute: number): number[] {
  return beatsOfOnsets(onsetEnvelopes(earSpectrogram(analysis))[ALL_RANGES], beatsPerMinute);
}

/** The same of an onset envelope. */
export function beatsOfOnsets(envelope: Float64Array, beatsPerMinute: number): number[] {
  if (!envelope.some((value) => value !== 0)) return [];
  const frames = trackBeats(Float32Array.from(envelope), lagOf(beatsPerMinute));
  return frames.map((frame) => Math.max(0, (frame + 1) / FRAME_RATE - DELAY));
}
