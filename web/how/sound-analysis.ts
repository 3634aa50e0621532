/** Analysis of a sound for the explanation, and access to it by frame. Pure. */
import type { FeatureArray } from '../../src/features/recipe.ts';

/** Analysis of one sound by the core: frames of 2,048 samples, 512 apart. */
export interface SoundAnalysis {
  readonly name: string;
  readonly samples: Float32Array;
  readonly sampleRate: number;
  readonly frames: number;
  /** [1025, frames] */
  readonly magnitudes: FeatureArray;
  /** Decibels, [64, frames] */
  readonly mel: FeatureArray;
  /** [12, frames], C first */
  readonly chroma: FeatureArray;
  /** [6, frames] */
  readonly tonnetz: FeatureArray;
  /** [1, frames] each, in Hz, but crossings: a share. */
  readonly centroid: FeatureArray;
  readonly bandwidth: FeatureArray;
  readonly rolloff: FeatureArray;
  readonly crossings: FeatureArray;
  /** Separated sounds, as long as the samples. */
  readonly harmonic: Float32Array;
  readonly percussive: Float32Array;
  readonly onsets: Float32Array;
  readonly beatSeconds: readonly number[];
  readonly tempo: number;
}

export type SoundRequest = { kind: 'tune'; name: string } | { kind: 'file'; file: File };

export type SoundAnswer =
  | { kind: 'analysed'; analysis: SoundAnalysis }
  | { kind: 'failed'; code: string; message: string };

export const FRAME_LENGTH = 2048;
export const HOP_LENGTH = 512;
export const MEL_BANDS = 64;

/** One frame of a feature: its column. */
export function frameOf({ data, shape }: FeatureArray, frame: number): Float32Array {
  const [rows, frames] = shape as [number, number];
  return Float32Array.from({ length: rows }, (_, row) => data[row * frames + frame]!);
}

export function secondsOf(frame: number, sampleRate: number): number {
  return (frame * HOP_LENGTH) / sampleRate;
}

/** The samples under a frame; silence beyond the ends. */
export function samplesOf(samples: Float32Array, frame: number): Float32Array {
  const start = frame * HOP_LENGTH - FRAME_LENGTH / 2;
  return Float32Array.from({ length: FRAME_LENGTH }, (_, i) => samples[start + i] ?? 0);
}
