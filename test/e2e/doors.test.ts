/** One song, one answer: through the library, the command line, HTTP, and the core inside a browser. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Prediction } from '../../src/classify/prediction.ts';
import { classifyFile, type Model, openModel } from '../../src/node.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { WebPage } from '../support/web-page.ts';

const FORMATS = ['mp3', 'flac', 'ogg', 'opus', 'm4a', 'aac', 'webm'];
const BIN = fileURLToPath(new URL('../../bin/tonearm.js', import.meta.url));
const pathOf = (format: string) =>
  fileURLToPath(new URL(`../fixtures/audio/tune.${format}`, import.meta.url));

let folder: string;
let model: Model;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-doors-'));
  [model, server] = await Promise.all([
    openModel(),
    spawnServer({ workers: 1, uploadParent: join(folder, 'uploads') }),
  ]);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await model?.release();
  await rm(folder, { recursive: true, force: true });
});

describe('the same song through every door', () => {
  test.each(FORMATS)('%s', async (format) => {
    const path = pathOf(format);
    const library = await classifyFile(path, model);
    expect(library.durationSeconds).toBeCloseTo(5, 1);
    expect(largestDifference(library, await throughCommandLine(path))).toBeLessThan(1e-4);
    expect(largestDifference(library, await throughServer(path))).toBeLessThan(1e-4);
    expect(largestDifference(library, await insideBrowser(path))).toBeLessThan(1e-4);
  });
});

async function throughCommandLine(path: string): Promise<Prediction> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, 'classify', path, '--json']);
  return JSON.parse(stdout);
}

async function throughServer(path: string): Promise<Prediction> {
  const body = new FormData();
  body.append('file', new Blob([await readFile(path)]), 'song');
  const answer = await fetch(`${server.url}/api/classifications`, { method: 'POST', body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Prediction;
}

async function insideBrowser(path: string): Promise<Prediction> {
  const web = await WebPage.open(server.url);
  const uploads: string[] = [];
  web.page.on('request', (request) => {
    if (request.method() === 'POST') uploads.push(request.url());
  });
  await web.chooseEngine('In this browser');
  await web.choose(path);
  await web.answered();
  const answer = await web.answer();
  await web.close();
  expect(uploads).toEqual([]);
  return answer;
}

function largestDifference(a: Prediction, b: Prediction): number {
  expect(b.segments.length).toBe(a.segments.length);
  return Math.max(
    ...a.ranking.map(({ genre, probability }) =>
      Math.abs(probability - b.ranking.find((other) => other.genre === genre)!.probability),
    ),
  );
}
