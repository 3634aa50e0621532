/** Accuracy of the description, by artist: chosen on one set of foldings, reported on another. */

import { softmaxOf } from '../../src/dsp/statistics.ts';
import { EAR_SIZES, EAR_TAGS } from '../../src/features/ear.ts';
import type { Figure } from '../../src/models/model-info.ts';
import { assignFolds } from '../../src/train/data/split.ts';
import { confidenceThreshold, fitTemperature } from '../../src/train/fit/calibration.ts';
import { type Curve, fitCurve, probabilityOf } from '../../src/train/fit/logistic-curve.ts';
import type { LabelledSong } from './labels.ts';
import { askMood, fitMood, isAroused, isPositive } from './mood.ts';
import { type EarTag, hasVoice, truthOf, VOICE, WORD_SOURCES, type WordSource } from './words.ts';

const FOLDS = 5;
/** Calibration, threshold and the words that are shown come from these; the figures from those. */
const [CHOOSING, REPORTED] = [
  [21, 22, 23],
  [31, 32, 33],
];
/** Required precision of claimed quadrants. */
const CLAIMS_RIGHT = 0.8;
/** A word is shown from the probability on at which so many of its songs are called so rightly. */
const PRECISION = 0.6;
/** Fewer songs that are called so tell nothing. */
const MIN_SHOWN = 8;
const PROTOCOL = `artist-grouped ${FOLDS}-fold, near-copies together`;
const SPREAD = 'standard deviation over foldings';

export async function crossValidateMood(songs: readonly LabelledSong[]) {
  const labels = songs.map(({ quadrant }) => quadrant!);
  const chosen = await runsOf(songs, CHOOSING);
  const all = chosen.flat();
  const repeated = chosen.flatMap(() => labels);
  const temperature = fitTemperature(all, repeated);
  const unsureBelow = confidenceThreshold(
    all.map((scores) => softmaxOf(scores, temperature)),
    repeated,
    { claimsRight: CLAIMS_RIGHT },
  );
  const runs = (await runsOf(songs, REPORTED)).map((run) =>
    run.map((scores) => softmaxOf(scores, temperature)),
  );
  const n = songs.length;
  const figure = (measure: string, of: (row: readonly number[], label: number) => boolean | undefined) =>
    summary(
      measure,
      runs.map((run) => shareOf(run.map((row, i) => of(row, labels[i])))),
      n,
      'songs with a mood',
    );
  const figures = [
    figure('mood quadrant accuracy', (row, label) => best(row) === label),
    figure('arousal accuracy', (row, label) => row[0] + row[1] > 0.5 === isAroused(label)),
    figure('valence accuracy', (row, label) => row[0] + row[3] > 0.5 === isPositive(label)),
    figure('mood quadrant claims', (row) => row[best(row)] >= unsureBelow),
    figure('mood quadrant accuracy of claims', (row, label) =>
      row[best(row)] >= unsureBelow ? best(row) === label : undefined,
    ),
    summary(
      'mood quadrant calibration error',
      runs.map((run) => calibrationError(run, labels)),
      n,
      'songs with a mood',
    ),
  ];
  return { temperature, unsureBelow, figures: figures.map(told) };
}

/** Scores of every song, held out, a list a seed. */
async function runsOf(songs: readonly LabelledSong[], seeds: readonly number[]): Promise<Float32Array[][]> {
  const runs: Float32Array[][] = [];
  for (const seed of seeds) {
    const folds = assignFolds(
      songs.map(({ quadrant }) => quadrant!),
      songs.map(({ group }) => group),
      FOLDS,
      seed,
    );
    const scores = new Array<Float32Array>(songs.length);
    for (let fold = 0; fold < FOLDS; fold++) {
      const machine = await fitMood(songs.filter((_, i) => folds[i] !== fold));
      const places = [...songs.keys()].filter((i) => folds[i] === fold);
      const answers = await askMood(
        machine,
        places.map((i) => songs[i]),
      );
      places.forEach((place, i) => {
        scores[place] = answers[i];
      });
    }
    runs.push(scores);
  }
  return runs;
}

export interface MeasuredWord extends WordSource {
  readonly curve: Curve;
  readonly from: number;
}

/** Words that are right often enough from some probability on, and the voice. */
export function crossValidateWords(songs: readonly LabelledSong[]) {
  const figures: Figure[] = [];
  const words = WORD_SOURCES.flatMap((source): MeasuredWord[] => {
    const known = songs.filter((song) => truthOf(source, song) !== undefined);
    const question = questionOf(
      known,
      (song) => highest(song, source.tags),
      (song) => truthOf(source, song)!,
    );
    const from = thresholdOf(CHOOSING.flatMap((seed) => heldOut(question, seed)));
    if (from === undefined) {
      console.error(
        `${source.word}: never right often enough (${question.truths.filter(Boolean).length} of ${known.length} songs)`,
      );
      return [];
    }
    const runs = REPORTED.map((seed) => heldOut(question, seed));
    const precision = runs.map((run) => shareOf(run.map(({ p, truth }) => (p >= from ? truth : undefined))));
    const recall = runs.map((run) => shareOf(run.map(({ p, truth }) => (truth ? p >= from : undefined))));
    const data = `${question.truths.filter(Boolean).length} of ${known.length} songs are labelled so`;
    const [first, second] = [
      summary(`precision of "${source.word}"`, precision, known.length, data),
      summary(`recall of "${source.word}"`, recall, known.length, data),
    ].map(told);
    if (first.value < PRECISION) return [];
    figures.push(first, second);
    return [{ ...source, curve: fitCurve(question.values, question.truths), from }];
  });
  const known = songs.filter((song) => hasVoice(song) !== undefined);
  const question = questionOf(
    known,
    (song) => highest(song, VOICE.tags) - highest(song, VOICE.against),
    (song) => hasVoice(song)!,
  );
  const runs = REPORTED.map((seed) => heldOut(question, seed));
  const data = 'classical music as without, sung genres as with a voice: a proxy';
  figures.push(
    told(
      summary(
        'voice accuracy',
        runs.map((run) => shareOf(run.map(({ p, truth }) => p > 0.5 === truth))),
        known.length,
        data,
      ),
    ),
  );
  figures.push(
    told(
      summary(
        'voice accuracy of songs without',
        runs.map((run) => shareOf(run.map(({ p, truth }) => (truth ? undefined : p <= 0.5)))),
        known.length,
        data,
      ),
    ),
  );
  return { words, voice: fitCurve(question.values, question.truths), figures };
}

interface Question {
  readonly values: readonly number[];
  readonly truths: readonly boolean[];
  readonly groups: readonly number[];
}

function questionOf(
  songs: readonly LabelledSong[],
  value: (song: LabelledSong) => number,
  truth: (song: LabelledSong) => boolean,
): Question {
  return { values: songs.map(value), truths: songs.map(truth), groups: songs.map(({ group }) => group) };
}

interface Told {
  readonly p: number;
  readonly truth: boolean;
}

function heldOut({ values, truths, groups }: Question, seed: number): Told[] {
  const folds = assignFolds(truths.map(Number), groups, FOLDS, seed);
  const curves = Array.from({ length: FOLDS }, (_, fold) => {
    const others = values.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    return fitCurve(
      others.map((i) => values[i]),
      others.map((i) => truths[i]),
    );
  });
  return values.map((value, i) => ({ p: probabilityOf(curves[folds[i]], value), truth: truths[i] }));
}

/** The lowest probability of at least a half from which on the word is right often enough. */
function thresholdOf(answers: readonly Told[]): number | undefined {
  for (let from = 0.5; from < 0.95; from += 0.05) {
    const shown = answers.filter(({ p }) => p >= from);
    if (shown.length < MIN_SHOWN * CHOOSING.length) return undefined;
    if (shareOf(shown.map(({ truth }) => truth)) >= PRECISION) return from;
  }
  return undefined;
}

function highest({ embedding }: LabelledSong, tags: readonly EarTag[]): number {
  return Math.max(...tags.map((tag) => embedding[EAR_SIZES.penultimate + EAR_TAGS.indexOf(tag)]));
}

function best(row: readonly number[]): number {
  return row.indexOf(Math.max(...row));
}

/** Share of the known facts that are true; 0 of none. */
function shareOf(facts: readonly (boolean | undefined)[]): number {
  const known = facts.filter((fact) => fact !== undefined);
  return known.length === 0 ? 0 : known.filter(Boolean).length / known.length;
}

/** Over tenths of the confidence. */
function calibrationError(rows: readonly (readonly number[])[], labels: readonly number[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, right: 0, confidence: 0 }));
  rows.forEach((row, i) => {
    const bin = bins[Math.min(9, Math.floor(10 * row[best(row)]))];
    bin.n++;
    bin.right += Number(best(row) === labels[i]);
    bin.confidence += row[best(row)];
  });
  return bins.reduce((sum, { right, confidence }) => sum + Math.abs(right - confidence), 0) / rows.length;
}

function summary(measure: string, values: readonly number[], n: number, data: string): Figure {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, one) => sum + (one - value) ** 2, 0) / values.length);
  return { measure, value, spread, spreadOf: SPREAD, n, protocol: PROTOCOL, data };
}

function told(figure: Figure): Figure {
  const { measure, value, spread, n, data } = figure;
  console.error(`${measure}: ${(100 * value).toFixed(1)} ± ${(100 * spread).toFixed(1)} (n ${n}; ${data})`);
  return figure;
}
