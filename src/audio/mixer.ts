/** Channels to one, with a look at what would be lost in it. */
import { mixToMono } from './mix.ts';
import type { WarningList } from './warning.ts';

/** Channels whose mean has less than this share of the power of the loudest cancel each other: two correlate below -0.9. */
export const CANCELLED_POWER = 0.05;
/** Told where this share of the sound is concerned, and no less than so many seconds. */
const [CANCELLED_SHARE, CANCELLED_SECONDS] = [0.1, 1];
/** Samples near full scale in a row, as limiters of good recordings leave them seldom; hot ones of floats are beyond. */
const [CLIPPED_FROM, CLIPPED_TO, CLIPPED_SHARE] = [0.98, 1.05, 0.002];
/** One sample in so many is looked at. */
const STEP = 4;

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

  mix(planes: readonly Float32Array[]): Float32Array {
    for (const plane of planes) this.#lookForClipping(plane);
    const mean = mixToMono(planes);
    this.#frames += mean.length;
    if (planes.length === 1) return mean;
    const powers = planes.map(powerOf);
    const loudest = Math.max(...powers);
    if (powerOf(mean) >= CANCELLED_POWER * loudest) return mean;
    this.#cancelled += mean.length;
    return planes[powers.indexOf(loudest)].slice();
  }

  /** Warns of what was met. */
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

  #lookForClipping(plane: Float32Array): void {
    for (let i = 0; i < plane.length - 2; i += STEP) {
      if (isAtLimit(plane[i]) && isAtLimit(plane[i + 1]) && isAtLimit(plane[i + 2])) this.#clipped++;
    }
    this.#looked += plane.length / STEP;
  }
}

export function warnOfCancelling(warnings: WarningList): void {
  warnings.add(
    'channels-cancel',
    'The channels cancel each other, as if one were wired the wrong way round: the louder one is heard.',
  );
}

function isAtLimit(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude >= CLIPPED_FROM && magnitude <= CLIPPED_TO;
}

/** Of one sample in so many, which is enough to compare. */
function powerOf(plane: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < plane.length; i += STEP) sum += plane[i] * plane[i];
  return sum;
}
