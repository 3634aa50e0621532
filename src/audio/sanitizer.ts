import { largestMagnitude } from '../dsp/sane.ts';
import { TonearmError } from '../errors.ts';
import type { WarningList } from './warning.ts';

/** Limits of a stream. */
export interface SanitizerLimits {
  readonly sampleRate: number;
  /** Magnitude beyond which a sample is invalid. */
  readonly peakLimit: number;
  readonly maxSeconds?: number;
}

/** Number of invalid samples, and of those that are NaN or infinite. */
interface Nonsense {
  nonsense: number;
  notFinite: number;
}

/** Share of invalid samples above which the whole sound is rejected. */
const MAX_NONSENSE_SHARE = 0.1;
/** Number of samples after which the share of invalid ones is judged, if the sound is that long. */
const MIN_JUDGED_SAMPLES = 65_536;

/** Sanitizer: replaces invalid samples (not finite: 0; too large: clipped to 1), and throws if there are too many. */
export class Sanitizer {
  readonly #limits: SanitizerLimits;
  #samples = 0;
  readonly #counts: Nonsense = { nonsense: 0, notFinite: 0 };

  constructor(limits: SanitizerLimits) {
    this.#limits = limits;
  }

  /**
   * Checks mono sound in place.
   * @throws broken-audio when most of it so far is nonsense
   * @throws too-long when there has been more than `maxSeconds`
   */
  check(sound: Float32Array): void {
    const { peakLimit, sampleRate, maxSeconds = Infinity } = this.#limits;
    tame(sound, peakLimit, this.#counts);
    this.#samples += sound.length;
    if (this.#samples > maxSeconds * sampleRate)
      throw new TonearmError('too-long', `Expected at most ${maxSeconds} seconds of sound, got more.`);
    if (this.#samples >= MIN_JUDGED_SAMPLES) judge(this.#counts, this.#samples);
  }

  /** @throws broken-audio when there was no sound at all, or most of it was nonsense */
  end(warnings: WarningList): void {
    if (this.#samples === 0)
      throw new TonearmError('broken-audio', 'Expected sound, got a file that holds none.');
    judge(this.#counts, this.#samples);
    const { nonsense } = this.#counts;
    if (nonsense > 0)
      warnings.add('damaged', `${nonsense} samples were out of any sensible range and were replaced.`);
  }
}

/** Passes on sanitized mono sound, and throws as the sanitizer does. */
export async function* sanitize(
  chunks: AsyncIterable<Float32Array>,
  limits: SanitizerLimits,
  warnings: WarningList,
): AsyncGenerator<Float32Array> {
  const sanitizer = new Sanitizer(limits);
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    sanitizer.check(chunk);
    yield chunk;
  }
  sanitizer.end(warnings);
}

function judge({ nonsense, notFinite }: Nonsense, samples: number): void {
  if (nonsense <= samples * MAX_NONSENSE_SHARE) return;
  if (notFinite > nonsense / 2)
    throw new TonearmError(
      'broken-audio',
      'Most samples are no numbers (NaN): the file was written wrongly. Export it again.',
    );
  const percent = Math.round((100 * nonsense) / samples);
  throw new TonearmError('broken-audio', `Expected samples between -1 and 1, got ${percent} % far outside.`);
}

/** Replaces nonsense in place and counts it. */
function tame(chunk: Float32Array, limit: number, counts: Nonsense): void {
  if (largestMagnitude(chunk) <= limit) return;
  for (let i = 0; i < chunk.length; i++) {
    const value = chunk[i];
    if (value <= limit && value >= -limit) continue;
    const isNumber = Number.isFinite(value);
    chunk[i] = isNumber ? Math.sign(value) : 0;
    counts.nonsense++;
    if (!isNumber) counts.notFinite++;
  }
}
