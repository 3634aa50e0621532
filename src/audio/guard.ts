import { BrokenAudio, TooLong } from '../errors.ts';
import type { WarningList } from './warning.ts';

/** What a stream is held to. */
export interface GuardLimits {
  sampleRate: number;
  /** Beyond this magnitude a sample is nonsense. */
  peakLimit: number;
  maxSeconds?: number;
}

/** More nonsense than this share, and the rest is not to be trusted either. */
const MAX_NONSENSE_SHARE = 0.1;
/** Nonsense is judged once there is this much sound, or at its end. */
const MIN_JUDGED_SAMPLES = 65_536;

/**
 * Passes mono sound on with each nonsensical sample (not finite: 0; too large: clipped to 1) made harmless.
 * @throws {BrokenAudio} when there is no sound at all, or most of it is nonsense
 * @throws {TooLong} when there is more than `maxSeconds`
 */
export async function* guardSound(
  chunks: AsyncIterable<Float32Array>,
  limits: GuardLimits,
  warnings: WarningList,
): AsyncGenerator<Float32Array> {
  const maxSamples = (limits.maxSeconds ?? Number.POSITIVE_INFINITY) * limits.sampleRate;
  let samples = 0;
  let nonsense = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    nonsense += tame(chunk, limits.peakLimit);
    samples += chunk.length;
    if (samples > maxSamples)
      throw new TooLong(`Expected at most ${limits.maxSeconds} seconds of sound, got more.`);
    if (samples >= MIN_JUDGED_SAMPLES) judge(nonsense, samples);
    yield chunk;
  }
  if (samples === 0) throw new BrokenAudio('Expected sound, got a file that holds none.');
  judge(nonsense, samples);
  if (nonsense > 0)
    warnings.add('damaged', `${nonsense} samples were out of any sensible range and were replaced.`);
}

function judge(nonsense: number, samples: number): void {
  if (nonsense <= samples * MAX_NONSENSE_SHARE) return;
  const percent = Math.round((100 * nonsense) / samples);
  throw new BrokenAudio(`Expected samples between -1 and 1, got ${percent} % far outside.`);
}

/** Replaces nonsense in place and counts it. */
function tame(chunk: Float32Array, limit: number): number {
  let count = 0;
  for (let i = 0; i < chunk.length; i++) {
    const value = chunk[i];
    if (value <= limit && value >= -limit) continue;
    chunk[i] = Number.isFinite(value) ? Math.sign(value) : 0;
    count++;
  }
  return count;
}
