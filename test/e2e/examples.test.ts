/** The examples in other languages, as they stand, against a server. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GENRES } from '../../src/genres.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { writeSmallModel } from '../support/small-model.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TUNE = join(ROOT, 'test/fixtures/audio/tune.mp3');
const TOKEN = 'a-token-of-examples-0123';

let folder: string;
let server: ServerProcess;
let broken: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tonearm-examples-'));
  broken = join(folder, 'no song; "at all".mp3');
  await writeFile(broken, 'words');
  await writeSmallModel(folder);
  server = await spawnServer({
    workers: 1,
    uploadParent: join(folder, 'uploads'),
    modelsDirectory: folder,
    access: { token: TOKEN },
  });
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await removeFolder(folder);
});

describe.skipIf(!isInstalled('python3'))('Python (skipped without python3)', () => {
  test('the example prints the genre, then the ranking', async () => {
    const { stdout } = await run('python3', 'ask-a-server.py', TUNE);
    const [first, ...ranking] = stdout.trimEnd().split('\n');
    expect(first).toMatch(/^(not sure|[a-z]+) [01]\.\d\d$/);
    expect(ranking).toHaveLength(3);
    for (const line of ranking) expect(GENRES).toContain(line.trim().split(' ')[0]);
  });

  test('the example says what is wrong with a file, and fails', async () => {
    await expect(run('python3', 'ask-a-server.py', broken)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^No audio format that is known here: /),
    });
  });
});

describe.skipIf(!isInstalled('curl'))('curl (skipped without it)', () => {
  test('the example prints the answer', async () => {
    const { stdout } = await run('sh', 'ask-a-server.sh', TUNE);
    const answer = JSON.parse(stdout);
    expect(GENRES).toContain(answer.genre);
    expect(answer.description).toHaveProperty('loudness');
  });

  test('the example prints the problem with a file, and fails', async () => {
    await expect(run('sh', 'ask-a-server.sh', broken)).rejects.toMatchObject({
      code: 22,
      stdout: expect.stringContaining('"code":"unsupported-format"'),
    });
  });
});

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

function run(program: string, example: string, song: string) {
  const env = { ...process.env, TONEARM_URL: server.url, TONEARM_TOKEN: TOKEN };
  return promisify(execFile)(program, [join(ROOT, 'examples', example), song], { env });
}
