/** Figures of cross-validation: for the model's description, and as the report beside its file. */

import { mean, standardDeviation } from '../../src/dsp/statistics.ts';
import { GENRES } from '../../src/genres.ts';
import type { Figure, SurenessMeasure } from '../../src/models/model-info.ts';
import { isSure, surenessOf } from '../../src/models/sureness.ts';
import { type Answer, type Figures, figuresOf } from '../../src/train/evaluation.ts';
import { auroc } from '../../src/train/metrics.ts';
import { FOLDS, type Run, type Split } from './cross-validate.ts';
import type { Song } from './songs.ts';

/** When the model claims. */
export interface Threshold {
  readonly unsureBelow: number;
  readonly sureness: SurenessMeasure;
}

/** Songs that one table of figures is about. */
export interface Part {
  readonly data: string;
  readonly split: Split;
  readonly runs: readonly Run[];
  readonly wanted: (song: Song) => boolean;
}

const PROTOCOLS: Record<Split, string> = {
  artist: `artist-grouped ${FOLDS}-fold, calibrated without the measured fold`,
  random: `random ${FOLDS}-fold: shares artists; compare only with figures of the same kind`,
};

/** True for songs whose genre is sure. */
export function isMeasured({ strength }: Song): boolean {
  return strength === 'sure';
}

/** Answers of every run about the songs that `wanted` names. */
export function answersOf(songs: readonly Song[], { runs, wanted }: Pick<Part, 'runs' | 'wanted'>): Answer[] {
  return runs.flatMap(({ seed, folds, probabilities }) =>
    songs.flatMap((song, i) => {
      if (!wanted(song)) return [];
      return { id: song.id, label: song.label, probabilities: probabilities[i], seed, fold: folds[i] };
    }),
  );
}

/** What the page of models draws; `web/models/report.ts` reads it. */
export function reportOf(songs: readonly Song[], part: Part, threshold: Threshold) {
  const figures = figuresOf(answersOf(songs, part), GENRES, ({ probabilities }) =>
    isSure(probabilities, threshold),
  );
  const description = `${part.data}; ${PROTOCOLS[part.split]}`;
  const seeds = part.runs.map(({ seed }) => seed);
  return { protocol: { name: part.split, description, folds: FOLDS, seeds }, genres: GENRES, figures };
}

/** Means over runs with their spread, also printed. */
export function figuresIn(songs: readonly Song[], part: Part, threshold: Threshold): Figure[] {
  const each = part.runs.map((run) => reportOf(songs, { ...part, runs: [run] }, threshold).figures);
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

/** How often songs of none of the genres are called unsure, and how well sureness tells them from the others. */
export function strangers(songs: readonly Song[], runs: readonly Run[], threshold: Threshold): Figure[] {
  const data = 'independent songs of none of the genres';
  const part: Part = { data, split: 'artist', runs, wanted: ({ strength }) => strength === 'outside' };
  const each = runs.map((run) => {
    const [inside, outside] = [isMeasured, part.wanted].map((wanted) =>
      answersOf(songs, { runs: [run], wanted }).map(({ probabilities }) => probabilities),
    );
    const sureness = [...inside, ...outside].map((row) => surenessOf(row, threshold.sureness));
    const known = sureness.map((_, i) => i < inside.length);
    return {
      unsure: mean(outside.map((row) => Number(!isSure(row, threshold)))),
      auroc: auroc(sureness, known),
    };
  });
  const n = songs.filter(part.wanted).length;
  const spreadOf = `standard deviation over ${runs.length} foldings`;
  return (['unsure', 'auroc'] as const).map((measure) =>
    figure({ measure, ...spreadIn(each.map((one) => one[measure])), spreadOf, n }, part),
  );
}

/** Of a single run, whose other figures have no spread. */
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

function figure(measured: Omit<Figure, 'protocol' | 'data'>, { data, split }: Part): Figure {
  const { measure, value, spread, n } = measured;
  console.error(`${data}, ${split}: ${measure} ${value.toFixed(3)} ± ${spread.toFixed(3)} (n ${n})`);
  return { ...measured, protocol: PROTOCOLS[split], data };
}
