/** Report page without other files: figures and charts of one or several evaluations, light and dark, for print too. */

import { bytes, decimals, duration, percent, plural, withInterval } from '../../format.ts';
import { confidentMistakes, type Evaluation } from '../evaluate/evaluation.ts';
import { confusionChart, coverageChart, genreChart, learningChart, reliabilityChart } from './charts.ts';
import { bar, escaped, figure, headlineList, pageOf } from './page.ts';

/** One model: everything about it. Several: a table, their curves in one picture, then each. */
export function renderHtml(evaluations: readonly Evaluation[], date: Date): string {
  const [first] = evaluations;
  const title = evaluations.length === 1 ? first.model.name : `${evaluations.length} models compared`;
  const body = [
    header(title, evaluations),
    evaluations.length > 1 ? comparison(evaluations) : '',
    ...evaluations.map((evaluation) => chapter(evaluation, evaluations.length > 1)),
    dataNotes(first.data, first.protocol.leaks),
    `<footer>Tonearm, ${date.toISOString().slice(0, 10)}. ${escaped(first.protocol.description)}.</footer>`,
  ];
  return pageOf(`${title} on ${first.data.name}`, body);
}

function header(title: string, evaluations: readonly Evaluation[]): string {
  const [{ data, genres, protocol, model }] = evaluations;
  const lead =
    evaluations.length === 1 ? model.description : 'The same songs, the same folds, the same questions.';
  const seeds = protocol.seeds.length > 1 ? `, ${protocol.seeds.length} repetitions` : '';
  return `<header>
<p class="kicker">Evaluation on ${escaped(data.name)}</p>
<h1>${escaped(title)}</h1>
<p class="lead">${escaped(lead)}</p>
<p class="protocol"><b>${escaped(protocol.description)}</b>${seeds}. ${plural(data.tracks, 'song')}, ${plural(genres.length, 'genre')}.</p>
</header>`;
}

function comparison(evaluations: readonly Evaluation[]): string {
  const rows = evaluations.toSorted((a, b) => b.figures.accuracy.value - a.figures.accuracy.value);
  const best = rows[0];
  const cells = rows.map((evaluation) => {
    const { model, figures, fits, latencyMs } = evaluation;
    return `<tr${evaluation === best ? ' class="best"' : ''}>
<th scope="row"><a href="#${anchor(model.name)}">${escaped(model.name)}</a></th>
<td>${bar(figures.accuracy.value)} ${withInterval(figures.accuracy)}</td>
<td>± ${decimals(100 * figures.accuracySpread.overFolds, 1)}</td>
<td>${decimals(figures.macroF1, 3)}</td>
<td>${percent(figures.top3.value)}</td>
<td>${decimals(figures.negativeLogLikelihood, 3)}</td>
<td>${decimals(figures.ece.equalMass, 3)}</td>
<td>${fits.length > 0 ? duration(meanOf(fits.map(({ trainSeconds }) => trainSeconds))) : 'none'}</td>
<td>${fits.length > 0 ? bytes(meanOf(fits.map(({ modelBytes }) => modelBytes))) : ''}</td>
<td>${decimals(latencyMs, 1)} ms</td>
</tr>`;
  });
  const heads = [
    'model',
    'accuracy',
    'folds',
    'macro F1',
    'top 3',
    'NLL',
    'ECE',
    'one fit',
    'size',
    'answer',
  ];
  return `<section>
<h2>Side by side</h2>
<div class="scroll"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${cells.join('\n')}</tbody>
</table></div>
<p class="note">Accuracy with its 95 % interval (Wilson); “folds” is the standard deviation over folds, in points. Intervals that overlap much are no difference to build on.</p>
${figure('Answering only when sure', 'Each line begins where every song is answered, at the right, and shows what leaving out unsure answers buys.', coverageChart(curvesOf(evaluations)))}
</section>`;
}

function chapter(evaluation: Evaluation, named: boolean): string {
  const { figures, fits, model } = evaluation;
  const curves = fits.map(({ curve }) => curve).filter((curve) => curve.length > 0);
  const head = named ? `<h2>${escaped(model.name)}</h2>\n<p>${escaped(model.description)}</p>` : '';
  return `<section id="${anchor(model.name)}" class="chapter">
${head}
${headlines(evaluation)}
<div class="plates">
${figure('What is taken for what', 'Rows are what songs are, columns what they were called, in percent of the row.', confusionChart(evaluation))}
${figure('By genre', 'Recall: of the songs of a genre, how many were found. Precision: of the songs called so, how many are.', genreChart(evaluation))}
${figure('Does confidence mean what it says?', `Ten bins of equal mass; larger dots hold more songs. On the dashed line, confidence is the share that is right. ECE ${decimals(figures.ece.equalMass, 3)} (equal mass), ${decimals(figures.ece.equalWidth, 3)} (equal width).`, reliabilityChart(figures.reliability))}
${named ? '' : figure('Answering only when sure', 'From every song answered, at the right, to only the surest.', coverageChart(curvesOf([evaluation])))}
${curves.length > 0 ? figure('Learning', `Loss by epoch, ${plural(curves.length, 'fit')}.`, learningChart(curves)) : ''}
</div>
${listening(evaluation)}
${cost(evaluation)}
</section>`;
}

function headlines({ figures }: Evaluation): string {
  const { accuracy, accuracySpread, claims, ece, levels = [], top3 } = figures;
  const spread = `± ${decimals(100 * accuracySpread.overFolds, 1)} over folds, n = ${figures.n}`;
  const items = [
    ['Accuracy', percent(accuracy.value), `${percent(accuracy.low)} to ${percent(accuracy.high)}; ${spread}`],
    ...levels.map((wider) => [
      `Level ${wider.level}`,
      percent(wider.accuracy.value),
      'right about the parent',
    ]),
    ['Macro F1', decimals(figures.macroF1, 3), 'each genre counts alike'],
    ['Top 3', percent(top3.value), 'the right genre is among three'],
    ['When it claims', percent(claims.accuracy), `right; it claims for ${percent(claims.coverage)} of songs`],
    [
      'Calibration',
      decimals(ece.equalMass, 3),
      `ECE; NLL ${decimals(figures.negativeLogLikelihood, 3)} nats`,
    ],
  ];
  return headlineList(items);
}

function listening(evaluation: Evaluation): string {
  const confusions = confidentMistakes(evaluation, 12);
  if (confusions.length === 0) return '';
  const rows = confusions.map(({ id, label, called, confidence }) => {
    return `<tr><td class="path">${escaped(id)}</td><td>${escaped(label)}</td><td>${escaped(called)}</td><td>${bar(confidence)} ${percent(confidence)}</td></tr>`;
  });
  return `<h3>Confusions to listen to</h3>
<p class="note">The surest mistakes: a wrong label, a genre within a genre, or something to learn from.</p>
<div class="scroll"><table>
<thead><tr><th>song</th><th>is</th><th>was called</th><th>confidence</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>`;
}

function cost({ fits, latencyMs }: Evaluation): string {
  if (fits.length === 0)
    return `<p class="note">An answer takes ${decimals(latencyMs, 1)} ms once the features are there.</p>`;
  const chosen = [...new Set(fits.map((fit) => JSON.stringify(fit.chosen)))].map((json) =>
    readable(JSON.parse(json)),
  );
  const seconds = meanOf(fits.map(({ trainSeconds }) => trainSeconds));
  const size = meanOf(fits.map(({ modelBytes }) => modelBytes));
  const choices = chosen.filter(Boolean).slice(0, 6).map(escaped).join('; ');
  return `<p class="note">One fit takes ${duration(seconds)}, the model ${bytes(size)}, an answer ${decimals(latencyMs, 1)} ms once the features are there.${choices ? ` Chosen on training songs: ${choices}.` : ''}</p>`;
}

/** @param leaks in a listed split */
export function dataNotes(
  data: Evaluation['data'],
  leaks: readonly { readonly message: string }[] = [],
): string {
  const counts = Object.entries(data.tracksByGenre).map(
    ([genre, count]) => `<li>${escaped(genre)} <b>${count}</b></li>`,
  );
  return `<section>
<h2>The songs</h2>
<ul class="counts">${counts.join('')}</ul>
${list(
  'Leaks in the listed split',
  leaks.map(({ message }) => message),
  true,
)}
${list(
  'Copies, kept on one side of every split',
  data.duplicates.map(({ a, b, kind }) => `${a} = ${b} (${kind})`),
)}
${list(
  'Left out',
  data.broken.map(({ id, message }) => `${id}: ${message}`),
)}
</section>`;
}

function list(title: string, lines: readonly string[], alarming = false): string {
  if (lines.length === 0) return '';
  const items = lines.map((line) => `<li>${escaped(line)}</li>`).join('\n');
  return `<details${alarming ? ' open class="alarm"' : ''}><summary>${title} (${lines.length})</summary><ul>${items}</ul></details>`;
}

function curvesOf(evaluations: readonly Evaluation[]) {
  return evaluations.map(({ model, figures }) => ({ name: model.name, points: figures.coverage }));
}

function readable(chosen: Readonly<Record<string, number | string>>): string {
  return Object.entries(chosen)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`)
    .join(', ');
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function anchor(name: string): string {
  return name.replace(/[^\w-]+/g, '-');
}
