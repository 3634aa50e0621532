/**
 * Metrics of accuracy and calibration. `probabilities[i]` is the distribution over classes for track i,
 * `labels[i]` the index of its class. Ties go to the lower class, as everywhere.
 */
import { argmax, mean } from '../../dsp/statistics.ts';

/** Share with its 95 % confidence interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ClassFigures {
  /** Precision: the share of those predicted as this genre that are. NaN without predictions. */
  readonly precision: number;
  /** Recall: the share of those of this genre predicted so. NaN if there are none. */
  readonly recall: number;
  /** F1: harmonic mean of the two; 0 if neither has a true positive. */
  readonly f1: number;
  /** Area under the ROC curve, one against the rest: 0.5 is chance. */
  readonly auroc: number;
  /** Number of tracks of this class. */
  readonly n: number;
}

export interface ReliabilityBin {
  /** Range of confidence, 0..1: (from, to]. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Means over its tracks; NaN for an empty bin. */
  readonly confidence: number;
  readonly accuracy: number;
}

type Distributions = readonly ArrayLike<number>[];

/** 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;
/** Smallest probability that a logarithm is taken of. */
const FLOOR = 1e-12;

/** Share of `right` in `n` with Wilson's score interval (Wilson 1927), which stays in 0..1 for small n. */
export function wilson(right: number, n: number): Interval {
  if (n === 0) return { value: Number.NaN, low: 0, high: 1 };
  const value = right / n;
  const centre = (value + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  return {
    value,
    low: Math.max(0, Math.min(value, centre - half)),
    high: Math.min(1, Math.max(value, centre + half)),
  };
}

/** Share of tracks whose most probable class is theirs. */
export function accuracy(probabilities: Distributions, labels: readonly number[]): Interval {
  return topAccuracy(probabilities, labels, 1);
}

/** Share of tracks whose class is among the `k` most probable. */
export function topAccuracy(probabilities: Distributions, labels: readonly number[], k: number): Interval {
  const hits = probabilities.filter((distribution, i) => rankOf(distribution, labels[i]) < k).length;
  return wilson(hits, labels.length);
}

/** Confusion matrix, row-major counts [classes, classes]: rows are true classes, columns predicted ones. */
export function confusionMatrix(
  called: readonly number[],
  labels: readonly number[],
  classes: number,
): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, i) => {
    matrix[label][called[i]]++;
  });
  return matrix;
}

/** Precision, recall, F1 and AUROC of each class. */
export function classFigures(
  probabilities: Distributions,
  labels: readonly number[],
  classes: number,
): ClassFigures[] {
  const matrix = confusionMatrix(probabilities.map(argmax), labels, classes);
  return matrix.map((row, own) => {
    const right = row[own];
    const called = matrix.reduce((sum, other) => sum + other[own], 0);
    const n = row.reduce((sum, count) => sum + count, 0);
    const f1 = called + n === 0 ? 0 : (2 * right) / (called + n);
    const scores = probabilities.map((distribution) => distribution[own]);
    const positive = labels.map((label) => label === own);
    return { precision: right / called, recall: right / n, f1, auroc: auroc(scores, positive), n };
  });
}

/** Mean F1 over the classes that have tracks. */
export function macroF1(figures: readonly ClassFigures[]): number {
  const present = figures.filter(({ n }) => n > 0);
  return mean(present.map(({ f1 }) => f1));
}

/**
 * Probability that a positive has a higher score than a negative, ties half: the Mann-Whitney statistic by
 * mean ranks. NaN without both kinds.
 */
export function auroc(scores: readonly number[], positive: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const positives = positive.filter(Boolean).length;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++;
    const tied = order.slice(start, end).filter((i) => positive[i]).length;
    rankSum += tied * ((start + 1 + end) / 2);
    start = end;
  }
  const negatives = scores.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean of -ln(probability of the true class), in nats. */
export function negativeLogLikelihood(probabilities: Distributions, labels: readonly number[]): number {
  return mean(probabilities.map((distribution, i) => -Math.log(Math.max(FLOOR, distribution[labels[i]]))));
}

/** Mean over tracks of the squared distance between distribution and truth, 0..2 (Brier 1950). */
export function brierScore(probabilities: Distributions, labels: readonly number[]): number {
  return mean(
    probabilities.map((distribution, i) =>
      Array.from(distribution).reduce((sum, p, j) => sum + (p - (j === labels[i] ? 1 : 0)) ** 2, 0),
    ),
  );
}

/** Bins of equal width over confidence 0..1. */
export function equalWidthBins(
  probabilities: Distributions,
  labels: readonly number[],
  bins: number,
): ReliabilityBin[] {
  const answers = topAnswersOf(probabilities, labels);
  return Array.from({ length: bins }, (_, bin) => {
    const inside = answers.filter(({ confidence }) => placeOf(confidence, bins) === bin);
    return binOf(inside, bin / bins, (bin + 1) / bins);
  });
}

/** Bins of as equal a number of tracks as can be, by order of confidence; fewer bins where tracks are few. */
export function equalMassBins(
  probabilities: Distributions,
  labels: readonly number[],
  bins: number,
): ReliabilityBin[] {
  const answers = topAnswersOf(probabilities, labels).sort((a, b) => a.confidence - b.confidence);
  const count = Math.min(bins, answers.length);
  const start = (bin: number) => Math.floor((bin * answers.length) / count);
  return Array.from({ length: count }, (_, bin) => {
    const inside = answers.slice(start(bin), start(bin + 1));
    return binOf(inside, inside[0].confidence, inside[inside.length - 1].confidence);
  });
}

/** Expected calibration error: mean over tracks of |confidence - accuracy| of their bin. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const filled = bins.filter(({ n }) => n > 0);
  const total = filled.reduce((sum, { n }) => sum + n, 0);
  return filled.reduce((sum, bin) => sum + (bin.n / total) * Math.abs(bin.confidence - bin.accuracy), 0);
}

interface TopAnswer {
  readonly confidence: number;
  readonly right: boolean;
}

function topAnswersOf(probabilities: Distributions, labels: readonly number[]): TopAnswer[] {
  return probabilities.map((distribution, i) => {
    const called = argmax(distribution);
    return { confidence: distribution[called], right: called === labels[i] };
  });
}

function placeOf(confidence: number, bins: number): number {
  return Math.max(0, Math.min(bins - 1, Math.ceil(confidence * bins) - 1));
}

function binOf(answers: readonly TopAnswer[], from: number, to: number): ReliabilityBin {
  const confidence = mean(answers.map((answer) => answer.confidence));
  const right = mean(answers.map((answer) => (answer.right ? 1 : 0)));
  return { from, to, n: answers.length, confidence, accuracy: right };
}

/** Rank of `label`: the number of classes before it. */
function rankOf(distribution: ArrayLike<number>, label: number): number {
  const own = distribution[label];
  return Array.from(distribution).filter((p, i) => p > own || (p === own && i < label)).length;
}
