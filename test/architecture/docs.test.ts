/** Numbers, lists and links in README and docs match the code. */
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/audio/formats.ts';
import { COMMANDS } from '../../src/cli/main.ts';
import { GENRES, type Genre } from '../../src/genres.ts';
import { createApp } from '../../src/server/app.ts';
import { findPreset, PRESETS } from '../../src/train/fit/presets.ts';
import { removeFolder } from '../support/remove-folder.ts';

interface Report {
  readonly figures: Figures;
  readonly others: readonly { readonly figures: Figures }[];
}

interface Figures {
  readonly n: number;
  readonly accuracy: { readonly value: number };
  readonly accuracySpread: { readonly overSeeds: number };
  readonly byGenre: readonly { readonly n: number; readonly recall: number }[];
  readonly confusion: readonly (readonly number[])[];
}

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['README.md', 'CHANGELOG.md', ...pagesIn('docs')];
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md');
/** Pages that users read. */
const MANUAL = ['README.md', ...pagesIn('docs').filter((path) => !path.startsWith('docs/decisions'))];
/** Code blocks and spans of the manual. */
const CODE = MANUAL.flatMap((page) => read(page).match(/```[\s\S]*?```|`[^`\n]+`/g) ?? []).join('\n');

test('every link of README and docs leads to a file that is there, and to a heading in it', () => {
  const links = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target]) => ({ page, target })),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ page, target }) => !isThere(page, target))).toEqual([]);
});

test('the index of decisions names every file of decisions', () => {
  const index = read('docs/decisions.md');
  const unnamed = readdirSync(join(ROOT, 'docs/decisions')).filter(
    (name) => !index.includes(`(decisions/${name})`),
  );
  expect(unnamed).toEqual([]);
});

test('README names the Node that package.json asks for', () => {
  const { engines } = JSON.parse(read('package.json'));
  expect(README).toContain(`Node ${engines.node.replace('>=', '')} or newer`);
});

test('README names every format that is decoded, and no other', () => {
  const named = /decodes ([\w, ]+? and \w+),/.exec(README)![1].split(/, | and /);
  const formats = Object.values(FORMATS);
  expect(named.filter((name) => !formats.some(({ extensions }) => extensions.includes(name)))).toEqual([]);
  const unnamed = formats.filter(({ extensions }) => !extensions.some((name) => named.includes(name)));
  expect(unnamed).toEqual([]);
});

test('README names the genres in their order', () => {
  expect(README).toContain(`genres (${GENRES.join(', ')})`);
});

test('README and the model card state the size of the shipped model', () => {
  const size = `${(statSync(join(ROOT, 'models/tonearm.onnx')).size / 1e6).toFixed(1)} MB`;
  expect(README).toContain(`\`tonearm\` (${size})`);
  expect(read('docs/model-card.md')).toContain(`(${size})`);
});

test.each(['README.md', 'docs/model-card.md'])('the figures of %s are those of the report', (page) => {
  const report: Report = JSON.parse(read('models/tonearm.report.json'));
  const rows = read(page).split('\n');
  for (const [songs, figures] of [
    ['GTZAN', report.figures],
    ['independent songs of one listed genre', report.others[0].figures],
  ] as const) {
    const row = rows.find((line) => line.startsWith(`| ${songs}`) && line.includes(`| ${figures.n} |`));
    const { accuracy, accuracySpread, byGenre } = figures;
    const asked = byGenre.filter(({ n }) => n > 0);
    const recall = asked.reduce((sum, genre) => sum + genre.recall, 0) / asked.length;
    const error = Math.sqrt((accuracy.value * (1 - accuracy.value)) / figures.n);
    const right = `${percent(accuracy.value)} % ± ${percent(accuracySpread.overSeeds)}`;
    expect(row).toContain(`| ${right} | ${percent(error)} | ${percent(recall)} %`);
  }
});

test('the model card says what is taken for what as the report counts it', () => {
  const { figures, others }: Report = JSON.parse(read('models/tonearm.report.json'));
  const independent = others[0].figures;
  const said = [
    takenFor('rock', figures),
    ...(['pop', 'rock', 'blues'] as const).map((genre) => takenFor(genre, independent)),
  ];
  for (const sentence of said) expect(read('docs/model-card.md')).toContain(sentence);
});

test('every command and option that README and docs show is one of the command line', async () => {
  const shown = [...CODE.matchAll(/\btonearm ([a-z]+)\b([^|;&#\n`]*)/g)];
  expect(shown.length).toBeGreaterThan(20);
  for (const [, name, rest] of shown) {
    expect(Object.keys(COMMANDS), `tonearm ${name}`).toContain(name);
    const command = (await COMMANDS[name]())(() => {});
    const known = command.options.map(({ long }) => long);
    for (const [option] of rest.matchAll(/--[a-z][a-z-]*/g))
      expect(known, `tonearm ${name}`).toContain(option);
  }
});

test('every preset that README and docs name is there', () => {
  const named = [...CODE.matchAll(/--presets? ([\w+,-]+)/g)].flatMap(([, names]) => names.split(','));
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(() => findPreset(name), name).not.toThrow();
});

test('the page on training has a row for every preset', () => {
  const named = [...read('docs/training.md').matchAll(/^\| `([\w-]+)`.*\|$/gm)].map(([, name]) => name);
  expect(PRESETS.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
});

test('every address of the HTTP interface in README and docs is answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-docs-'));
  const app = await createApp({ modelsDirectory: folder, uploadParent: folder, workers: 1 });
  const { paths } = (await app.inject('/api/openapi.json')).json();
  const named = MANUAL.flatMap((page) => read(page).match(/\/api\/[a-z][a-z/.-]*[a-z]/g) ?? []);
  expect(named.length).toBeGreaterThan(5);
  for (const path of new Set(named)) {
    const isDescribed = Object.hasOwn(paths, path);
    expect(isDescribed || (await app.inject(path)).statusCode < 400, path).toBe(true);
  }
  await app.close();
  await removeFolder(folder);
});

function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

function isThere(page: string, target: string): boolean {
  const [path, heading] = target.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURI(path));
  if (!statSync(join(ROOT, file), { throwIfNoEntry: false })) return false;
  return heading === undefined || headings(read(file)).includes(heading);
}

/** Anchors that GitHub makes from headings. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Every other genre that at least one in forty of the songs is called, most first. */
function takenFor(genre: Genre, { confusion }: Figures): string {
  const row = confusion[GENRES.indexOf(genre)];
  const n = row.reduce((sum, count) => sum + count, 0);
  const called = GENRES.map((name, i) => ({ name, share: row[i] / n }))
    .filter(({ name, share }) => name !== genre && share >= 1 / 40)
    .sort((a, b) => b.share - a.share);
  return `${genre} is called ${called.map(({ name, share }) => `${name} ${(100 * share).toFixed(0)} %`).join(', ')}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
