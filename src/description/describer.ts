import { PASSAGE_SECONDS } from '../analysis/passages.ts';
import type { Segment, SegmentTask } from '../analysis/segments.ts';
import type { ChannelBlock } from '../audio/channel-block.ts';
import { embeddingOf } from '../features/ear.ts';
import { BeatTracker, gridOfBeats } from './beat-grid.ts';
import { crestOf } from './crest.ts';
import type { Description, Key, Mood, Tempo, Word } from './description.ts';
import { MIN_CONFIDENCE, QUADRANTS } from './description.ts';
import type {
  DescriptionAnswer,
  DescriptionInfo,
  DescriptionModel,
  DescriptionQuestion,
} from './description-model.ts';
import { energyOf } from './energy.ts';
import { KeyEstimator, majorness } from './key.ts';
import { LoudnessMeter } from './loudness.ts';
import { TempoEstimator, tempoOfBeats } from './tempo.ts';

/** Columns of one half minute, and how much of it sounds. */
interface Passage extends Omit<DescriptionQuestion, 'majorness'> {
  readonly weight: number;
}

type Weighed = DescriptionAnswer & Pick<Passage, 'weight'>;

/**
 * Describes a song while it is decoded for another purpose: `tap` takes its channels, `take` its half
 * minutes, shared with models of the same segmentation.
 */
export class Describer implements SegmentTask {
  readonly spec = { seconds: PASSAGE_SECONDS, hopSeconds: PASSAGE_SECONDS };
  readonly #model: DescriptionModel;
  readonly #meter = new LoudnessMeter();
  readonly #tempo = new TempoEstimator();
  readonly #beats = new BeatTracker();
  readonly #key = new KeyEstimator();
  readonly #passages: Passage[] = [];

  constructor(model: DescriptionModel) {
    this.#model = model;
  }

  readonly tap = (block: ChannelBlock): void => this.#meter.push(block);

  /** @throws bad-model if the segment was opened without an ear */
  async take(segment: Segment): Promise<void> {
    const { analysis, weight } = segment;
    const embedding = await embeddingOf(analysis);
    const second = await embeddingOf(analysis, 'MSD_vgg');
    this.#passages.push({ embedding, second, crest: crestOf(analysis), weight });
    await this.#tempo.take(analysis);
    this.#beats.take(segment);
    await this.#key.take(analysis);
  }

  /** Description of the song, once all of it was pushed. */
  async describe(): Promise<Description> {
    const loudness = this.#meter.measure();
    if (this.#passages.length === 0) return { loudness };
    const info = await this.#model.info();
    const key = this.#key.estimate();
    const answers: Weighed[] = [];
    for (const { weight, ...heard } of this.#passages)
      answers.push({ ...(await this.#model.answer({ ...heard, majorness: majorness(key) })), weight });
    const mood = moodOf(
      meanOf(answers, ({ quadrants }) => quadrants),
      info,
    );
    const tempo = ifSure(this.#tempo.estimate());
    const beats = tempo ? this.#beats.track(tempo.beatsPerMinute) : [];
    return {
      tempo: tempo && { ...tempo, beatsPerMinute: tempoOfBeats(beats, tempo.beatsPerMinute) },
      beatGrid: tempo && gridOfBeats(beats, tempo.beatsPerMinute),
      key: ifSure(key),
      energy: energyOf(mood.arousal, loudness),
      mood,
      loudness,
      voice: { present: meanOf(answers, ({ voice }) => [voice])[0] },
      words: wordsOf(
        meanOf(answers, ({ words }) => words),
        info,
        mood,
      ),
    };
  }
}

function ifSure<Part extends Tempo | Key>(part: Part | undefined): Part | undefined {
  return part !== undefined && part.confidence >= MIN_CONFIDENCE ? part : undefined;
}

function moodOf(quadrants: readonly number[], { unsureBelow }: DescriptionInfo): Mood {
  const [happy, tense, , calm] = quadrants;
  const confidence = Math.max(...quadrants);
  return {
    quadrant: QUADRANTS[quadrants.indexOf(confidence)],
    valence: happy + calm,
    arousal: happy + tense,
    confidence,
    unsure: confidence < unsureBelow,
  };
}

/** Mood words by side of the middle: one that contradicts the mood is left out. */
const SIDES: Readonly<Record<string, (mood: Mood) => boolean>> = {
  happy: ({ valence }) => valence > 0.5,
  sad: ({ valence }) => valence < 0.5,
};

function wordsOf(probabilities: readonly number[], { words }: DescriptionInfo, mood: Mood): Word[] {
  return words
    .map(({ word, kind, from }, i) => ({ word, kind, from, probability: probabilities[i] }))
    .filter(({ word, probability, from }) => probability >= from && (SIDES[word]?.(mood) ?? true))
    .map(({ word, kind, probability }) => ({ word, kind, probability }))
    .sort((a, b) => b.probability - a.probability);
}

/** Weighted mean over the half minutes; at most 1, despite rounding. */
function meanOf(answers: readonly Weighed[], values: (answer: Weighed) => ArrayLike<number>): number[] {
  const total = answers.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from(values(answers[0]), (_, i) =>
    Math.min(1, answers.reduce((sum, answer) => sum + answer.weight * values(answer)[i], 0) / total),
  );
}
