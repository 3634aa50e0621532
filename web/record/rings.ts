/** The geometry of the record: which ring is which time, and where the arm must stand. Pure: no DOM. */
import type { Prediction } from '../../src/classify/prediction.ts';
import { rankingAt } from '../timeline/genre-timeline.ts';

export interface Ring {
  readonly genre: string;
  readonly probability: number;
}

const RINGS = 30;
const OUTER_RADIUS = 192;
const INNER_RADIUS = 88;

/** Radii on a record of radius 200; the first is the beginning of the song, at the edge. */
export const RING_RADII: readonly number[] = Array.from(
  { length: RINGS },
  (_, i) => OUTER_RADIUS - (i * (OUTER_RADIUS - INNER_RADIUS)) / (RINGS - 1),
);

/** Degrees of the arm: beside the record, over the first ring, over the last. Read off the drawing. */
const ARM_AT_REST = 3;
const ARM_AT_START = 16.5;
const ARM_AT_END = 37;

/** The leading genre of each ring's time; none where the song has no segments, or is of no genre. */
export function ringsOf({ outside, segments, durationSeconds }: Prediction): Ring[] {
  if (outside || segments.length === 0) return [];
  return Array.from({ length: RINGS }, (_, i) => {
    return rankingAt(segments, ((i + 0.5) / RINGS) * durationSeconds)[0]!;
  });
}

/** Angle of the arm at a share 0..1 of the song; at rest without one. */
export function armDegrees(share: number | undefined): number {
  if (share === undefined) return ARM_AT_REST;
  return ARM_AT_START + Math.min(1, Math.max(0, share)) * (ARM_AT_END - ARM_AT_START);
}
