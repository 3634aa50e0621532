/** Copies of a song as files and players alter it: what the default model learns to hear through. */
import { concatenate, resample } from '../../src/audio/resample.ts';
import { SAMPLE_RATE, type Samples } from '../../src/audio/samples.ts';
import { randomOf } from '../../src/dsp/random.ts';
import { coarselyCoded } from './coarse-codec.ts';

/** Raised when a copy comes out otherwise: what is cached under an older one is never met again. */
export const COPIES_VERSION = 1;
/** Copies of each song: each is altered in another way, the next song's in others. */
export const COPIES = 1;

/** Cut-off rates of codecs of few bits, in Hz. */
const RATES = [10_000, 12_000, 14_000, 16_000];

type Alteration = (sound: Float32Array, random: () => number) => Float32Array;

/** Alterations of copies, by name. */
export const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  codec: (sound, random) =>
    coarselyCoded(sound, { step: between(0.3, 1.2, random), seed: 2 ** 32 * random() }),
  '16 kHz': (sound) => limited(sound, 16_000),
  clipped: (sound, random) => clipped(sound, between(3, 9, random)),
  '8 kHz': (sound) => limited(sound, 8000),
  silence: (sound, random) => withSilence(sound, random),
  'narrow codec': (sound, random) => {
    const narrow = limited(sound, RATES[Math.floor(RATES.length * random())]);
    return coarselyCoded(narrow, { step: between(0.3, 1.2, random), seed: 2 ** 32 * random() });
  },
  quiet: (sound, random) => quiet(sound, between(20, 40, random)),
  speed: (sound, random) =>
    resample(sound, SAMPLE_RATE, Math.round(SAMPLE_RATE * between(0.97, 1.03, random))),
};

const KINDS = Object.keys(ALTERATIONS);

/** The kind of a song's copy, from 0, which its content decides. */
export function kindOf(contentHash: string, copy: number): string {
  return KINDS[(seedOf(contentHash) + 3 * copy) % KINDS.length];
}

/** A song at 22,050 Hz, altered as its content and the number of the copy say. */
export function copyOf({ data, sampleRate }: Samples, contentHash: string, copy: number): Samples {
  const alter = ALTERATIONS[kindOf(contentHash, copy)];
  return { data: alter(data, randomOf(seedOf(contentHash) + copy)), sampleRate };
}

function seedOf(contentHash: string): number {
  return Number.parseInt(contentHash.slice(0, 8), 16);
}

function between(low: number, high: number, random: () => number): number {
  return low + (high - low) * random();
}

/** Band-limits to half of `rate`. */
function limited(sound: Float32Array, rate: number): Float32Array {
  return resample(resample(sound, SAMPLE_RATE, rate), rate, SAMPLE_RATE);
}

function clipped(sound: Float32Array, decibels: number): Float32Array {
  const limit = peakOf(sound) / 10 ** (decibels / 20);
  return sound.map((value) => Math.max(-limit, Math.min(limit, value)));
}

/** Turned down in a file of 16 bits. */
function quiet(sound: Float32Array, decibels: number): Float32Array {
  const gain = (2 ** 15 / Math.max(1e-6, peakOf(sound))) * 10 ** (-decibels / 20);
  return sound.map((value) => Math.round(gain * value) / 2 ** 15);
}

/** Cut hard at up to ten places of a file of 44,100 Hz, the beginning often among them: coming down to half the rate rings. */
function withSilence(sound: Float32Array, random: () => number): Float32Array {
  const rate = 2 * SAMPLE_RATE;
  const fine = resample(sound, SAMPLE_RATE, rate);
  const gap = new Float32Array(Math.round(rate * between(0.1, 1, random)));
  const places = Array.from({ length: Math.ceil(10 * random()) }, () => Math.round(fine.length * random()));
  const starts = [0, ...places.sort((a, b) => a - b)];
  const parts = starts.flatMap((start, i) => [gap, fine.subarray(start, starts[i + 1])]);
  return resample(concatenate(parts), rate, SAMPLE_RATE);
}

function peakOf(sound: Float32Array): number {
  return sound.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
