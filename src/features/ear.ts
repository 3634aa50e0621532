import type { Samples } from '../audio/samples.ts';
import { logarithms } from '../dsp/logarithms.ts';
import { atRms } from '../dsp/rms-level.ts';
import { TonearmError } from '../errors.ts';
import type { Analysis, EarNetwork } from './analysis.ts';
import { melFrames } from './mel-spectrogram.ts';
import type { Recipe } from './recipe.ts';
import { Spectra } from './spectra.ts';

/** Input parameters of the embedding networks. */
const FRONT_END = {
  sampleRate: 16_000,
  nFft: 512,
  hopLength: 256,
  window: 'hann',
  padMode: 'reflect',
  nMels: 96,
  gain: 10_000,
  segmentFrames: 187,
} as const;
/** Root mean square of the input, in dB of full scale: mastering level has no influence. */
const LEVEL_DB = -20;
const MIN_RMS = 1e-6;
const { sampleRate: SAMPLE_RATE, segmentFrames: FRAMES, nMels: N_MELS, hopLength: HOP } = FRONT_END;
const SEGMENT = FRAMES * N_MELS;
/** Minimum samples of the input, one segment; shorter sounds are repeated up to 3 s. */
const MIN_SAMPLES = FRAMES * HOP;
const REPEATED_SAMPLES = 3 * SAMPLE_RATE;

/** Last.fm tags that both networks were trained on, in their order. */
// biome-ignore format: read as a list
export const EAR_TAGS = [
  'rock', 'pop', 'alternative', 'indie', 'electronic', 'female vocalists', 'dance', '00s', 'alternative rock', 'jazz',
  'beautiful', 'metal', 'chillout', 'male vocalists', 'classic rock', 'soul', 'indie rock', 'Mellow', 'electronica',
  '80s', 'folk', '90s', 'chill', 'instrumental', 'punk', 'oldies', 'blues', 'hard rock', 'ambient', 'acoustic',
  'experimental', 'female vocalist', 'guitar', 'Hip-Hop', '70s', 'party', 'country', 'easy listening', 'sexy',
  'catchy', 'funk', 'electro', 'heavy metal', 'Progressive rock', '60s', 'rnb', 'indie pop', 'sad', 'House', 'happy',
] as const;

/** Segment of the networks' input: frames and mel bands. */
export const EAR_INPUT = [FRAMES, N_MELS] as const;

/** Sizes of the three parts of MSD_musicnn's output, which are concatenated. */
export const EAR_SIZES = { penultimate: 200, tags: EAR_TAGS.length, pool: 212 } as const;

/** Sizes of MSD_vgg's outputs: means of the living channels of three of its layers over a segment, and its tags. */
export const EAR_VGG_SIZES = { pool3: 88, pool4: 81, pool5: 127, tags: EAR_TAGS.length } as const;

/**
 * Embedding of a pretrained network by segments of 3 s (its last hidden layer, the logits of its tags, its
 * channels' means over time): first the means over the segments, then the standard deviations. Independent of
 * gain.
 */
export const ear: Recipe = {
  name: 'ear',
  version: 1,
  parameters: { network: 'MSD_musicnn', levelDb: LEVEL_DB, ...FRONT_END },
  shape: [2 * columnNames(EAR_SIZES).length],
  columns: [...columnNames(EAR_SIZES), ...columnNames(EAR_SIZES).map((name) => `${name}_deviation`)],
  async compute(analysis) {
    const data = await embeddingOf(analysis);
    return { data, shape: [data.length] };
  },
};

/** Embedding of a second pretrained network: the means over the segments. */
export const earVgg: Recipe = {
  name: 'ear-vgg',
  version: 1,
  parameters: { network: 'MSD_vgg', levelDb: LEVEL_DB, ...FRONT_END },
  shape: [columnNames(EAR_VGG_SIZES).length],
  columns: columnNames(EAR_VGG_SIZES),
  async compute(analysis) {
    const data = await embeddingOf(analysis, 'MSD_vgg');
    return { data, shape: [data.length] };
  },
};

/**
 * Embedding of a sound, computed once.
 * @throws bad-model if the analysis was given no ear
 */
export async function embeddingOf(
  analysis: Analysis,
  network: EarNetwork = 'MSD_musicnn',
): Promise<Float32Array> {
  const { ear } = analysis;
  if (ear === undefined) {
    throw new TonearmError(
      'bad-model',
      'The model needs the pretrained ear. Open it by `openModel`, or give `loadModel` the ear.',
    );
  }
  return analysis.memo(`embedding ${network}`, () => ear.embed(analysis, network));
}

/** Input spectrogram of the embedding networks (`earSegments`), computed once per analysis. */
export function earSpectrogram(analysis: Analysis): Float32Array {
  return analysis.memo('ear spectrogram', () => earSegments(earSamples(analysis)));
}

/** Input samples of the networks: at their rate and level, without an offset, at least a segment. */
function earSamples(analysis: Analysis): Samples {
  const { data, sampleRate } = repeated(analysis.samples(SAMPLE_RATE));
  return { data: atRms(data, 10 ** (LEVEL_DB / 20), MIN_RMS), sampleRate };
}

// A function of its own: an array method that calls back takes several times as long, a loop in a larger function is
// compiled with all of it, again and again.
function amplify(data: Float32Array, gain: number): void {
  for (let i = 0; i < data.length; i++) data[i] = gain * data[i] + 1;
}

/**
 * Input spectrogram of the embedding networks: log10(10,000 mel power + 1) in segments of 3 s that do not
 * overlap; the remainder at the end is left out.
 * @param samples at 16,000 Hz, at least a segment
 * @returns [segments, ...EAR_INPUT], at least one segment
 */
export function earSegments(samples: Samples): Float32Array {
  const { nFft, hopLength, window, padMode, nMels } = FRONT_END;
  const spectra = new Spectra(samples, { nFft, hopLength, window, padMode });
  const { data } = melFrames(spectra, { nMels });
  const segments = data.slice(0, Math.floor(data.length / SEGMENT) * SEGMENT);
  amplify(segments, FRONT_END.gain);
  logarithms(segments, 1, 1 / Math.LN10);
  return segments;
}

function repeated({ data, sampleRate }: Samples): Samples {
  if (data.length >= MIN_SAMPLES) return { data, sampleRate };
  const whole = Float32Array.from({ length: REPEATED_SAMPLES }, (_, i) => data[i % data.length]);
  return { data: whole, sampleRate };
}

/** Column names of an embedding's parts, concatenated. */
function columnNames(sizes: Readonly<Record<string, number>>): string[] {
  return Object.entries(sizes).flatMap(([part, size]) =>
    part === 'tags'
      ? EAR_TAGS.map((tag) => `tag.${tag}`)
      : Array.from({ length: size }, (_, i) => `${part}${i}`),
  );
}
