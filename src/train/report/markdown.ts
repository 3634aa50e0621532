/** Report of an evaluation as Markdown: figures and tables, no charts. */

import { bytes, decimals, duration, percent, plural, withInterval } from '../../format.ts';
import { confidentMistakes, type Evaluation } from '../evaluate/evaluation.ts';

export function renderMarkdown(evaluations: readonly Evaluation[]): string {
  const [first] = evaluations;
  const { data, genres, protocol } = first;
  return documentOf([
    `# ${evaluations.map(({ model }) => cell(model.name)).join(', ')} on ${cell(data.name)}`,
    `${capital(protocol.description)}; ${plural(protocol.seeds.length, 'repetition')}; ${plural(data.tracks, 'song')}, ${plural(genres.length, 'genre')}.`,
    table(
      [
        'model',
        'accuracy (95 %)',
        'sd over folds',
        'macro F1',
        'top 3',
        'NLL',
        'ECE, equal mass',
        'claims right',
        'of songs',
      ],
      evaluations.map(({ model, figures }) => [
        model.name,
        withInterval(figures.accuracy),
        percent(figures.accuracySpread.overFolds),
        decimals(figures.macroF1, 3),
        percent(figures.top3.value),
        decimals(figures.negativeLogLikelihood, 3),
        decimals(figures.ece.equalMass, 3),
        percent(figures.claims.accuracy),
        percent(figures.claims.coverage),
      ]),
    ),
    ...evaluations.map(chapter),
    notes(
      'Leaks in the listed split',
      protocol.leaks.map(({ message }) => message),
    ),
    notes(
      'Copies, kept on one side of every split',
      data.duplicates.map(({ a, b, kind }) => `${a} = ${b} (${kind})`),
    ),
    leftOut(data.broken),
  ]);
}

function chapter(evaluation: Evaluation): string {
  const { model, genres, figures, fits, latencyMs } = evaluation;
  const byGenre = figures.byGenre.map(({ precision, recall, f1, auroc, n }, i) => [
    genres[i],
    percent(precision),
    percent(recall),
    decimals(f1, 3),
    decimals(auroc, 3),
    `${n}`,
  ]);
  const confusions = confidentMistakes(evaluation).map(({ id, label, called, confidence }) => {
    return [id, label, called, percent(confidence)];
  });
  const cost = fits[0] && `One fit ${duration(fits[0].trainSeconds)}, model ${bytes(fits[0].modelBytes)}, `;
  return [
    `## ${cell(model.name)}`,
    cell(model.description),
    `${cost ?? ''}answer ${decimals(latencyMs, 1)} ms after the features.`,
    table(['genre', 'precision', 'recall', 'F1', 'AUROC', 'answers'], byGenre),
    'Rows are what songs are, columns what they were called:',
    table(
      ['', ...genres],
      figures.confusion.map((row, i) => [genres[i], ...row.map(String)]),
    ),
    confusions.length > 0
      ? `Confusions to listen to:\n\n${table(['song', 'is', 'was called', 'confidence'], confusions)}`
      : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export function notes(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : [`## ${title}`, lines.map((line) => `- ${cell(line)}`).join('\n')].join('\n\n');
}

/** Section of the songs that could not be analysed. */
export function leftOut(broken: Evaluation['data']['broken']): string {
  return notes(
    'Left out',
    broken.map(({ id, message }) => `${id}: ${message}`),
  );
}

/** Document of non-empty parts. */
export function documentOf(parts: readonly string[]): string {
  return parts.filter(Boolean).join('\n\n').concat('\n');
}

/** Escapes names of files and genres. */
export function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|`*_[\]<>#]/g, '\\$&');
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
