/** Downmix to mono, with warnings about what it would lose. */
import { mix } from '../dsp/mix.ts';
import type { WarningList } from './warning.ts';

/** Power of the mean relative to the loudest channel below which channels cancel: two correlate below -0.9. */
export const CANCELLED_POWER = 0.05;
/** Share of the sound, and seconds, from which on a warning is given. */
const [CANCELLED_SHARE, CANCELLED_SECONDS] = [0.1, 1];
/** Magnitudes that count as clipped: good limiters seldom leave several in a row; hot floats are beyond. */
const CLIPPED = { low: 0.98, high: 1.05 };
const CLIPPED_SHARE = 0.002;

/** Mixes the blocks of a track: to their mean, or to the loudest channel where channels cancel. */
export class Mixer {
  readonly #sampleRate: number;
  readonly #warnings: WarningList;
  #frames = 0;
  #cancelled = 0;
  #looked = 0;
  #clipped = 0;

  constructor(sampleRate: number, warnings: WarningList) {
    this.#sampleRate = sampleRate;
    this.#warnings = warnings;
  }

  /** Mean in double precision, rounded once: every lossless format of the same integers gives the same bits. */
  mix(planes: readonly Float32Array[]): Float32Array {
    const { mean, power, powers, looked, clipped } = mix(planes, CLIPPED);
    this.#frames += mean.length;
    this.#looked += looked;
    this.#clipped += clipped;
    if (planes.length === 1) return mean;
    const loudest = Math.max(...powers);
    const isCancelled = power < CANCELLED_POWER * loudest;
    if (!isCancelled) return mean;
    this.#cancelled += mean.length;
    return planes[powers.indexOf(loudest)].slice();
  }

  /** Warns of cancellation and clipping. */
  end(): void {
    if (this.#cancelled >= Math.max(CANCELLED_SECONDS * this.#sampleRate, CANCELLED_SHARE * this.#frames)) {
      warnOfCancelling(this.#warnings);
    }
    if (this.#clipped > CLIPPED_SHARE * this.#looked) {
      const message =
        'The recording is clipped: it was made too loud, and its answer may be another for that.';
      this.#warnings.add('clipped', message);
    }
  }
}

export function warnOfCancelling(warnings: WarningList): void {
  warnings.add(
    'channels-cancel',
    'The channels cancel each other, as if one were wired the wrong way round: the louder one is heard.',
  );
}
