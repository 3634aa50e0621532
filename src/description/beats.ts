import type { Analysis } from '../features/analysis.ts';
import { trackBeats } from '../features/beat.ts';
import { ALL_RANGES, FRAME_RATE, onsetsOf } from './onsets.ts';
import { lagOf } from './periodicity.ts';

/** By how much the spectrogram shows the beginning of a click early, in seconds. */
const EARLY = 0.002;

/** When the beats of a sound fall at about this tempo, in seconds from its start; none where nothing begins. */
export function beatsOf(analysis: Analysis, beatsPerMinute: number): number[] {
  return beatsOfOnsets(onsetsOf(analysis)[ALL_RANGES], beatsPerMinute);
}

/** The same of an onset envelope. */
export function beatsOfOnsets(envelope: Float64Array, beatsPerMinute: number): number[] {
  if (!envelope.some((value) => value !== 0)) return [];
  const frames = trackBeats(Float32Array.from(envelope), lagOf(beatsPerMinute));
  return frames.map((frame) => (frame + 1) / FRAME_RATE + EARLY);
}
