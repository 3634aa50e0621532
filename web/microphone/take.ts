/** Recorded samples and their export. Pure but for `File`. */
import { encodeWav } from './wav.ts';

/** Minimum seconds of a recording that is analysed. */
export const MIN_SECONDS = 10;
export const MAX_SECONDS = 30;
/** Lower end of the meter, in dB of full scale. */
const QUIETEST_DB = -60;

/** Mono pieces of one recording, up to `MAX_SECONDS`. */
export class Take {
  readonly sampleRate: number;
  readonly #samples: Float32Array;
  readonly #levels: number[] = [];
  #length = 0;

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate;
    this.#samples = new Float32Array(MAX_SECONDS * sampleRate);
  }

  get seconds(): number {
    return this.#length / this.sampleRate;
  }

  get full(): boolean {
    return this.#length === this.#samples.length;
  }

  /** Appends samples; those beyond the limit are dropped. */
  add(piece: Float32Array): void {
    const fitting = piece.subarray(0, this.#samples.length - this.#length);
    this.#samples.set(fitting, this.#length);
    this.#length += fitting.length;
    while (this.#levels.length + 1 <= this.seconds) {
      const start = this.#levels.length * this.sampleRate;
      this.#levels.push(levelOf(this.#samples.subarray(start, start + this.sampleRate)));
    }
  }

  /** Level of each whole second, 0..1 as the meter shows it. */
  levels(): readonly number[] {
    return [...this.#levels];
  }

  toFile(name: string): File {
    return new File([encodeWav(this.#samples.subarray(0, this.#length), this.sampleRate)], name, {
      type: 'audio/wav',
    });
  }
}

/** The peak as a meter shows it: 0 at -60 dB of full scale or less, 1 at full scale. */
export function levelOf(samples: Float32Array): number {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(peak)) / QUIETEST_DB));
}

/** `Recording 2026-11-21 09.30.05.wav`, by the clock on the wall. */
export function recordingName(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.');
  return `Recording ${day} ${time}.wav`;
}
