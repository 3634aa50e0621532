/** Results of an evaluation, and the figures that follow from them. */
import { atLevel, levelsOf } from '../../classify/levels.ts';
import { argmax, mean, standardDeviation } from '../../dsp/statistics.ts';
import type { ErrorReport } from '../../errors.ts';
import { type CoveragePoint, coverageCurve } from '../fit/coverage.ts';
import type { CurvePoint } from '../fit/preset.ts';
import type { Leak } from './leaks.ts';
import {
  accuracy,
  brierScore,
  type ClassFigures,
  classFigures,
  confusionMatrix,
  equalMassBins,
  equalWidthBins,
  expectedCalibrationError,
  type Interval,
  macroF1,
  negativeLogLikelihood,
  type ReliabilityBin,
  topAccuracy,
  wilson,
} from './metrics.ts';

/** Tested track with its song's probabilities by a model that was not trained on it. */
export interface Answer {
  readonly id: string;
  /** Index of its genre. */
  readonly label: number;
  readonly probabilities: readonly number[];
  /** Probability that it is of none of the genres; default 0. */
  readonly outside?: number;
  /** Repetition (seed) and fold that tested it. */
  readonly seed: number;
  readonly fold: number;
}

/** Cost and chosen hyperparameters of one fit. */
export interface FitRecord {
  readonly seed: number;
  readonly fold: number;
  readonly trainSeconds: number;
  readonly modelBytes: number;
  readonly unsureBelow: number;
  /** Claim thresholds of a multi-label model. */
  readonly claimedFrom?: readonly number[];
  readonly chosen: Readonly<Record<string, number | string>>;
  readonly curve: readonly CurvePoint[];
}

/** Evaluation of one model on one collection: the content of a report, as JSON. */
export interface Evaluation {
  readonly format: 1;
  readonly model: { readonly name: string; readonly description: string };
  readonly data: {
    readonly name: string;
    readonly tracks: number;
    readonly tracksByGenre: Readonly<Record<string, number>>;
    readonly broken: readonly ({ readonly id: string } & ErrorReport)[];
    readonly duplicates: readonly { readonly a: string; readonly b: string; readonly kind: string }[];
  };
  readonly protocol: {
    readonly name: string;
    readonly description: string;
    readonly folds: number;
    readonly seeds: readonly number[];
    /** Leaks of the collection's own split; else empty. */
    readonly leaks: readonly Leak[];
  };
  readonly genres: readonly string[];
  readonly figures: Figures;
  readonly fits: readonly FitRecord[];
  /** Median milliseconds from a song's features to its answer. */
  readonly latencyMs: number;
  readonly answers: readonly Answer[];
}

export interface Figures {
  /** Number of tested tracks; each is answered once a seed. */
  readonly n: number;
  /** Accuracy: mean over seeds; the interval is Wilson's for n tracks, 95 %. */
  readonly accuracy: Interval;
  /** Standard deviation over folds and over seeds. */
  readonly accuracySpread: { readonly overFolds: number; readonly overSeeds: number };
  /** Accuracy at each wider level of hierarchical genres, 1 being the widest; a parent is all that lies below it. */
  readonly levels?: readonly { readonly level: number; readonly accuracy: Interval }[];
  readonly top3: Interval;
  readonly macroF1: number;
  /** Negative log-likelihood in nats. */
  readonly negativeLogLikelihood: number;
  readonly brierScore: number;
  /** Expected calibration error over at most 10 bins of equal mass, and over 10 of equal width. */
  readonly ece: { readonly equalMass: number; readonly equalWidth: number };
  /** Selective accuracy: coverage, and accuracy of the claims alone. */
  readonly claims: { readonly coverage: number; readonly accuracy: number };
  readonly byGenre: readonly ClassFigures[];
  /** Confusion matrix over all seeds: rows are true genres, columns predicted ones. */
  readonly confusion: readonly (readonly number[])[];
  readonly reliability: readonly ReliabilityBin[];
  readonly coverage: readonly CoveragePoint[];
}

/** Confident mistake, worth listening to. */
export interface Confusion {
  readonly id: string;
  readonly label: string;
  readonly called: string;
  readonly confidence: number;
}

const BINS = 10;
const MAX_CURVE_POINTS = 200;

/** Figures of answers; `isConfident` decides whether an answer is a claim of its model. */
export function figuresOf(
  answers: readonly Answer[],
  genres: readonly string[],
  isConfident: (answer: Answer) => boolean,
): Figures {
  const probabilities = answers.map((answer) => answer.probabilities);
  const labels = answers.map((answer) => answer.label);
  const called = probabilities.map(argmax);
  const n = songsIn(answers);
  const byGenre = classFigures(probabilities, labels, genres.length);
  const masses = equalMassBins(probabilities, labels, BINS);
  const curve = coverageCurve(probabilities, labels);
  const covered = answers.filter(isConfident);
  return {
    n,
    accuracy: overTracks(accuracy(probabilities, labels), n),
    accuracySpread: {
      overFolds: standardDeviation(accuraciesBy(answers, ({ seed, fold }) => `${seed} ${fold}`)),
      overSeeds: standardDeviation(accuraciesBy(answers, ({ seed }) => `${seed}`)),
    },
    ...levelFigures(answers, genres),
    top3: overTracks(topAccuracy(probabilities, labels, 3), n),
    macroF1: macroF1(byGenre),
    negativeLogLikelihood: negativeLogLikelihood(probabilities, labels),
    brierScore: brierScore(probabilities, labels),
    ece: {
      equalMass: expectedCalibrationError(masses),
      equalWidth: expectedCalibrationError(equalWidthBins(probabilities, labels, BINS)),
    },
    claims: { coverage: covered.length / answers.length, accuracy: mean(covered.map(rightness)) },
    byGenre,
    confusion: confusionMatrix(called, labels, genres.length),
    reliability: masses,
    coverage: thinned(curve),
  };
}

function levelFigures(answers: readonly Answer[], genres: readonly string[]): Pick<Figures, 'levels'> {
  const levels = Array.from({ length: levelsOf(genres) - 1 }, (_, i) => {
    const names = genres.map((genre) => atLevel(genre, i + 1));
    const wider = [...new Set(names)];
    const sums = answers.map(({ probabilities }) => {
      const sum = new Float64Array(wider.length);
      probabilities.forEach((probability, genre) => {
        sum[wider.indexOf(names[genre])] += probability;
      });
      return sum;
    });
    const labels = answers.map(({ label }) => wider.indexOf(names[label]));
    return { level: i + 1, accuracy: overTracks(accuracy(sums, labels), songsIn(answers)) };
  });
  return levels.length === 0 ? {} : { levels };
}

function songsIn(answers: readonly Answer[]): number {
  return new Set(answers.map(({ id }) => id)).size;
}

/** The most confident mistakes, each song once. */
export function confidentMistakes(
  { answers, genres }: Pick<Evaluation, 'answers' | 'genres'>,
  count = 20,
): Confusion[] {
  const wrong = answers
    .filter((answer) => rightness(answer) === 0)
    .map(({ id, label, probabilities }) => {
      const called = argmax(probabilities);
      return { id, label: genres[label], called: genres[called], confidence: probabilities[called] };
    })
    .sort((a, b) => b.confidence - a.confidence);
  return [...new Map(wrong.toReversed().map((one) => [one.id, one])).values()]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, count);
}

/** Interval for n tracks, though each was answered several times. */
function overTracks({ value }: Interval, n: number): Interval {
  return { ...wilson(value * n, n), value };
}

function accuraciesBy(answers: readonly Answer[], keyOf: (answer: Answer) => string): number[] {
  const parts = new Map<string, number[]>();
  for (const answer of answers) {
    parts.set(keyOf(answer), [...(parts.get(keyOf(answer)) ?? []), rightness(answer)]);
  }
  return [...parts.values()].map(mean);
}

function rightness({ probabilities, label }: Answer): number {
  return argmax(probabilities) === label ? 1 : 0;
}

/** Evenly spaced points, the last kept. */
function thinned(curve: readonly CoveragePoint[]): CoveragePoint[] {
  const step = Math.ceil(curve.length / MAX_CURVE_POINTS);
  return curve.filter((_, i) => (curve.length - 1 - i) % step === 0);
}
