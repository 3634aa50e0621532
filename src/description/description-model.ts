/**
 * Learned part of a description: mood, words and voice, from the pretrained embeddings
 * (`scripts/train-description.ts`).
 */
import { TonearmError } from '../errors.ts';
import { ear, earVgg } from '../features/ear.ts';
import type { Figure } from '../models/model-info.ts';
import { decodeSummary } from '../onnx/decode-summary.ts';
import { openSession, type Session } from '../onnx/session.ts';
import { float32 } from '../onnx/tensor.ts';
import { QUADRANTS, type WordKind } from './description.ts';

/** Metadata key under which the file describes itself. */
export const DESCRIPTION_METADATA = 'tonearm-description';

/** Names of the inputs beside those of the recipes. */
export const [MAJORNESS, CREST] = ['majorness', 'crest'];

/** Names of the graph's results: of the quadrants, the words and the voice, each [songs, ...]. */
export const DESCRIPTION_OUTPUTS = { quadrants: 'quadrants', words: 'words', voice: 'voice' } as const;

export interface DescriptionInfo {
  readonly format: 3;
  readonly version: string;
  /** Version of the recipe `ear`. */
  readonly earVersion: number;
  /** Version of the recipe `ear-vgg`. */
  readonly earVggVersion: number;
  /** Confidence threshold below which the quadrant is unsure. */
  readonly unsureBelow: number;
  /** Words in the order of the graph's result. */
  readonly words: readonly WordInfo[];
  readonly report: readonly Figure[];
  readonly license: string;
}

export interface WordInfo {
  readonly word: string;
  readonly kind: WordKind;
  /** Probability from which the word is shown. */
  readonly from: number;
}

/** Answer of the model for one half minute. */
export interface DescriptionAnswer {
  /** Probabilities in the order of `QUADRANTS`, summing to 1. */
  readonly quadrants: Float32Array;
  /** Probabilities in the order of `info.words`. */
  readonly words: Float32Array;
  readonly voice: number;
}

/** Input of the model. */
export interface DescriptionQuestion {
  /** Embedding of a half minute, by the recipe `ear`. */
  readonly embedding: Float32Array;
  /** Embedding by `ear-vgg`. */
  readonly second: Float32Array;
  /** Crest of the half minute, in dB. */
  readonly crest: number;
  /** Mode of the whole song, from -1 (surely minor) to 1 (surely major). */
  readonly majorness: number;
}

export interface DescriptionModel {
  /** @throws bad-model, and what reading its bytes throws */
  info(): Promise<DescriptionInfo>;
  /** @throws as `info` */
  answer(question: DescriptionQuestion): Promise<DescriptionAnswer>;
}

interface Opened {
  readonly info: DescriptionInfo;
  readonly session: Session;
}

/**
 * Description model, kept once it has been opened for its first song; after a failure the next song tries
 * again.
 * @param read the bytes of `models/description.onnx`
 */
export function descriptionModel(read: () => Promise<Uint8Array>): DescriptionModel {
  let opened: Promise<Opened> | undefined;
  const open = () => {
    opened ??= read()
      .then(openBytes)
      .catch((error) => {
        opened = undefined;
        throw error;
      });
    return opened;
  };
  return {
    info: async () => (await open()).info,
    answer: async (question) => answer(await open(), question),
  };
}

async function openBytes(bytes: Uint8Array): Promise<Opened> {
  const info = infoOf(decodeSummary(bytes).metadata[DESCRIPTION_METADATA]);
  return { info, session: await openSession(bytes) };
}

function infoOf(json: string | undefined): DescriptionInfo {
  const info: DescriptionInfo | undefined = json === undefined ? undefined : JSON.parse(json);
  const isKnown = info?.format === 3 && info.earVersion === ear.version;
  if (isKnown && info.earVggVersion === earVgg.version) return info;
  throw new TonearmError('bad-model', 'Expected the description model of this build, got another file.');
}

async function answer(
  { info, session }: Opened,
  { embedding, second, crest, majorness }: DescriptionQuestion,
): Promise<DescriptionAnswer> {
  const results = await session.run({
    [ear.name]: float32(embedding, [1, embedding.length]),
    [earVgg.name]: float32(second, [1, second.length]),
    [MAJORNESS]: float32([majorness], [1, 1]),
    [CREST]: float32([crest], [1, 1]),
  });
  const [quadrants, words, voice] = [
    results[DESCRIPTION_OUTPUTS.quadrants],
    results[DESCRIPTION_OUTPUTS.words],
    results[DESCRIPTION_OUTPUTS.voice],
  ].map(({ data }) => data as Float32Array);
  if (quadrants.length !== QUADRANTS.length || words.length !== info.words.length)
    throw new TonearmError('bad-model', 'Expected a mood and all words, got others.');
  return { quadrants, words, voice: voice[0] };
}
