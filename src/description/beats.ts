import type { Analysis } from '../features/analysis.ts';
import { trackBeats } from '../features/beat.ts';
import { ALL_RANGES, FRAME_RATE, onsetsOf } from './onsets.ts';
import { lagOf } from './periodicity.ts';

/** Seconds by which the spectrogram shows the beginning of a click too early. */
const EARLY = 0.002;

/** Beat times at about the given tempo, in seconds from the start; empty without onsets. */
export function beatsOf(analysis: Analysis, beatsPerMinute: number): number[] {
  return beatsOfOnsets(onsetsOf(analysis)[ALL_RANGES], beatsPerMinute);
}

/** Beat times of an onset envelope. */
export function beatsOfOnsets(envelope: Float64Array, beatsPerMinute: number): number[] {
  if (!envelope.some((value) => value !== 0)) return [];
  const frames = trackBeats(Float32Array.from(envelope), lagOf(beatsPerMinute));
  return frames.map((frame) => (frame + 1) / FRAME_RATE + EARLY);
}

/** Mean tempo of beats, by piece of a song, in beats per minute; undefined if no piece has two. */
export function meanTempoOf(pieces: readonly (readonly number[])[]): number | undefined {
  let [intervals, seconds] = [0, 0];
  for (const times of pieces) {
    if (times.length < 2) continue;
    intervals += times.length - 1;
    seconds += times[times.length - 1] - times[0];
  }
  return intervals === 0 ? undefined : (60 * intervals) / seconds;
}
