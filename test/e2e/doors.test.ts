/** One song, one answer: through the library, the command line, HTTP, and the core inside a browser. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { classifyFile, openModel } from '../../src/node.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { SIGNAL_RATE, songSignal } from '../support/signal.ts';
import { encodeWav } from '../support/wav.ts';
import { WebPage } from '../support/web-page.ts';

const FORMATS = ['mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'webm', 'wav'];
const BIN = fileURLToPath(new URL('../../bin/tonearm.js', import.meta.url));
const AUDIO = fileURLToPath(new URL('../fixtures/audio/', import.meta.url));

type Answers = readonly Prediction[];

let folder: string;
/** Paths of a song in each format. */
let paths: readonly string[];
let server: ServerProcess;
/** The answers of each way, in the order of the formats. */
let library: Answers;
let commandLine: Answers;
let http: Answers;
let browser: Answers;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-doors-'));
  const wav = join(folder, 'tune.wav');
  await writeFile(wav, encodeWav(songSignal(5), { sampleRate: SIGNAL_RATE, encoding: 'int16' }));
  paths = FORMATS.map((format) => (format === 'wav' ? wav : join(AUDIO, `tune.${format}`)));
  server = await spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') });
  library = await throughLibrary();
  commandLine = await throughCommandLine();
  http = await Promise.all(paths.map(throughServer));
  browser = await insideBrowser();
}, 300_000);

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

test.each(FORMATS.map((format, i) => [format, i] as const))(
  'a song as %s gets one answer from library, command line, server and browser',
  (_, i) => {
    expect(library[i].durationSeconds).toBeCloseTo(5, 1);
    for (const answers of [commandLine, http, browser])
      expect(largestDifference(library[i], answers[i])).toBeLessThan(1e-4);
  },
);

async function throughLibrary(): Promise<Answers> {
  const model = await openModel();
  const answers: Prediction[] = [];
  for (const path of paths) answers.push(await classifyFile(path, model));
  await model.release();
  return answers;
}

async function throughCommandLine(): Promise<Answers> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'classify', ...paths, '--json']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function throughServer(path: string): Promise<Prediction> {
  const body = new FormData();
  body.append('file', new Blob([await readFile(path)]), 'song');
  const answer = await fetch(`${server.url}/api/classifications`, { method: 'POST', body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Prediction;
}

async function insideBrowser(): Promise<Answers> {
  const web = await WebPage.open(server.url);
  const uploads: string[] = [];
  web.page.on('request', (request) => {
    if (request.method() === 'POST') uploads.push(request.url());
  });
  await web.chooseEngine('In this browser');
  await web.choose([...paths]);
  await web.page.getByText(`${paths.length} done`, { exact: true }).waitFor();
  const answers: Prediction[] = [];
  for (const path of paths) answers.push(await web.answerOf(basename(path)));
  await web.close();
  expect(uploads).toEqual([]);
  return answers;
}

function largestDifference(a: Prediction, b: Prediction): number {
  expect(b.segments.length).toBe(a.segments.length);
  return Math.max(
    ...a.ranking.map(({ genre, probability }) =>
      Math.abs(probability - b.ranking.find((other) => other.genre === genre)!.probability),
    ),
  );
}
