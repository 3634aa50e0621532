/** Alterations: the same song as another recording of it might sound, for training rows alone. */
import { resample } from '../audio/resample.ts';
import { SAMPLE_RATE } from '../audio/samples.ts';
import { filtered, lowPass, peak } from '../dsp/biquad.ts';
import { randomOf } from '../dsp/random.ts';
import { timeStretch } from '../dsp/time-stretch.ts';

export interface Alteration {
  /** Speed: seconds of the song in a second of the altered one. */
  readonly tempo: number;
  /** Semitones, whole: each needs a filter of its own. */
  readonly semitones: number;
  readonly gainDecibels: number;
  /** Peaking filters of an equaliser. */
  readonly bells: readonly { readonly hertz: number; readonly decibels: number }[];
  /** Cut-off of a low-pass filter, as codecs of few bits apply. */
  readonly lowPassHertz?: number;
  /** Level of white noise below the sound, in dB. */
  readonly noiseDecibels?: number;
  /** Seed of the noise. */
  readonly seed: number;
}

/** Version of the alterations, raised when their output changes, so that older cached features are not used. */
export const ALTERATION_VERSION = 1;

/** Alteration of copy `copy` (from 1) of a song, a function of its content hash and that number alone. */
export function drawAlteration(contentHash: string, copy: number): Alteration {
  const seed = Number.parseInt(contentHash.slice(0, 8), 16) + copy;
  const random = randomOf(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const often = <T>(value: T) => (random() < 0.5 ? value : undefined);
  return {
    tempo: between(0.9, 1.1),
    semitones: Math.round(between(-2.5, 2.5)),
    gainDecibels: between(-12, 0),
    bells: [80, 800, 6000].map((low) => ({ hertz: between(low, 1.6 * low), decibels: between(-6, 6) })),
    lowPassHertz: often(between(4000, 9000)),
    noiseDecibels: often(between(25, 50)),
    seed,
  };
}

/** Applies all of it; `length` samples come out, which is where a window that is too short keeps its tempo. */
export function alterSound(sound: Float32Array, alteration: Alteration, length: number): Float32Array {
  const shifted = shiftPitch(sound, alteration.semitones, length);
  const { bells, lowPassHertz, noiseDecibels, gainDecibels, seed } = alteration;
  const filters = bells.map(({ hertz, decibels }) => peak(hertz, decibels, SAMPLE_RATE));
  const cut = lowPassHertz === undefined ? [] : lowPass(lowPassHertz, SAMPLE_RATE);
  const filteredSound = filtered(shifted, [...filters, ...cut]);
  const noise =
    noiseDecibels === undefined ? 0 : rms(filteredSound) * Math.sqrt(3) * 10 ** (-noiseDecibels / 20);
  const gain = 10 ** (gainDecibels / 20);
  const random = randomOf(seed);
  return filteredSound.map((value) => gain * (value + noise * (2 * random() - 1)));
}

/** Stretched by as much as playing it faster will shorten it. */
function shiftPitch(sound: Float32Array, semitones: number, length: number): Float32Array {
  const fromRate = Math.round(SAMPLE_RATE * 2 ** (semitones / 12));
  const stretched = timeStretch(sound, Math.ceil((length * fromRate) / SAMPLE_RATE));
  return resample(stretched, fromRate, SAMPLE_RATE).slice(0, length);
}

function rms(sound: Float32Array): number {
  return Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length);
}
