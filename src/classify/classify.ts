import { BandLimit } from '../analysis/band-limit.ts';
import { MIN_SECONDS, type Segments, type SegmentTask, segmentsOf } from '../analysis/segments.ts';
import type { SongInput } from '../analysis/song.ts';
import { Describer } from '../description/describer.ts';
import type { Description } from '../description/description.ts';
import type { DescriptionModel } from '../description/description-model.ts';
import { wordsBeyond } from '../description/words.ts';
import { isConfident } from '../models/confidence.ts';
import type { Model } from '../models/model-file.ts';
import type { ModelInfo } from '../models/model-info.ts';
import { type Answer, answerOf } from './answer.ts';
import { isWithin, parentsIn } from './levels.ts';
import { Overlap } from './overlap.ts';
import type { Prediction, RankedGenre, Segment, Warning } from './prediction.ts';
import { joinedProbabilities, rank, weightedMean } from './ranking.ts';

export { MIN_SECONDS };

export interface ClassifyOptions {
  /** Stops the work between two segments by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Longer songs are refused with `too-long`. Default: no limit. */
  readonly maxSeconds?: number;
  /**
   * Number of half-minute passages of a longer song, spread evenly over it; little else is decoded. Default:
   * all of it.
   */
  readonly passages?: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Description model: the result then includes a `Description`. The genre model must use the ear's embedding. */
  readonly describe?: DescriptionModel;
  /** Further task to run on the song while it is decoded. */
  readonly also?: SegmentTask;
}

export interface Progress {
  /** Seconds of the song analysed so far. */
  readonly secondsDone: number;
  /** Share of the encoded bytes read so far, 0..1. */
  readonly fractionDone: number;
  /** Answer of the model for the newest segment. */
  readonly segment?: Segment;
}

/**
 * Number of segments asked about at once, after the first answer: the features of one are computed while networks, in
 * threads, have another.
 */
const ASKED_AT_ONCE = 2;
/** Seconds of sound below which an answer comes with a warning. */
const SHORT_SECONDS = 10;
/**
 * Probability from which a parent is claimed if the genre is unsure: four in five were right,
 * docs/decisions/models.md.
 */
const PARENT_FROM = 0.6;
/** Share of silence in a song from which a warning is given. */
const MAX_SILENCE = 0.1;

/**
 * Predicts the genre of a song: the whole path from bytes to prediction.
 *
 * The song's sound is cut into segments (`model.info.segments`), in memory that does not grow with its
 * length. Each segment's features go through the model; the song's probabilities are the mean of its
 * segments', weighted by their share of sound. Of long songs `passages` analyses parts: `analysedSeconds` of
 * the answer says how much.
 * @param input encoded bytes of any supported format, or mono samples at 22,050 Hz.
 * @throws unsupported-format, broken-audio, too-short (less than 3 s of sound), too-long, silent.
 */
export async function classify(
  input: SongInput,
  model: Model,
  options: ClassifyOptions = {},
): Promise<Prediction> {
  const started = performance.now();
  const { onProgress, also, describe, ...rest } = options;
  const describer = describe && new Describer(describe);
  const tasks = [also, describer].filter((task) => task !== undefined);
  const { name, version, segments: spec } = model.info;
  const specs = [spec, ...tasks.map((task) => task.spec)];
  const song = await segmentsOf(input, specs, { ...rest, tap: describer?.tap, ear: model.ear });
  const answers: Answer[] = [];
  const timings = { modelMs: 0 };
  const overlap = new Overlap();
  const bandLimit = new BandLimit();
  let secondsDone = 0;
  for await (const segment of song) {
    const isAsked = segment.spec === spec;
    const work = async (before?: Promise<void>) => {
      let answered: Segment | undefined;
      if (isAsked) {
        bandLimit.add(segment.analysis);
        const answer = await answerOf(segment, model, timings);
        await before;
        answers.push(answer);
        answered = answer.ranked;
      } else await tasks.find((task) => task.spec === segment.spec)?.take(segment);
      secondsDone = Math.max(secondsDone, segment.endSeconds);
      onProgress?.({
        secondsDone,
        fractionDone: song.fractionDone(),
        ...(answered && { segment: answered }),
      });
    };
    await overlap.begin(segment.spec, work, isAsked && answers.length > 0 ? ASKED_AT_ONCE : 1);
  }
  await overlap.end();
  song.assertSound();
  const { durationSeconds, analysedSeconds, warnings } = song;
  onProgress?.({ secondsDone: analysedSeconds, fractionDone: song.fractionDone() });
  const isWhole = analysedSeconds >= durationSeconds;
  const verdict = verdictOf(answers, model.info);
  return {
    ...verdict,
    ...(describer && { description: besides(await describer.describe(), verdict) }),
    durationSeconds,
    ...(!isWhole && { analysedSeconds, heardSeconds: analysedSeconds }),
    model: { name, version },
    warnings: [...warnings, ...warnAbout(song, bandLimit)],
    timings: {
      ...song.timings,
      featuresMs: Math.max(0, overlap.heldMs - timings.modelMs),
      ...timings,
      totalMs: performance.now() - started,
    },
  };
}

/** Aggregates the answers of the segments, weighted by their sounding seconds. */
function verdictOf(answers: readonly Answer[], info: ModelInfo) {
  const weights = answers.map(({ segment }) => segment.weight);
  const probabilities = joinedProbabilities(
    answers.map((answer) => answer.probabilities),
    info,
    weights,
  );
  const meanOutside = weightedMean(
    answers.map((answer) => answer.outside),
    weights,
  );
  const outside = meanOutside >= (info.outsideFrom ?? Infinity);
  const ranking = rank(probabilities, info.genres);
  const { unsure, ...claim } = claimOf(ranking, { probabilities, outside: meanOutside }, info);
  const segments = answers.map(({ ranked }) => ranked);
  return { ...claim, unsure: outside || unsure, outside, ranking, segments };
}

type Claim = Pick<Prediction, 'genre' | 'confidence' | 'unsure' | 'parents' | 'genres'>;

function claimOf(
  ranking: RankedGenre[],
  { probabilities, outside }: { readonly probabilities: readonly number[]; readonly outside: number },
  info: ModelInfo,
): Claim {
  if (info.claimedFrom) return severalOf(ranking, info, info.claimedFrom);
  const parents = parentsIn(ranking);
  const isSure = isConfident(probabilities, info, outside);
  const parent = isSure ? undefined : surestOf(parents, info.unsureBelow);
  const { genre, probability: confidence } = parent ?? ranking[0];
  return { genre, confidence, unsure: !(isSure || parent), ...(parents.length > 0 && { parents }) };
}

function severalOf(ranking: RankedGenre[], { genres }: ModelInfo, claimedFrom: readonly number[]): Claim {
  const from = new Map(genres.map((genre, i) => [genre, claimedFrom[i]]));
  const claimed = ranking.filter(({ genre, probability }) => probability >= from.get(genre)!);
  const { genre, probability: confidence } = claimed[0] ?? ranking[0];
  return { genre, confidence, unsure: claimed.length === 0, genres: claimed.map((one) => one.genre) };
}

/** Deepest parent that can be claimed. */
function surestOf(parents: readonly RankedGenre[], unsureBelow: number): RankedGenre | undefined {
  const sure = parents.filter(({ probability }) => probability >= Math.max(PARENT_FROM, unsureBelow));
  return sure.reduce<RankedGenre | undefined>(
    (deepest, one) => (deepest === undefined || isWithin(one.genre, deepest.genre) ? one : deepest),
    undefined,
  );
}

/** A description without the words that name genres, if the song is of none of them. */
function besides(
  description: Description,
  { outside, ranking }: Pick<Prediction, 'outside' | 'ranking'>,
): Description {
  const { words } = description;
  if (!outside || !words) return description;
  const genres = ranking.map(({ genre }) => genre);
  return { ...description, words: wordsBeyond(words, genres) };
}

/** Warnings about the sound, in addition to those of decoding. */
function warnAbout(song: Segments, bandLimit: BandLimit): Warning[] {
  const { analysedSeconds, soundingSeconds } = song;
  const isReported = song.warnings.some(({ code }) => code === 'band-limited');
  const warnings = isReported ? [] : bandLimit.warnings();
  if (soundingSeconds < SHORT_SECONDS) {
    const message = `Only ${soundingSeconds.toFixed(1)} s of sound: the answer rests on little.`;
    warnings.push({ code: 'short', message });
  }
  const silence = 1 - soundingSeconds / analysedSeconds;
  if (silence > MAX_SILENCE) {
    const share = Math.round(100 * silence);
    warnings.push({ code: 'partly-silent', message: `${share} % of the song is silence and was left out.` });
  }
  return warnings;
}
