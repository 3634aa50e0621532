/** Pictures as another recording of a song might have them: for teaching alone. */
import { standardise } from '../../src/features/linear-spectrogram.ts';
import { normalQuantile } from '../../src/train/fit-scaler.ts';
import { randomOf } from '../../src/train/random.ts';

const BINS = 128;
/** Standard deviations below the mean at which everything is silence. */
const FLOOR = -8;
const LARGEST_TEMPO_CHANGE = 0.1;
const LARGEST_SEMITONES = 2;
/** Smooth curves over the logarithm of frequency, each of this deviation (some 4 dB). */
const EQUALISER_CURVES = 4;
const EQUALISER_DEVIATION = 0.25;
/** A bin from which frequencies are spaced by their logarithm. */
const BEND = 4;
const NOISY_SHARE = 0.3;
/** Shares of the cells that noise drowns. */
const DROWNED = [0.005, 0.05] as const;
/** How sharply noise gives way to what is louder. */
const SHARPNESS = 4;

/** @param picture standardised, [columns][128]: another tempo, start, pitch, equaliser and perhaps noise, as `seed` decides */
export function alteredPicture(picture: Float32Array, seed: number): Float32Array {
  const random = randomOf(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const clipped = picture.map((value) => Math.max(FLOOR, value));
  const start = Math.floor(random() * (picture.length / BINS));
  const timed = inTempo(clipped, between(1 - LARGEST_TEMPO_CHANGE, 1 + LARGEST_TEMPO_CHANGE), start);
  const tuned = inTune(timed, 2 ** (between(-LARGEST_SEMITONES, LARGEST_SEMITONES) / 12));
  const curves = Array.from({ length: EQUALISER_CURVES }, () => EQUALISER_DEVIATION * normal(random));
  const equalised = throughEqualiser(tuned, curves);
  const noisy = random() < NOISY_SHARE ? withNoise(equalised, between(...DROWNED)) : equalised;
  return standardise(noisy);
}

/** Begins at column `start` and goes round. */
function inTempo(picture: Float32Array, tempo: number, start: number): Float32Array {
  const columns = picture.length / BINS;
  return picture.map((_, i) => {
    const place = (start + tempo * Math.floor(i / BINS)) % columns;
    const column = Math.min(Math.floor(place), Math.max(0, columns - 2));
    const at = column * BINS + (i % BINS);
    return mixed(picture[at], picture[at + BINS] ?? picture[at], Math.min(1, place - column));
  });
}

function inTune(picture: Float32Array, ratio: number): Float32Array {
  return picture.map((_, i) => {
    const place = Math.min((i % BINS) / ratio, BINS - 1);
    const bin = Math.min(Math.floor(place), BINS - 2);
    const at = i - (i % BINS) + bin;
    return mixed(picture[at], picture[at + 1], place - bin);
  });
}

function throughEqualiser(picture: Float32Array, curves: readonly number[]): Float32Array {
  const gains = Float64Array.from({ length: BINS }, (_, bin) => {
    const height = Math.log(1 + bin / BEND) / Math.log(1 + BINS / BEND);
    return curves.reduce((sum, curve, k) => sum + curve * Math.cos(Math.PI * (k + 1) * height), 0);
  });
  return picture.map((value, i) => value + gains[i % BINS]);
}

/** Of such strength that it drowns this share of the cells. */
function withNoise(picture: Float32Array, share: number): Float32Array {
  const level = picture.toSorted()[Math.floor(share * picture.length)];
  return picture.map((value) => {
    const [weak, strong] = value < level ? [value, level] : [level, value];
    return strong + Math.log1p(Math.exp(SHARPNESS * (weak - strong))) / SHARPNESS;
  });
}

function normal(random: () => number): number {
  return normalQuantile(Math.min(1 - 1e-6, Math.max(1e-6, random())));
}

function mixed(a: number, b: number, share: number): number {
  return (1 - share) * a + share * b;
}
