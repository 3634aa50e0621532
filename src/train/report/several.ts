/** Report of a multi-label model: a page, Markdown and JSON. */
import { decimals, percent, plural } from '../../format.ts';
import type { SeveralEvaluation } from '../evaluate/evaluate-several.ts';
import { genreChart, precisionChart, reliabilityChart } from './charts.ts';
import { dataNotes } from './html.ts';
import { cell, documentOf, leftOut, table } from './markdown.ts';
import { escaped, figure, headlineList, pageOf } from './page.ts';
import { writeFiles } from './report.ts';

/**
 * Writes `report.html`, `report.md` and `report.json` into a folder, which is created.
 * @returns their paths
 */
export function writeSeveralReport(folder: string, evaluation: SeveralEvaluation): Promise<string[]> {
  return writeFiles(folder, {
    'report.html': severalHtml(evaluation, new Date()),
    'report.md': severalMarkdown(evaluation),
    'report.json': JSON.stringify(evaluation, undefined, 1),
  });
}

const HEADS = ['genre', 'songs', 'precision', 'recall', 'F1', 'average precision', 'AUROC'];

export function severalHtml(evaluation: SeveralEvaluation, date: Date): string {
  const { model, data, genres, protocol, figures } = evaluation;
  return pageOf(`${model.name} on ${data.name}`, [
    `<header>
<p class="kicker">Evaluation on ${escaped(data.name)}</p>
<h1>${escaped(model.name)}</h1>
<p class="lead">${escaped(model.description)}</p>
<p class="protocol"><b>${escaped(protocol)}</b>. ${plural(data.tracks, 'song')}, ${plural(genres.length, 'genre')}.</p>
</header>`,
    `<section class="chapter">
${headlineList(headlinesOf(evaluation))}
<div class="plates">
${figure('By genre', 'Recall: of the songs that have a genre, how many were called so. Precision: of the songs called so, how many have it.', genreChart({ genres, figures }))}
${figure('Does a probability mean what it says?', 'All genres of all songs in ten bins of equal mass; larger dots hold more. On the dashed line, the probability is the share of songs that have the genre.', reliabilityChart(figures.reliability, 'probability'))}
${figure('What saying more costs', 'From the surest genre of a song, at the left, to all genres of all songs.', precisionChart(figures.precisionByRecall))}
</div>
<div class="scroll"><table>
<thead><tr>${HEADS.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rowsOf(evaluation)
      .map(([genre, ...cells]) => {
        return `<tr><th scope="row">${escaped(genre)}</th>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
      })
      .join('\n')}</tbody>
</table></div>
</section>`,
    dataNotes(data),
    `<footer>Tonearm, ${date.toISOString().slice(0, 10)}. ${escaped(protocol)}.</footer>`,
  ]);
}

function severalMarkdown(evaluation: SeveralEvaluation): string {
  const { model, data, protocol } = evaluation;
  return documentOf([
    `# ${cell(model.name)} on ${cell(data.name)}`,
    cell(`${protocol}; ${plural(data.tracks, 'song')}.`),
    headlinesOf(evaluation)
      .map(([name, value, note]) => `- ${name}: ${value} (${note})`)
      .join('\n'),
    table(HEADS, rowsOf(evaluation)),
    leftOut(data.broken),
  ]);
}

function headlinesOf({ figures }: SeveralEvaluation): string[][] {
  const { precision, recall, macroF1, meanAveragePrecision, unclaimed, n } = figures;
  return [
    ['Precision', percent(precision), `of the genres that it says are right, n = ${n}`],
    ['Recall', percent(recall), 'of the genres that songs have are said'],
    ['Macro F1', decimals(macroF1, 3), 'each genre counts alike'],
    ['Mean average precision', decimals(meanAveragePrecision, 3), 'whatever probability is asked for'],
    ['Nothing said', percent(unclaimed), 'of the songs'],
  ];
}

function rowsOf({ figures }: SeveralEvaluation): string[][] {
  return figures.byGenre.map(({ genre, n, precision, recall, f1, averagePrecision, auroc }) => [
    genre,
    `${n}`,
    Number.isNaN(precision) ? 'never said' : percent(precision),
    n === 0 ? 'no songs' : percent(recall),
    decimals(f1, 3),
    decimals(averagePrecision, 3),
    Number.isNaN(auroc) ? '' : decimals(auroc, 3),
  ]);
}
