/** Figures of cross-validation: for the model's description, and as the report beside its file. */

import { mean, standardDeviation } from '../../src/dsp/statistics.ts';
import { GENRES } from '../../src/genres.ts';
import { confidenceOf, isConfident } from '../../src/models/confidence.ts';
import type { Figure } from '../../src/models/model-info.ts';
import { type Answer, type Figures, figuresOf } from '../../src/train/evaluate/evaluation.ts';
import { auroc } from '../../src/train/evaluate/metrics.ts';
import { FOLDS, genresOf, type Run, type Split, SURENESS } from './cross-validate.ts';
import { isMeasured, OUTSIDE, type Song } from './songs.ts';

/** Songs that one table of figures is about. */
export interface Part {
  readonly data: string;
  readonly split: Split;
  readonly runs: readonly Run[];
  readonly wanted: (song: Song) => boolean;
}

const PROTOCOLS: Record<Split, string> = {
  artist: `artist-grouped ${FOLDS}-fold, calibrated, and told what to claim, without the measured fold`,
  random: `random ${FOLDS}-fold: shares artists; compare only with figures of the same kind`,
};

/** Answers of every run about the songs that `wanted` names. */
function answersOf(songs: readonly Song[], { runs, wanted }: Pick<Part, 'runs' | 'wanted'>): Answer[] {
  return runs.flatMap(({ seed, folds, probabilities }) =>
    songs.flatMap((song, i) => {
      if (!wanted(song)) return [];
      const ofGenres = genresOf(probabilities[i]);
      const outside = probabilities[i][OUTSIDE];
      return { id: song.id, label: song.label, probabilities: ofGenres, outside, seed, fold: folds[i] };
    }),
  );
}

/** Report that the page of models draws, see `web/models/report.ts`. */
export function reportOf(songs: readonly Song[], part: Part) {
  const thresholdOf = ({ seed, fold }: Answer) =>
    part.runs.find((run) => run.seed === seed)!.unsureBelow[fold];
  const figures = figuresOf(answersOf(songs, part), GENRES, (answer) =>
    isClaim(answer.probabilities, answer.outside!, thresholdOf(answer)),
  );
  const description = `${part.data}; ${PROTOCOLS[part.split]}`;
  const seeds = part.runs.map(({ seed }) => seed);
  return { protocol: { name: part.split, description, folds: FOLDS, seeds }, genres: GENRES, figures };
}

/** Means over runs with their spread, also printed. */
export function figuresIn(songs: readonly Song[], part: Part): Figure[] {
  const each = part.runs.map((run) => reportOf(songs, { ...part, runs: [run] }).figures);
  const measures: Record<string, (figures: Figures) => number> = {
    accuracy: ({ accuracy }) => accuracy.value,
    macroF1: (figures) => figures.macroF1,
    macroRecall: ({ byGenre }) => mean(byGenre.map(({ recall }) => recall).filter(Number.isFinite)),
    ece: ({ ece }) => ece.equalMass,
    claimed: ({ claims }) => claims.coverage,
    claimsRight: ({ claims }) => claims.accuracy,
  };
  const recalls = GENRES.map(
    (genre, g) => `${genre} ${mean(each.map(({ byGenre }) => byGenre[g].recall)).toFixed(2)}`,
  );
  console.error(`${part.data}, ${part.split}: recall ${recalls.join(', ')}`);
  if (each.length === 1) return [overFolds(each[0], part)];
  const spreadOf = `standard deviation over ${each.length} foldings`;
  return Object.entries(measures).map(([measure, of]) =>
    figure({ measure, ...spreadIn(each.map(of)), spreadOf, n: each[0].n }, part),
  );
}

/** Runs in which every song is altered: of the first copies, of the second ... */
export function runsOfCopies(runs: readonly Run[]): Run[] {
  return runs.flatMap((run) => run.ofCopies.map((probabilities) => ({ ...run, probabilities })));
}

/** Detection of outside songs: by the answer `outside`, and by confidence. */
export function outsideFigures(songs: readonly Song[], runs: readonly Run[], outsideFrom: number): Figure[] {
  const data = 'independent songs of none of the genres';
  const each = runs.map((run) => outsideIn(songs, run, outsideFrom));
  const n = songs.filter(({ label }) => label === OUTSIDE).length;
  const spreadOf = `standard deviation over ${runs.length} foldings`;
  return (['outsideRecall', 'outsidePrecision', 'outsideAuroc', 'unsure', 'auroc'] as const).map((measure) =>
    figure({ measure, ...spreadIn(each.map((one) => one[measure])), spreadOf, n }, { data, split: 'artist' }),
  );
}

function outsideIn(songs: readonly Song[], { probabilities, folds, unsureBelow }: Run, outsideFrom: number) {
  const asked = [...songs.keys()].filter((i) => songs[i].label === OUTSIDE || isMeasured(songs[i]));
  const strange = asked.map((i) => songs[i].label === OUTSIDE);
  const outside = asked.map((i) => probabilities[i][OUTSIDE]);
  const rows = asked.map((i) => genresOf(probabilities[i]));
  const called = outside.map((value) => value >= outsideFrom);
  const hits = called.filter((is, i) => is && strange[i]).length;
  const isUnsure = (row: readonly number[], i: number) =>
    called[i] || !isClaim(row, outside[i], unsureBelow[folds[asked[i]]]);
  const sureness = rows.map((row, i) => confidenceOf(row, SURENESS, outside[i]));
  return {
    outsideRecall: hits / strange.filter(Boolean).length,
    outsidePrecision: hits / called.filter(Boolean).length,
    outsideAuroc: auroc(outside, strange),
    unsure: mean(rows.map((row, i) => Number(isUnsure(row, i))).filter((_, i) => strange[i])),
    auroc: auroc(
      sureness,
      strange.map((is) => !is),
    ),
  };
}

function isClaim(probabilities: readonly number[], outside: number, unsureBelow: number): boolean {
  return isConfident(probabilities, { unsureBelow, sureness: SURENESS }, outside);
}

/** Figure of a single run, whose other figures have no spread. */
function overFolds({ accuracy, accuracySpread, n }: Figures, part: Part): Figure {
  const spreadOf = `standard deviation over ${FOLDS} folds`;
  return figure(
    { measure: 'accuracy', value: accuracy.value, spread: accuracySpread.overFolds, spreadOf, n },
    part,
  );
}

function spreadIn(values: readonly number[]): Pick<Figure, 'value' | 'spread'> {
  return { value: mean(values), spread: standardDeviation(values) };
}

function figure(
  measured: Omit<Figure, 'protocol' | 'data'>,
  { data, split }: Pick<Part, 'data' | 'split'>,
): Figure {
  const { measure, value, spread, n } = measured;
  console.error(`${data}, ${split}: ${measure} ${value.toFixed(3)} ± ${spread.toFixed(3)} (n ${n})`);
  return { ...measured, protocol: PROTOCOLS[split], data };
}
