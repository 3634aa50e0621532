/** Metrics of multi-label claims. */
import { mean } from '../../dsp/statistics.ts';
import { auroc, type ReliabilityBin } from './metrics.ts';

export interface SeveralFigures {
  /** Number of songs. */
  readonly n: number;
  /** Micro-averaged precision and recall over all claims. */
  readonly precision: number;
  readonly recall: number;
  /** F1, mean over the genres. */
  readonly macroF1: number;
  /** Mean over the genres of the area under precision by recall. */
  readonly meanAveragePrecision: number;
  /** Share of the songs without a claim. */
  readonly unclaimed: number;
  readonly byGenre: readonly GenreFigures[];
  /** Reliability diagram over all genres of all songs: bins of equal mass by probability. */
  readonly reliability: readonly ReliabilityBin[];
  /** Precision-recall curve over all genres of all songs, from the highest threshold to none. */
  readonly precisionByRecall: readonly { readonly recall: number; readonly precision: number }[];
}

export interface GenreFigures {
  readonly genre: string;
  readonly n: number;
  /** Precision; NaN without claims. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly averagePrecision: number;
  readonly auroc: number;
}

/** Tested song. */
export interface SeveralAnswer {
  readonly id: string;
  readonly probabilities: readonly number[];
  readonly claimed: readonly boolean[];
  readonly truths: readonly boolean[];
}

/** Genre of a song: its probability, and whether it is true. */
interface Case {
  readonly probability: number;
  readonly isTrue: boolean;
}

const BINS = 10;
const MAX_CURVE_POINTS = 200;

export function severalFigures(
  answers: readonly Omit<SeveralAnswer, 'id'>[],
  genres: readonly string[],
): SeveralFigures {
  const byGenre = genres.map((genre, g) => genreFigures(answers, genre, g));
  const all = answers.flatMap(({ claimed, truths }) =>
    claimed.map((is, g): [boolean, boolean] => [is, truths[g]]),
  );
  const [right, claimed, there] = countsOf(all);
  const cases = answers
    .flatMap(({ probabilities, truths }) =>
      probabilities.map((probability, g): Case => ({ probability, isTrue: truths[g] })),
    )
    .sort((a, b) => b.probability - a.probability);
  return {
    n: answers.length,
    precision: claimed === 0 ? 0 : right / claimed,
    recall: right / there,
    macroF1: mean(byGenre.map(({ f1 }) => f1)),
    meanAveragePrecision: mean(byGenre.map((figures) => figures.averagePrecision)),
    unclaimed: answers.filter((song) => !song.claimed.includes(true)).length / answers.length,
    byGenre,
    reliability: binsOf(cases),
    precisionByRecall: precisionByRecall(cases, there),
  };
}

function genreFigures(answers: readonly Omit<SeveralAnswer, 'id'>[], genre: string, g: number): GenreFigures {
  const truths = answers.map((song) => song.truths[g]);
  const scores = answers.map((song) => song.probabilities[g]);
  const [right, claimed, n] = countsOf(answers.map((song) => [song.claimed[g], song.truths[g]]));
  return {
    genre,
    n,
    precision: right / claimed,
    recall: right / n,
    f1: claimed + n === 0 ? 0 : (2 * right) / (claimed + n),
    averagePrecision: averagePrecision(scores, truths),
    auroc: auroc(scores, truths),
  };
}

/** Counts over pairs of claimed and true: both, claimed, true. */
function countsOf(pairs: readonly (readonly [boolean, boolean])[]): [number, number, number] {
  const count = (holds: (pair: readonly [boolean, boolean]) => boolean) => pairs.filter(holds).length;
  return [count(([a, b]) => a && b), count(([a]) => a), count(([, b]) => b)];
}

/** Average precision: mean over the true ones of the precision down to each, best score first; 0 without any. */
function averagePrecision(scores: readonly number[], truths: readonly boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  let right = 0;
  let sum = 0;
  order.forEach((place, i) => {
    if (!truths[place]) return;
    right++;
    sum += right / (i + 1);
  });
  return right === 0 ? 0 : sum / right;
}

/** @param cases surest first */
function binsOf(cases: readonly Case[]): ReliabilityBin[] {
  const ends = Array.from({ length: BINS + 1 }, (_, bin) => Math.round((bin * cases.length) / BINS));
  return ends.slice(1).flatMap((end, bin) => {
    const inside = cases.slice(ends[bin], end);
    if (inside.length === 0) return [];
    return [
      {
        from: inside[inside.length - 1].probability,
        to: inside[0].probability,
        n: inside.length,
        confidence: mean(inside.map(({ probability }) => probability)),
        accuracy: mean(inside.map(({ isTrue }) => Number(isTrue))),
      },
    ];
  });
}

/** @param cases surest first */
function precisionByRecall(cases: readonly Case[], there: number) {
  const step = Math.max(1, Math.floor(cases.length / MAX_CURVE_POINTS));
  const points: { recall: number; precision: number }[] = [];
  let right = 0;
  cases.forEach(({ isTrue }, i) => {
    right += Number(isTrue);
    if (there > 0 && (i + 1) % step === 0) points.push({ recall: right / there, precision: right / (i + 1) });
  });
  return points;
}
