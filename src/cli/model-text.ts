/** Text of a model and its measured figures. */
import { percent, plural } from '../format.ts';
import { groupBy } from '../group-by.ts';
import type { Figure, ModelInfo } from '../models/model-info.ts';
import { printable } from './format.ts';

/** Display names of measures. */
const MEASURES: Readonly<Record<string, string>> = {
  accuracy: 'right',
  'top-3 accuracy': 'right among the first three',
  macroF1: 'F1, mean over genres',
  macroRecall: 'found, mean over genres',
  ece: 'confidence is off by',
  claimed: 'names a genre for',
  claimsRight: 'right when it names one',
  unsure: '"not sure" of music of no genre it knows',
  outsideRecall: 'notices music of no genre it knows',
  outsidePrecision: 'right when it says "none of these"',
  outsideAuroc: 'tells known genres from none by its probability of none (AUROC)',
  auroc: 'tells known genres from none by its confidence (AUROC)',
};
/** Smallest spread that one decimal can show, in percentage points. */
const MIN_POINTS = 0.1;

/** Lines for people: the model, then its figures, by protocol and data. */
export function modelText(
  { name, version, description, trainedOn, report }: ModelInfo,
  isDefault: boolean,
): string {
  const head = `${printable(name)} ${printable(version)}${isDefault ? ' (default)' : ''}`;
  const about = [description, `Trained on: ${trainedOn}`].map((line) => `  ${printable(line)}`);
  return [head, ...about, ...figureLines(report)].join('\n');
}

function figureLines(report: readonly Figure[]): string[] {
  const byProtocol = groupBy(report, ({ protocol, spreadOf }) => `${protocol}; ± ${spreadOf}`);
  return [...byProtocol].flatMap(([protocol, measured]) => [
    '',
    `  Measured ${printable(protocol)}`,
    ...[...groupBy(measured, ({ data, n }) => `${data}: ${plural(n, 'song')}`)].flatMap(
      ([songs, figures]) => [`    ${printable(songs)}`, ...aligned(figures)],
    ),
  ]);
}

function aligned(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map((figure) => nameOf(figure).length));
  return figures.map((figure) => `      ${nameOf(figure).padEnd(width)}  ${amountOf(figure)}`);
}

function nameOf({ measure }: Figure): string {
  return MEASURES[measure] ?? printable(measure);
}

function amountOf({ value, spread }: Figure): string {
  return `${percent(value).padStart(7)} ± ${Math.max(MIN_POINTS, 100 * spread).toFixed(1)}`;
}
