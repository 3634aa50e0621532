/**
 * The contract of everything after decoding.
 *
 * Mono, 32-bit float, nominally in [-1, 1], at a stated rate; 22,050 Hz wherever a feature is computed.
 * To check a producer: a full-scale 1 kHz sine must come out with rms 0.7071 and its peak at 1 kHz.
 */
export interface Samples {
  readonly data: Float32Array;
  readonly sampleRate: number;
}

/** The one rate at which features are computed, in Hz. */
export const SAMPLE_RATE = 22_050;

/** Seconds of sound in `samples`. */
export function durationSeconds(samples: Samples): number {
  return samples.data.length / samples.sampleRate;
}
