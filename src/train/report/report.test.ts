import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { removeFolder } from '../../../test/support/remove-folder.ts';
import type { SeveralEvaluation } from '../evaluate/evaluate-several.ts';
import { type Answer, type Evaluation, figuresOf } from '../evaluate/evaluation.ts';
import { severalFigures } from '../evaluate/several-figures.ts';
import { renderHtml } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { writeReport } from './report.ts';
import { severalHtml, writeSeveralReport } from './several.ts';

const HOSTILE = '<img src=x onerror=alert(1)>|"\'`';
const GENRES = ['blues', HOSTILE, 'jazz'];

/** Thirty answers; nothing is called jazz, so its precision is not a number. */
function evaluation(name: string): Evaluation {
  const answers = Array.from({ length: 30 }, (_, i): Answer => {
    const sure = 0.4 + 0.019 * i;
    const called = i % 2;
    const rest = (1 - sure) / 2;
    const probabilities = GENRES.map((_, genre) => (genre === called ? sure : rest));
    return {
      id: `${HOSTILE} ${i}.wav`,
      label: i % 5 === 0 ? 2 : called,
      probabilities,
      seed: 1,
      fold: i % 3,
    };
  });
  return {
    format: 1,
    model: { name, description: `A ${HOSTILE} model.` },
    data: {
      name: HOSTILE,
      tracks: 30,
      tracksByGenre: Object.fromEntries(GENRES.map((genre) => [genre, 10])),
      broken: [{ id: HOSTILE, code: 'broken-audio', message: 'Expected sound, got none.' }],
      duplicates: [{ a: HOSTILE, b: 'b', kind: 'near' }],
    },
    protocol: { name: 'artist', description: 'artist-grouped 3-fold', folds: 3, seeds: [1], leaks: [] },
    genres: GENRES,
    figures: figuresOf(answers, GENRES, ({ probabilities }) => Math.max(...probabilities) >= 0.7),
    fits: [
      {
        seed: 1,
        fold: 0,
        trainSeconds: 3,
        modelBytes: 5e5,
        unsureBelow: 0.7,
        chosen: { k: 5, kind: HOSTILE },
        curve: [
          { epoch: 1, trainLoss: 2, validLoss: 2.1 },
          { epoch: 2, trainLoss: 1 },
        ],
      },
    ],
    latencyMs: 0.4,
    answers,
  };
}

/** Twenty songs of the first two genres; nothing is called jazz, which no song is. */
function severalEvaluation(): SeveralEvaluation {
  const answers = Array.from({ length: 20 }, (_, i) => ({
    id: `${HOSTILE} ${i}.wav`,
    probabilities: [i / 20, (19 - i) / 20, 0.1],
    claimed: [i > 9, i < 12, false],
    truths: [i > 7, i % 2 === 0, false],
  }));
  const { data, model } = evaluation('several');
  const figures = severalFigures(answers, GENRES);
  return { format: 1, model, data, genres: GENRES, protocol: `by ${HOSTILE}`, figures, answers };
}

const tagsIn = (html: string) => [...html.matchAll(/<([a-z]+)/g)].map(([, name]) => name);

describe('the page', () => {
  const html = renderHtml([evaluation('knn')], new Date(0));

  test('stands alone: no script, no address, names are text', () => {
    expect(new Set(tagsIn(html))).not.toContain('img');
    expect(new Set(tagsIn(html))).not.toContain('script');
    expect(html.replaceAll(/http:\/\/www\.w3\.org\/\S+"/g, '')).not.toMatch(/https?:|url\((?!#)|@import/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  test('shows five pictures in the colours of the page', () => {
    expect(tagsIn(html).filter((name) => name === 'svg')).toHaveLength(5);
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).toContain('var(--series-1)');
  });

  test('the page says the figures, and what is not a number in words', () => {
    expect(html).toContain('<b>80.0 %</b>');
    expect(html).toContain('n = 30');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('several models: a table, the best first', () => {
    const better = { ...evaluation('better') };
    const page = renderHtml(
      [
        evaluation('knn'),
        { ...better, figures: { ...better.figures, accuracy: { value: 0.9, low: 0.8, high: 1 } } },
      ],
      new Date(0),
    );
    expect(page).toContain('2 models compared');
    expect(page.indexOf('href="#better"')).toBeLessThan(page.indexOf('href="#knn"'));
  });
});

test('Markdown: rows of one width, names are text', () => {
  const text = renderMarkdown([evaluation('knn')]);
  const bars = (line: string) => line.replaceAll(/\\./g, '').split('|').length;
  for (const block of text.split('\n\n').filter((part) => part.startsWith('|'))) {
    expect(new Set(block.split('\n').map(bars)).size).toBe(1);
  }
  expect(text).toContain('| 80.0 % (62.7 to 90.5) |'.slice(2, -2));
  expect(text).not.toMatch(/[^\\]<img/);
});

test('three files; the JSON holds every answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tonearm-report-'));
  const paths = await writeReport(join(folder, 'deep/er'), [evaluation('knn')]);
  expect(paths.map((path) => path.split('.').at(-1))).toEqual(['html', 'md', 'json']);
  const json = JSON.parse(await readFile(paths[2], 'utf8'));
  expect(json.answers).toHaveLength(30);
  expect(json.figures.accuracy.value).toBeCloseTo(0.8, 12);
  await removeFolder(folder);
});

describe('the report of several genres a song', () => {
  test('stands alone too, with three pictures and every genre in a row', () => {
    const html = severalHtml(severalEvaluation(), new Date(0));
    expect(tagsIn(html).filter((name) => name === 'svg')).toHaveLength(3);
    expect(new Set(tagsIn(html))).not.toContain('img');
    expect(new Set(tagsIn(html))).not.toContain('script');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('<th scope="row">jazz</th><td>0</td><td>never said</td>');
    expect(html).not.toContain('NaN');
  });

  test('is a page, Markdown and JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tonearm-report-'));
    const [, markdown, json] = await writeSeveralReport(folder, severalEvaluation());
    const text = await readFile(markdown, 'utf8');
    expect(text).toContain('| jazz | 0 | never said | ');
    expect(text).not.toMatch(/[^\\]<img|NaN/);
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      figures: { n: 20, unclaimed: 0, byGenre: [{ genre: 'blues', n: 12 }, { n: 10 }, { n: 0 }] },
    });
    await removeFolder(folder);
  });
});
